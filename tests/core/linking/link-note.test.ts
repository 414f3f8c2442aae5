import fc from "fast-check";
import { createDictionary, linkNote } from "../../../src/core/linking";
import { createPathIndex } from "../../../src/core/vault/links";

const dictionary = createDictionary([
  { name: "QEMU", path: "wiki/concepts/QEMU.md" },
  { name: "Fabrice Bellard", path: "wiki/concepts/Fabrice Bellard.md" },
  { name: "Bellard", path: "wiki/concepts/Fabrice Bellard.md" },
  { name: "北京", path: "wiki/concepts/北京.md" },
  { name: "C#", path: "wiki/concepts/C#.md" },
]);
const link = (markdown: string): string => linkNote(markdown, dictionary, "note.md").text;
const linkedQemu = "[[wiki/concepts/QEMU|QEMU]]";

describe("linkNote", () => {
  test("links the first mention of a page in each section", () => {
    expect(link("QEMU and QEMU.\n\n# One\n\nBellard, Fabrice Bellard, QEMU.")).toBe(
      `${linkedQemu} and QEMU.\n\n# One\n\n[[wiki/concepts/Fabrice Bellard|Bellard]], Fabrice Bellard, ${linkedQemu}.`,
    );
  });

  test("tells where the words stood", () => {
    expect(linkNote("By QEMU", dictionary, "note.md").links).toEqual([{ text: "QEMU", target: "wiki/concepts/QEMU.md", start: 3, end: 7 }]);
  });

  test.each([
    ["code", "`QEMU` ``a ` QEMU`` "],
    ["a fence", "```\nQEMU\n```"],
    ["indented code", "x\n\n    QEMU\n\tQEMU"],
    ["mathematics", "$QEMU$ $$QEMU$$\n\n$$\nQEMU\n$$"],
    ["headings", "# QEMU\n\nQEMU\n==="],
    ["a wikilink to elsewhere", "[[Other|QEMU]] [[QEMU#x]]"],
    ["Markdown links", "[QEMU](x.md) [a](QEMU.md) ![QEMU](x.png) [QEMU][r] [QEMU]\n\n[r]: QEMU.html"],
    ["autolinks and addresses", "<https://QEMU> https://a.org/QEMU www.QEMU.org/QEMU a@QEMU.org"],
    ["embeds", "![[QEMU]]"],
    ["quotes and callouts", "> QEMU\nQEMU\n\n> [!note] QEMU\n> QEMU"],
    ["HTML", "a <b QEMU> <a href='x'>QEMU</a> <img alt=\"a > QEMU\">\n\n<div>\nQEMU\n</div>"],
    ["properties", "---\nx: QEMU\n---\n"],
    ["comments", "%% QEMU %% <!-- QEMU -->\n\n%%\nQEMU\n%%"],
    ["footnote labels", "a[^QEMU]\n\n[^QEMU]: b"],
    ["tags", "#QEMU #a/QEMU"],
    ["block ids", "x ^QEMU"],
    ["templates", "{{QEMU}} <% QEMU %>"],
    ["what stands beside brackets", "[QEMU QEMU] !QEMU \\QEMU QEMU(x)"],
  ])("never links in %s", (_, markdown) => expect(linkNote(markdown, dictionary, "note.md")).toEqual({ links: [], text: markdown }));

  test.each([
    ["in emphasis", "**QEMU**", `**${linkedQemu}**`],
    ["in a list", "- [ ] QEMU", `- [ ] ${linkedQemu}`],
    ["in a footnote's text", "[^1]: QEMU", `[^1]: ${linkedQemu}`],
    ["before a footnote", "QEMU[^1]", `${linkedQemu}[^1]`],
    ["in a table, its pipe escaped", "| a | b |\n|---|---|\n| QEMU | x |", "| a | b |\n|---|---|\n| [[wiki/concepts/QEMU\\|QEMU]] | x |"],
    ["in Windows line ends", "a\r\nQEMU\r\n", `a\r\n${linkedQemu}\r\n`],
    ["without spaces", "我在北京。", "我在[[wiki/concepts/北京|北京]]。"],
    ["by a Markdown link where the path needs it", "In C#.", "In [C#](<wiki/concepts/C%23.md>)."],
  ])("links %s", (_, markdown, expected) => expect(link(markdown)).toBe(expected));

  test("skips what the section links already, however it is written", () => {
    for (const written of ["[[QEMU]]", "[[wiki/concepts/qemu|x]]", "[x](wiki/concepts/QEMU.md)", "![[QEMU]]"]) {
      expect(link(`QEMU. ${written}`)).toBe(`QEMU. ${written}`);
    }
  });

  test("does not link a note to itself", () => {
    expect(linkNote("QEMU", dictionary, "wiki/concepts/QEMU.md").links).toEqual([]);
  });

  test("writes the bare name where the vault has no other of it", () => {
    const paths = createPathIndex(["wiki/concepts/QEMU.md", "wiki/concepts/Fabrice Bellard.md", "note.md"]);
    expect(linkNote("QEMU by Bellard", dictionary, "note.md", { paths }).text).toBe("[[QEMU]] by [[wiki/concepts/Fabrice Bellard|Bellard]]");
    const twins = createPathIndex(["wiki/concepts/QEMU.md", "QEMU.md", "note.md"]);
    expect(linkNote("QEMU", dictionary, "note.md", { paths: twins }).text).toBe(linkedQemu);
  });

  test("takes the caller's form of links, and takes back what is no link", () => {
    expect(linkNote("QEMU", dictionary, "n.md", { formatLink: (path, text) => `[${text}](<${path}>)` }).text).toBe("[QEMU](<wiki/concepts/QEMU.md>)");
    expect(linkNote("QEMU", dictionary, "n.md", { formatLink: (_, text) => `(${text})` })).toEqual({ links: [], text: "QEMU" });
  });

  const pieces = [
    "QEMU", "Bellard", "Fabrice Bellard", "C#", " ", " ", "\n", "\n\n", "# ", "- ", "1. ", "> ", "    ", "\t", "`", "```", "~~~\n", "$", "$$", "%%", "[", "]", "[[", "]]", "(", ")", "|", "\n|---|\n",
    "---\n", "===", "<", ">", "<a>", "</a>", "<div>\n", "<!--", "-->", "!", "\\", "#", "^", "[^1]", ": ", "*", "_", "{{", "}}", "https://", "a", ".", "x|y", "'s", '"',
  ];

  test("taking the links out gives the note back, linking again adds nothing, and nothing else changes", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 40 }), (parts) => {
        const markdown = parts.join("");
        const first = linkNote(markdown, dictionary, "note.md");
        let rebuilt = "";
        let position = 0;
        for (const placed of first.links) {
          expect(markdown.slice(placed.start, placed.end)).toBe(placed.text);
          expect(placed.start).toBeGreaterThanOrEqual(position);
          position = placed.end;
        }
        rebuilt = first.text;
        for (const { target, text } of first.links) {
          const path = target.replace(/\.md$/, "");
          const forms = [`[[${path}|${text}]]`, `[[${path}\\|${text}]]`, `[${text}](<${target.replace(/#/g, "%23")}>)`];
          const places = forms.map((form) => ({ form, at: rebuilt.indexOf(form) })).filter(({ at }) => at >= 0).sort((left, right) => left.at - right.at);
          expect(places.length).toBeGreaterThan(0);
          rebuilt = rebuilt.replace(places[0]?.form ?? "", () => text);
        }
        expect(rebuilt).toBe(markdown);
        expect(linkNote(first.text, dictionary, "note.md")).toEqual({ links: [], text: first.text });
      }),
      { numRuns: 2000 },
    );
  });
});
