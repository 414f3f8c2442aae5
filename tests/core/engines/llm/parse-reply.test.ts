import * as fc from "fast-check";
import { parseBeginning, parseObject } from "../../../../src/core/engines/llm/parse-reply";

const items = fc.array(fc.record({ n: fc.integer(), text: fc.string(), claims: fc.array(fc.integer()) }), { maxLength: 12 });

describe("A reply that ends early", () => {
  it("is read as far as the items of its lists are whole, wherever it ends", () => {
    fc.assert(
      fc.property(items, items, fc.nat(), fc.boolean(), (first, second, at, isSpaced) => {
        const whole = JSON.stringify({ first, second }, null, isSpaced ? 2 : 0);
        const beginning = whole.slice(0, at % (whole.length + 1));
        const read = parseBeginning(beginning, ["first"]);
        const readFirst = (read?.["first"] ?? []) as unknown[];
        const readSecond = (read?.["second"] ?? []) as unknown[];
        // Of the item that was cut there may be a beginning, which the reader of the item leaves out or takes for what it is.
        expect(readFirst.slice(0, -1)).toEqual(first.slice(0, Math.max(0, readFirst.length - 1)));
        expect(readSecond.slice(0, -1)).toEqual(second.slice(0, Math.max(0, readSecond.length - 1)));
        const isWhole = (count: number): boolean => `{"first":[${first.slice(0, count).map((item) => JSON.stringify(item)).join()}`.length <= beginning.length;
        if (!isSpaced) for (let count = 1; count <= first.length && isWhole(count); count += 1) expect(readFirst[count - 1]).toEqual(first[count - 1]);
        if (beginning === whole) expect(read).toEqual({ first, second });
      }),
    );
  });

  it("loses none of the items that came whole", () => {
    const whole = JSON.stringify({ verdicts: [1, 2, 3].map((pair) => ({ pair, same: true })) });
    const cut = whole.slice(0, whole.indexOf('{"pair":3') + 5);
    expect(parseBeginning(cut, ["verdicts"])).toEqual({ verdicts: [{ pair: 1, same: true }, { pair: 2, same: true }] });
    expect(parseBeginning(`Here you are:\n\`\`\`json\n${cut}`, ["verdicts"])).toEqual({ verdicts: [{ pair: 1, same: true }, { pair: 2, same: true }] });
  });

  it("is not read as one of its own items", () => {
    const cut = JSON.stringify({ statements: [{ passage: 1, names: ["Kestrel"] }, { passage: 2, names: [] }] }).slice(0, -8);
    expect(parseObject(cut, ["statements", "questions"])).toBeNull();
    expect(parseObject(`{curly} words, then {"statements": []}`, ["statements"])).toEqual({ statements: [] });
  });

  it.each(["", "{", "[", '"', "}{", "{".repeat(5000), '{"a":'.repeat(5000), "]".repeat(50), '{"verdicts":[{}]]]]', "\\".repeat(999)])("is nothing where it is %p", (reply) => {
    expect(() => parseBeginning(reply, ["verdicts"])).not.toThrow();
  });
});
