/** A blockquote that begins with `[!type]` is a callout. */
import type { Blockquote, BlockContent, DefinitionContent, Paragraph, PhrasingContent } from "mdast";

export interface Callout {
  type: string;
  metadata: string;
  fold: "" | "+" | "-";
  title: PhrasingContent[];
  content: (BlockContent | DefinitionContent)[];
}

const opening = /^\[!([^\]|]+)(?:\|([^\]]*))?\]([+-]?)[ \t]*/;

export function readCallout(quote: Blockquote): Callout | null {
  const [first, ...rest] = quote.children;
  if (first?.type !== "paragraph") return null;
  const [lead, ...others] = first.children;
  if (lead?.type !== "text") return null;
  const match = opening.exec(lead.value);
  if (match === null) return null;
  const { title, content } = cutAtLineEnd([{ ...lead, value: lead.value.slice(match[0].length) }, ...others]);
  const paragraph: Paragraph[] = content.length === 0 ? [] : [{ ...first, children: content }];
  return {
    type: (match[1] ?? "").trim().toLowerCase(),
    metadata: match[2] ?? "",
    fold: (match[3] ?? "") as Callout["fold"],
    title,
    content: [...paragraph, ...rest],
  };
}

/** The title ends with the line; the rest of the paragraph is content. */
function cutAtLineEnd(nodes: PhrasingContent[]): { title: PhrasingContent[]; content: PhrasingContent[] } {
  const at = nodes.findIndex((node) => node.type === "break" || (node.type === "text" && node.value.includes("\n")));
  const node = nodes[at];
  if (node === undefined) return { title: nodes.filter(hasText), content: [] };
  const before = nodes.slice(0, at);
  const after = nodes.slice(at + 1);
  if (node.type !== "text") return { title: before, content: after };
  const lineEnd = node.value.indexOf("\n");
  return {
    title: [...before, { ...node, value: node.value.slice(0, lineEnd) }].filter(hasText),
    content: [{ ...node, value: node.value.slice(lineEnd + 1) }, ...after].filter(hasText),
  };
}

const hasText = (node: PhrasingContent): boolean => node.type !== "text" || node.value !== "";

const types: [names: string[], icon: string][] = [
  [["note"], "lucide-pencil"],
  [["abstract", "summary", "tldr"], "lucide-clipboard-list"],
  [["info"], "lucide-info"],
  [["todo"], "lucide-circle-check"],
  [["tip", "hint", "important"], "lucide-flame"],
  [["success", "check", "done"], "lucide-check"],
  [["question", "help", "faq"], "lucide-circle-question-mark"],
  [["warning", "caution", "attention"], "lucide-triangle-alert"],
  [["failure", "fail", "missing"], "lucide-x"],
  [["danger", "error"], "lucide-zap"],
  [["bug"], "lucide-bug"],
  [["example"], "lucide-list"],
  [["quote", "cite"], "lucide-quote"],
];
const icons = new Map(types.flatMap(([names, icon]) => names.map((name) => [name, icon] as const)));

/** The icon of a type; for one that the app doesn't know, that of a note. */
export const iconOfCallout = (type: string): string => icons.get(type) ?? "lucide-pencil";

export function defaultTitle(type: string): string {
  return type.charAt(0).toUpperCase() + type.slice(1);
}
