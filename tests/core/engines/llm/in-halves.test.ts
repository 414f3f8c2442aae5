import * as fc from "fast-check";
import { askInHalves } from "../../../../src/core/engines/llm/in-halves";
import { TooLong } from "../../../../src/core/engines/llm/model-limits";

const sizes = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 40 });
const sum = (items: readonly number[]): number => items.reduce((all, item) => all + item, 0);

describe("Asking in halves", () => {
  it("asks about every item once in the end, in order, and only single items are given up", async () => {
    await fc.assert(
      fc.asyncProperty(sizes, fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 400 }), async (items, most, holds) => {
        const ask = (some: readonly number[]) => (sum(some) > holds ? Promise.reject(new TooLong("Too long.")) : Promise.resolve([...some]));
        const parts = await askInHalves(items, { sizeOf: (item) => item, most, ask });
        expect(parts.flatMap((part) => part.items)).toEqual(items);
        expect(parts.map(({ from }) => from)).toEqual(parts.map((_, index) => parts.slice(0, index).reduce((all, part) => all + part.items.length, 0)));
        for (const part of parts) expect(part.reply ?? part.items.map((item) => (item > holds ? item : NaN))).toEqual(part.reply === null ? [part.items[0]] : part.items);
      }),
    );
  });

  it("makes the same parts whether the limit was known before or found out on the way", async () => {
    await fc.assert(
      fc.asyncProperty(sizes, fc.integer({ min: 100, max: 400 }), async (items, holds) => {
        const asPartsOf = async (most: number) => (await askInHalves(items, { sizeOf: (item) => item, most, ask: (some) => Promise.resolve(sum(some) > holds ? null : some) })).map((part) => part.items);
        expect(await asPartsOf(Infinity)).toEqual(await asPartsOf(holds));
      }),
    );
  });

  it("needs about twice as many questions as there are parts, at most", async () => {
    let asked = 0;
    const parts = await askInHalves(Array.from({ length: 64 }, (_, index) => index), { sizeOf: () => 1, most: Infinity, ask: (some) => Promise.resolve((asked += 1) && some.length > 4 ? null : some) });
    expect(parts).toHaveLength(16);
    expect(asked).toBe(31);
  });

  it("passes on a failure that is none of length", async () => {
    await expect(askInHalves([1, 2, 3], { sizeOf: () => 1, most: 2, ask: () => Promise.reject(new Error("no server")) })).rejects.toThrow("no server");
  });
});
