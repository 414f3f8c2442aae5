import fc from "fast-check";
import { artefactsOf, editDistance, restoreArtefacts } from "../../../../../src/core/engines/llm/grounding/artefacts";

const found = (text: string): string[] => artefactsOf(text).map(({ kind, text: exact }) => `${kind}: ${exact}`);

const PASSAGES = [
  { kind: "paragraph" as const, text: "Clone it from https://github.com/example/tool.git and run npm install --save-dev esbuild@0.28.2 in ~/work/tool/src." },
  { kind: "code" as const, text: "$ git clone --depth=1 https://github.com/example/tool.git\nmake -j8 all" },
  { kind: "paragraph" as const, text: "It needs 64 MB, reads src/core/main.ts, and calls make_index(). Version 2.4.1 is from jane@example.org." },
];
const ARTEFACTS = PASSAGES.flatMap(({ text, kind }) => artefactsOf(text, kind));

describe("what must be exact", () => {
  it.each([
    ["an address", "See https://example.org/a_(b)?q=1#x, please.", "url: https://example.org/a_(b)?q=1#x"],
    ["an e-mail address", "Write to jane.doe@example.org.", "email: jane.doe@example.org"],
    ["a command", "Then run git clone --depth=1 https://example.org/x.git to get it.", "command: git clone --depth=1 https://example.org/x.git"],
    ["a short command", "Then run npm install and wait.", "command: npm install"],
    ["a code span", "Call `make index` first.", "code: make index"],
    ["a call", "Call make_index() first.", "code: make_index()"],
    ["an option", "The option --no-cache helps.", "code: --no-cache"],
    ["a path", "It is in /usr/local/bin/tool, they say.", "path: /usr/local/bin/tool"],
    ["a path at home", "It is in ~/notes/raw.", "path: ~/notes/raw"],
    ["a file", "It reads main.ts and goes on.", "path: main.ts"],
    ["a version", "Since 2.4.1 it works.", "version: 2.4.1"],
    ["an identifier", "The value max_tokens is read.", "identifier: max_tokens"],
    ["a name in camel case", "The value maxTokens is read.", "identifier: maxTokens"],
    ["a figure with its unit", "It needs 64 MB to run.", "quantity: 64 MB"],
    ["a share", "It grew by 3.5 % a year.", "quantity: 3.5 %"],
    ["an amount of money", "It cost 20 dollars.", "quantity: 20 dollars"],
    ["quoted words", "He called it “a quiet tool”.", "quote: a quiet tool"],
    ["quoted words in Japanese", "彼は「静かな道具」と呼んだ。", "quote: 静かな道具"],
    ["a figure in Chinese", "全长64公里。", "quantity: 64公里"],
  ])("is found: %s", (_, text, expected) => {
    expect(found(text)).toContain(expected);
  });

  it("is every line of a code passage", () => {
    expect(artefactsOf("$ make -j8\n\n  x = 1;", "code").map(({ kind, text }) => [kind, text])).toEqual([["command", "make -j8"], ["code", "x = 1;"]]);
  });

  it("is not found in plain prose", () => {
    expect(found("He went home and/or to the pub, e.g. at night; it’s the dogs’ home. Go make a cat find it.")).toEqual([]);
  });

  it("stands exactly where it is said to stand", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...PASSAGES.map(({ text }) => text), "“quoted words”", "`code`", "64 MB", "/a/b", "x@y.zz", " ", "字", "\u0301"), { maxLength: 6 }), (parts) => {
        const text = parts.join(" ");
        let last = 0;
        for (const { start, end, text: exact } of artefactsOf(text)) {
          expect(text.slice(start, end)).toBe(exact);
          expect(start).toBeGreaterThanOrEqual(last);
          last = end;
        }
      }),
    );
  });
});

describe("a model's sentence", () => {
  const restore = (sentence: string): string => restoreArtefacts(sentence, ARTEFACTS).text;

  it.each([
    ["an address", "Get https://github.com/exampel/tool.git now.", "https://github.com/example/tool.git"],
    ["an address in capitals", "Get https://GitHub.com/example/tool.git now.", "https://github.com/example/tool.git"],
    ["a command", "Run git clone --dept=1 https://github.com/example/tool.git now.", "git clone --depth=1 https://github.com/example/tool.git"],
    ["a path", "It reads src/core/mian.ts now.", "src/core/main.ts"],
    ["a call", "It calls makeIndex() now.", "make_index()"],
    ["a figure", "It needs 64MB now.", "64 MB"],
    ["an e-mail address", "Write to jane@exmaple.org now.", "jane@example.org"],
  ])("that has %s retyped almost right gets the exact form", (_, sentence, exact) => {
    expect(restore(sentence)).toContain(exact);
  });

  it("is left as it is where its forms are exact", () => {
    const sentence = "Run git clone --depth=1 https://github.com/example/tool.git, which needs 64 MB and src/core/main.ts.";
    expect(restoreArtefacts(sentence, ARTEFACTS)).toEqual({ text: sentence, restored: [], unknown: [] });
  });

  it("never gets other digits", () => {
    const { text, unknown } = restoreArtefacts("Run git clone --depth=9 https://github.com/example/tool.git at version 2.4.2.", ARTEFACTS);
    expect(text).toContain("--depth=9");
    expect(unknown.map((artefact) => artefact.kind)).toEqual(["command", "version"]);
  });

  it("tells of artefacts that no evidence has", () => {
    const { unknown } = restoreArtefacts("Run rm -rf /var/lib/data and see https://evil.example/x.", ARTEFACTS);
    expect(unknown.map(({ text }) => text)).toEqual(["rm -rf /var/lib/data", "https://evil.example/x"]);
  });

  it("is left alone where two forms may be meant", () => {
    const two = artefactsOf("See src/core/maik.ts and src/core/mail.ts.");
    expect(restoreArtefacts("It reads src/core/main.ts.", two)).toMatchObject({ text: "It reads src/core/main.ts.", restored: [] });
  });
});

/** The whole table, as in the books. */
function slowDistance(left: string, right: string): number {
  const table = Array.from({ length: left.length + 1 }, (_, row) => Array.from({ length: right.length + 1 }, (__, column) => (row === 0 ? column : column === 0 ? row : 0)));
  for (let row = 1; row <= left.length; row++)
    for (let column = 1; column <= right.length; column++)
      table[row]![column] = Math.min(table[row - 1]![column - 1]! + (left[row - 1] === right[column - 1] ? 0 : 1), table[row - 1]![column]! + 1, table[row]![column - 1]! + 1);
  return table[left.length]![right.length]!;
}

it("the distance of two forms is the number of edits, as far as the limit", () => {
  const letters = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 10 });
  fc.assert(
    fc.property(letters, letters, fc.integer({ min: 0, max: 8 }), (left, right, limit) => {
      const distance = slowDistance(left, right);
      expect(editDistance(left, right, limit)).toBe(distance <= limit ? distance : Infinity);
    }),
    { numRuns: 1000 },
  );
});

it.each(["a/", "git ", "-- ", "a.b", "x@", "“a", "1 ", "a_", "`", "http://", "$ ", "git a ", "a::", "f(", "1.1.", "/a", "字"])("a hostile megabyte is searched at once: %s", (piece) => {
  const start = performance.now();
  artefactsOf(piece.repeat(1_000_000 / piece.length));
  expect(performance.now() - start).toBeLessThan(20_000);
});
