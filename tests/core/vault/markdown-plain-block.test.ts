import fc from "fast-check";
import { parseMarkdown } from "../../../src/core/vault/markdown/parse";
import { readPlainUnit } from "../../../src/core/vault/markdown/plain-block";

interface TreeNode {
  type: string;
  value?: string;
  depth?: number;
  children?: TreeNode[];
}

/** What the parser makes of a unit: its paragraphs, items and headings, with their text. */
function parsed(node: TreeNode, kind = "paragraph"): string[] {
  const words = (inner: TreeNode): string => inner.value ?? (inner.type === "break" ? "\n" : (inner.children ?? []).map(words).join(""));
  if (node.type === "paragraph") return [`${kind} 0 ${words(node)}`];
  if (node.type === "heading") return [`heading ${node.depth} ${words(node)}`];
  if (node.children === undefined) return [`${node.type} ${node.value ?? ""}`];
  const inside = node.type === "listItem" ? "list-item" : node.type === "footnoteDefinition" ? "footnote" : node.type === "root" || node.type === "list" ? kind : node.type;
  return node.children.flatMap((child) => parsed(child, inside));
}

describe("readPlainUnit", () => {
  const taken = (unit: string): string[] | null => readPlainUnit(unit)?.map((part) => `${part.kind} ${part.depth} ${unit.slice(part.start, part.end)}`) ?? null;

  test("takes paragraphs, headings and simple lists without markup", () => {
    expect(taken("One line.\nAnother.\n\n")).toEqual(["paragraph 0 One line.\nAnother."]);
    expect(taken("## A heading\n")).toEqual(["heading 2 A heading"]);
    expect(taken("- one\n- two\n")).toEqual(["list-item 0 one", "list-item 0 two"]);
    expect(taken("[^1]: A note.")).toEqual(["footnote 0 A note."]);
  });

  test.each(["a *b*", "a\n---", "a\n===", "a\n- b", "- a\n  b", "- - a", "12 a", "    a", "a\\", "a &amp; b", "a <b>", "a `b`", "a $b$", "[a]: b", "# a #", "a\n\nb"])("leaves %j to the parser", (unit) => {
    expect(readPlainUnit(unit)).toBeNull();
  });

  test("says what the parser says, or nothing", () => {
    const piece = fc.constantFrom("a", "Word", "é", "漢字", " ", "  ", "\n", "- ", "1. ", "2) ", "# ", "### ", "|", "-", "=", ":", ">", "!", "]", "(", '"', "+", "\t", "[^1]: ", "*", "_", "#", "{", "http://x.org", "^a", "😀");
    let compared = 0;
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 14 }), (pieces) => {
        const unit = pieces.join("").replace(/\n\s*\n/g, "\n").replace(/^[\s]+/, "");
        const plain = taken(unit);
        if (plain === null || plain.length === 0) return;
        compared++;
        const spaced = (lines: string[]): string[] => lines.map((text) => text.replace(/\s+/g, " ").trim());
        expect(spaced(plain)).toEqual(spaced(parsed(parseMarkdown(unit) as TreeNode)));
      }),
      { numRuns: 4000 },
    );
    expect(compared).toBeGreaterThan(100);
  });
});
