import fc from "fast-check";
import { cleanSentence, LONGEST_CLEAN } from "../../../../../src/core/engines/llm/grounding/clean";

const clean = (text: string, ...addresses: string[]): string => cleanSentence(text, { addresses: new Set(addresses) }).text;

const LIVE = /<[a-z!/?%]|\[\[|\]\(|!\[|\[\^|%%|<%|javascript\s*:|obsidian:\/\/|data:[a-z]+\/|vbscript:|```|[\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/iu;

describe("what a model wrote", () => {
  it.each([
    ["emphasis", "**QEMU** is an *emulator* with __many__ _guests_ and ~~no~~ ==marks==.", "QEMU is an emulator with many guests and no marks."],
    ["a code span", "Run `make` first.", "Run make first."],
    ["a heading or list mark", "- # QEMU is an emulator.", "QEMU is an emulator."],
    ["several lines", "QEMU is\nan   emulator.\r\n", "QEMU is an emulator."],
    ["a wikilink", "[[QEMU]] was written by [[Fabrice Bellard|Bellard]].", "QEMU was written by Bellard."],
    ["an embed", "It is fast. ![[secret]]", "It is fast."],
    ["a link", "It is [fast](https://evil.example/x?q=1).", "It is fast."],
    ["a link with a title", 'It is [fast](https://evil.example "so fast").', "It is fast."],
    ["an image", "It is fast ![x](https://evil.example/p.png?d=secret).", "It is fast."],
    ["an address that no source has", "It is fast, see https://evil.example/x.", "It is fast, see."],
    ["raw HTML", '<b>It</b> is <a href="https://evil.example">fast</a>.<br/>', "It is fast."],
    ["a script", "It is fast.<script>alert(1)</script>", "It is fast."],
    ["an iframe", 'It is fast.<iframe src="https://evil.example"></iframe>', "It is fast."],
    ["a comment", "It is <!-- hidden -->fast.", "It is fast."],
    ["an Obsidian comment", "It is %%hidden%%fast.", "It is fast."],
    ["Templater", "It is <% tp.file.create_new() %>fast.", "It is fast."],
    ["a template's braces", "It is {{date}}fast.", "It is fast."],
    ["dataviewjs", "It is fast. ```dataviewjs\ndv.pages()\n```", "It is fast."],
    ["inline dataview", "It is fast `$= dv.current()`.", "It is fast."],
    ["obsidian://", "It is fast obsidian://open?vault=x", "It is fast"],
    ["javascript:", "It is fast javascript:alert(1)", "It is fast"],
    ["javascript: with blanks", "It is fast java script:alert(1)", "It is fast"],
    ["a data URL", "It is fast data:text/html;base64,PHNjcmlwdD4=", "It is fast"],
    ["a footnote", "It is fast.[^1] [^c7f3a]", "It is fast."],
    ["a passage number", "It is fast [passage 3].", "It is fast."],
    ["a tool's citation", "It is fast【3†source】.", "It is fast."],
    ["a role marker", "Assistant: It is fast.", "It is fast."],
    ["tokens of a chat", "<|im_start|>assistant<|im_sep|> It is fast.<|im_end|>".replace("assistant", ""), "It is fast."],
    ["thoughts", "<think>It is fast.</think>", "It is fast."],
    ["talk before it", "Sure! Here is the sentence: It is fast.", "It is fast."],
    ["talk behind it", "It is fast. I hope this helps!", "It is fast."],
    ["where it is from", "According to passage 3, it is fast.", "it is fast."],
    ["control characters", "It\u0000 is\u0007 fast\u009f.", "It is fast."],
    ["bidirectional overrides", "It is \u202etsaf\u202c and \u2066fast\u2069.", "It is tsaf and fast."],
    ["zero-width characters", "It\u200b is\ufeff fa\u00adst.", "It is fast."],
    ["hidden tag characters", "It is fast.\u{e0041}\u{e0042}", "It is fast."],
    ["half a character", "It is \ud800fast.", "It is fast."],
  ])("loses %s", (_, written, expected) => {
    expect(clean(written)).toBe(expected);
  });

  it("is nothing where it speaks of itself", () => {
    expect(clean("As an AI language model, I cannot do that.")).toBe("");
    expect(clean("I'm sorry, but I can't help with that.")).toBe("");
    expect(clean("***")).toBe("");
    expect(clean("")).toBe("");
  });

  it("keeps the addresses that the sources have", () => {
    expect(clean("See https://example.org/a, or https://evil.example.", "https://example.org/a")).toBe("See https://example.org/a, or.");
  });

  it.each([
    "Plain words stay as they are: 3 < 5, 5 > 3, a * b * c, snake_case_name and C++.",
    "Le prix est de 3,5 € – « discret ».",
    "هذا نص عربي عادي.",
    "这是一个普通的句子。",
    "यह एक सामान्य वाक्य है।",
    "می‌خواهم بنویسم.",
    "A family 👨‍👩‍👧 and क्‍ष stay whole.",
    "He asked: is it 5 % or [sic] 6 %?",
    "The array a[3] holds 1.",
    "As an AI company, OpenAI sells models.",
    "He described it as an AI that writes.",
    "I cannot use it on Windows.",
    "I'm sorry that it ended.",
  ])("keeps plain text: %s", (text) => {
    expect(cleanSentence(text)).toEqual({ text, removed: [] });
  });

  it("is bounded in length and cut at a word", () => {
    const { text, removed } = cleanSentence("word ".repeat(2000));
    expect(text.length).toBeLessThanOrEqual(LONGEST_CLEAN);
    expect(text).toMatch(/word…$/u);
    expect(removed).toContain("length");
  });

  it("says what was taken away", () => {
    expect(cleanSentence("**It** is <b>fast</b>.").removed).toEqual(["HTML", "Markdown"]);
  });
});

const pieces = fc.constantFrom("<", ">", "[", "]", "(", ")", "!", "|", "^", "%", "{", "}", "`", "*", "_", "java", "script", ":", "//", "obsidian", "data:text/html", "<b", "<script>", "</", "a", " ", "[[", "]]", "![", "](", "<%", "%>", "\u202e", "\u200b", "\n", "https://x.example");

describe("anything", () => {
  it("comes out as one line with nothing live", () => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
        const { text } = cleanSentence(parts.join(""));
        expect(text).not.toMatch(LIVE);
        expect(text).toBe(text.trim());
      }),
      { numRuns: 3000 },
    );
  });

  it("that is cleaned is clean", () => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 20 }), (parts) => {
        const { text } = cleanSentence(parts.join(""));
        expect(cleanSentence(text).text.length).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 500 },
    );
  });

  it.each(["[", "<", "![[", "[a](", "`", "<%", "{{", "*a", "_", "javascript", "<!--", "\u200d", "a", "[^", "http://", "j ", "%%"])("of a megabyte is cleaned at once: %s", (piece) => {
    const start = performance.now();
    cleanSentence(piece.repeat(1_000_000 / piece.length));
    expect(performance.now() - start).toBeLessThan(20_000);
  });
});
