import fc from "fast-check";
import { remark } from "remark";
import { parseCitation, renderCitation } from "../../../src/core/vault/citation";
import { escapeMarkdown, escapeMarkdownBlock, unescapeMarkdown } from "../../../src/core/vault/escape";
import { readPage, renderPage, withoutStamp } from "../../../src/core/vault/page";

const specials = fc.string({ unit: fc.constantFrom(..."\\`*_[]<>&#~=$%^:/.@|!-+1)( abcé中🌲\"'{}".split("")), maxLength: 60 });
const line = fc.oneof(specials, fc.string({ unit: "grapheme", maxLength: 60 })).map((text) => text.replace(/[\s\p{Cc}\p{Cs}]+/gu, " ").trim());

describe("Escaped text", () => {
  it("comes back as it was", () => {
    fc.assert(fc.property(line, (text) => {
      expect(unescapeMarkdown(escapeMarkdown(text))).toBe(text);
      expect(unescapeMarkdown(escapeMarkdownBlock(text))).toBe(text);
    }), { numRuns: 2000 });
  });

  it("is one paragraph of nothing but that text to a Markdown reader", () => {
    fc.assert(fc.property(line.filter((text) => text !== ""), (text) => {
      const tree = remark().parse(escapeMarkdownBlock(text));
      const [block] = tree.children;
      expect(tree.children).toHaveLength(1);
      expect(block?.type).toBe("paragraph");
      const inline = block?.type === "paragraph" ? block.children : [];
      expect(inline.map((node) => (node.type === "text" ? node.value : node.type)).join("")).toBe(text);
    }), { numRuns: 2000 });
  });

  it("is left readable where nothing could come alive", () => {
    for (const text of ["ts_zip and ts_sms", "It cost $5, AT&T said: no. 1 here", "~100 articles", "a = b, 50 % of it.", "C++ & C#"]) expect(escapeMarkdown(text)).toBe(text);
  });
});

describe("A citation", () => {
  it("comes back whole from its line, whatever stands in it", () => {
    const name = fc.stringMatching(/^[A-Za-z0-9 äß中#^|[\]%"'.-]{1,20}$/u).map((text) => text.trim()).filter((text) => text !== "" && !/^\.+$/.test(text));
    fc.assert(fc.property(name, line, line.filter((text) => text !== ""), line.filter((text) => text !== ""), (path, heading, title, quote) => {
      const rendered = renderCitation({ label: "cabc", sourcePath: `raw/${path}.md`, headingPath: [heading], title, quote });
      expect(rendered).not.toContain("\n");
      expect(parseCitation(rendered)).toMatchObject({ label: "cabc", quote });
    }), { numRuns: 1000 });
  });

  it("is none when anything stands behind the quote", () => {
    expect(parseCitation('[^c1]: [[raw/A|A]]: "words" and more')).toBeNull();
    expect(parseCitation("[^c1]: a footnote of somebody else")).toBeNull();
  });
});

describe("A generated page", () => {
  const page = fc.record({ summary: line, aliases: fc.array(line.filter((text) => text !== ""), { maxLength: 3 }), body: fc.array(line, { maxLength: 5 }).map((lines) => lines.join("\n")) });
  const render = ({ summary, aliases, body }: { summary: string; aliases: string[]; body: string }): string =>
    renderPage({ id: "c-1", fingerprint: "f1", properties: [["type", "concept"], ["summary", summary], ["aliases", aliases]], body });

  it("is known as ours and untouched, also after sync changed its line ends", () => {
    fc.assert(fc.property(page, (content) => {
      const text = render(content);
      expect(readPage(text)).toMatchObject({ stamp: { id: "c-1", fingerprint: "f1" }, isUntouched: true });
      expect(readPage(`${text.replace(/\n/g, "\r\n")}\r\n`)?.isUntouched).toBe(true);
    }), { numRuns: 400 });
  });

  it("is known as touched when a human changed its body or our properties, not when they added their own", () => {
    const text = render({ summary: "one", aliases: ["a"], body: "Words." });
    expect(readPage(text.replace("Words.", "Other words."))?.isUntouched).toBe(false);
    expect(readPage(text.replace("summary: one", "summary: two"))?.isUntouched).toBe(false);
    expect(readPage(text.replace("type: concept", "rating: 5\ntype: concept"))?.isUntouched).toBe(true);
  });

  it("without our stamp is the user's", () => {
    expect(readPage("Just a note.\n")).toBeNull();
    expect(readPage(withoutStamp(render({ summary: "x", aliases: [], body: "y" })))).toBeNull();
  });
});
