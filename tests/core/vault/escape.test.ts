import fc from "fast-check";
import { escapeMarkdown, escapeMarkdownBlock, unescapeMarkdown } from "../../../src/core/vault/escape";
import { parseMarkdown } from "../../../src/core/vault/markdown/parse";
import { withMoney } from "../../../src/core/vault/markdown/stand-ins";

/** Characters and short pieces that mean something to a Markdown reader, the app or its plugins. */
const character = fc.constantFrom(..."\\`*_[]<>&#~=$%^:/.@|!-+1)( abcé中🌲\"'{};,?\u00a0\u200b\u2028\u202e");
const piece = fc.constantFrom(
  "[x]", "(http://a.b)", "![", "](", "<b>", "<!--", "-->", "&amp;", "&#65;", "**", "__", "~~", "==", "%%", "<%", "%>", "$$", "$", "^[", "[^1]", "[^1]: x", "[[", "]]", "#tag", " ", "a", "1.", "1)", "- ", "+ ", "* ",
  "> ", "# ", "```", "~~~", "---", "***", "===", "|", "\\", "www.a.b", "a@b.c", "https://x.y", "obsidian://x", "^id", "::", "key:: v", "[ ]", "[x] ", "<a@b.c>", "<http://a>", "_a_", "*a*", "`", "~a~", "$a$", "<script>", "|-|",
);
const line = fc
  .oneof(fc.string({ unit: character, maxLength: 24 }), fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join("")), fc.string({ unit: "grapheme", maxLength: 20 }))
  .map((text) => text.replace(/[\s\u0000\p{Cs}\ufdd0-\ufdd2]+/gu, " ").trim())
  .filter((text) => text !== "");

interface Node {
  type: string;
  value?: string;
  checked?: boolean | null;
  children?: Node[];
}

/** Block and inline types from the outside in, and the text all of it shows. Money is told from formulas as the app does. */
function read(markdown: string): { types: string[]; shown: string } {
  const types: string[] = [];
  let shown = "";
  const walk = (node: Node): void => {
    if (node.type === "text") shown += (node.value ?? "").replaceAll("\uFDD1", "$");
    else types.push(typeof node.checked === "boolean" ? "task" : node.type);
    for (const child of node.children ?? []) walk(child);
  };
  walk(parseMarkdown(withMoney(markdown)) as Node);
  return { types, shown };
}

/** What an unescaped page would do in the app, which no Markdown parser knows. */
const actedOn = (markdown: string): string[] =>
  [/<%/, /%%/, /(?<!\\)==/, /(?<!\\)!\[/, /[a-z]:\/\//i, /(?:^|\s)#[\p{L}\p{N}_/-]/u, /(?:^|\s)\^[A-Za-z0-9-]+$/, /(?<![\w\\])www\.\w/i, /(?<!\\)\^\[/].flatMap((pattern) => pattern.exec(markdown.replace(/\\[!-/:-@[-`{-~]/g, "·"))?.[0] ?? []);

describe("Escaped text", () => {
  it("comes back as it was", () => {
    fc.assert(
      fc.property(line, (text) => {
        expect(unescapeMarkdown(escapeMarkdown(text))).toBe(text);
        expect(unescapeMarkdown(escapeMarkdownBlock(text))).toBe(text);
      }),
      { numRuns: 2000 },
    );
  });

  it("is nothing but that text wherever a page shows it", () => {
    const places: [type: string[], wrap: (inline: string, block: string) => string][] = [
      [["root", "paragraph"], (_, block) => block],
      [["root", "list", "listItem", "paragraph"], (_, block) => `- ${block}`],
      [["root", "paragraph", "footnoteReference", "footnoteDefinition", "paragraph"], (inline, block) => `${block}[^c1]\n\n[^c1]: LINK: "${inline}"`],
      [["root", "table", "tableRow", "tableCell", "tableRow", "tableCell"], (inline) => `| x |\n| --- |\n| ${inline} |`],
    ];
    fc.assert(
      fc.property(line, (text) => {
        const [inline, block] = [escapeMarkdown(text), escapeMarkdownBlock(text)];
        for (const [types, wrap] of places) {
          const found = read(wrap(inline, block));
          expect(found.types).toEqual(types);
          expect(found.shown).toContain(text);
        }
        expect(actedOn(block)).toEqual([]);
      }),
      { numRuns: 1500 },
    );
  });

  it("stays text when it shares a paragraph with other escaped text and with links", () => {
    fc.assert(
      fc.property(line, line, fc.constantFrom("[^c1] ", " ", "[[wiki/concepts/X|X]]", " (", "; "), (first, second, between) => {
        const markdown = `${escapeMarkdownBlock(first)}${between}${escapeMarkdown(second)}\n\n[^c1]: x`;
        const found = read(markdown.replace("[[wiki/concepts/X|X]]", "X"));
        expect(found.types.filter((type) => !["root", "paragraph", "footnoteReference", "footnoteDefinition"].includes(type))).toEqual([]);
      }),
      { numRuns: 1500 },
    );
  });

  it.each([
    ["two sums of money", "It is a US$5 crane.", "It costs A$ more."],
    ["two waves", "It is a ~big crane.", "It lifts 40~ tonnes."],
  ])("does not make one of %s in two sentences of a paragraph", (_, first, second) => {
    expect(read(`${escapeMarkdownBlock(first)} ${escapeMarkdownBlock(second)}`).types).toEqual(["root", "paragraph"]);
  });
});
