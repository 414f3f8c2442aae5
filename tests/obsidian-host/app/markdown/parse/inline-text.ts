/** What Obsidian sees in plain text: tags, bare addresses, and `==highlights==` across the nodes of a paragraph. */
import type { PhrasingContent } from "mdast";

export interface TextPart {
  kind: "text" | "tag" | "address";
  value: string;
}

const special = /(?<=^|\s)#([\p{L}\p{N}\p{Emoji_Presentation}_/-]+)|https?:\/\/[^\s<>"'`]+/gu;

/** Without what is more likely the sentence's than the address's own. */
function trimAddress(address: string): string {
  const bare = address.replace(/[.,:;!?*_~]+$/, "");
  return bare.endsWith(")") && !bare.includes("(") ? bare.slice(0, -1) : bare;
}

export function splitText(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  const add = (kind: TextPart["kind"], value: string, start: number, end: number): void => {
    if (start > from) parts.push({ kind: "text", value: text.slice(from, start) });
    parts.push({ kind, value });
    from = end;
  };
  for (const match of text.matchAll(special)) {
    const [whole, tag] = match;
    if (match.index < from) continue;
    if (tag !== undefined) {
      if (/[^\d]/.test(tag)) add("tag", tag, match.index, match.index + whole.length);
    } else {
      const address = trimAddress(whole);
      add("address", address, match.index, match.index + address.length);
    }
  }
  if (from < text.length || parts.length === 0) parts.push({ kind: "text", value: text.slice(from) });
  return parts;
}

/** A run of nodes, highlighted or not. */
export interface Run {
  isHighlight: boolean;
  nodes: PhrasingContent[];
}

/** Splits the nodes of a paragraph at pairs of `==`. One left over is text. */
export function splitHighlights(nodes: readonly PhrasingContent[]): Run[] {
  const pieces: (PhrasingContent | "==")[] = nodes.flatMap((node): (PhrasingContent | "==")[] => {
    if (node.type !== "text" || !node.value.includes("==")) return [node];
    return node.value
      .split(/(?<!=)==(?!=)/)
      .flatMap((value, index): (PhrasingContent | "==")[] => (index === 0 ? [{ ...node, value }] : ["==", { ...node, value }]));
  });
  const marks = pieces.filter((piece) => piece === "==").length;
  const runs: Run[] = [{ isHighlight: false, nodes: [] }];
  let seen = 0;
  for (const piece of pieces) {
    const run = runs[runs.length - 1];
    if (run === undefined) break;
    if (piece !== "==") {
      if (piece.type !== "text" || piece.value !== "") run.nodes.push(piece);
      continue;
    }
    seen++;
    if (seen === marks && marks % 2 === 1) run.nodes.push({ type: "text", value: "==" });
    else runs.push({ isHighlight: !run.isHighlight, nodes: [] });
  }
  return runs.filter((run) => run.nodes.length > 0);
}
