/** Parses one piece of a note that refers to definitions elsewhere in it: `[text][label]`, `[^label]`. */
import type { Definition, PhrasingContent, Root } from "mdast";
import { visit } from "unist-util-visit";
import type { Piece } from "./cut-note";
import { parseBlocks } from "./syntax";

const definitionLine = /^ {0,3}\[(?!\^)([^\]\n]+)\]:[ \t]*\S+.*$/gm;

const footnoteLabel = /\[\^([^\]\s]+)\]/g;

/** What a note defines: link definitions as written, by lower-cased label, and the labels of its footnotes. */
export interface Definitions {
  links: ReadonlyMap<string, string>;
  footnotes: ReadonlySet<string>;
}

export function collectDefinitions(pieces: readonly Piece[], footnotes: ReadonlySet<string>): Definitions {
  const links = new Map<string, string>();
  for (const { kind, text } of pieces) {
    if (kind !== "markdown" || !text.includes("]:") || /^ {0,3}(?:```|~~~)/.test(text)) continue;
    for (const match of text.matchAll(definitionLine)) {
      const label = (match[1] ?? "").toLowerCase();
      if (!links.has(label)) links.set(label, match[0]);
    }
  }
  return { links, footnotes };
}

/** The tree of `text` alone, its references turned into links. */
export function parsePart(text: string, definitions: Definitions): Root {
  const lower = text.toLowerCase();
  const links = [...definitions.links].filter(([label]) => lower.includes(`[${label}`) && !lower.includes(`[${label}]:`)).map(([, line]) => line);
  const labels = new Set([...lower.matchAll(footnoteLabel)].map(([, label = ""]) => label).filter((label) => definitions.footnotes.has(label)));
  const footnotes = [...labels].map((label) => `[^${label}]: .`);
  const added = [...links, ...footnotes];
  if (added.length === 0 && !text.includes("]:")) return parseBlocks(text);
  const root = parseBlocks([text, "", ...added].join("\n"));
  resolveReferences(root);
  root.children = root.children.filter((node) => (node.position?.start.offset ?? 0) < text.length && node.type !== "definition");
  return root;
}

function resolveReferences(root: Root): void {
  const byIdentifier = new Map<string, Definition>();
  visit(root, "definition", (node) => {
    if (!byIdentifier.has(node.identifier)) byIdentifier.set(node.identifier, node);
  });
  visit(root, (node, index, parent) => {
    if ((node.type !== "linkReference" && node.type !== "imageReference") || parent === undefined || index === undefined) return;
    const definition = byIdentifier.get(node.identifier);
    if (definition === undefined) return;
    const { url, title } = definition;
    const resolved: PhrasingContent = node.type === "linkReference" ? { type: "link", url, title, children: node.children } : { type: "image", url, title, alt: node.alt };
    parent.children.splice(index, 1, resolved);
  });
}
