import fc from "fast-check";
import { commonPrefix, promptCache } from "./shared-prefix";

const oneByOne = (left: string, right: string): number => {
  let at = 0;
  while (at < Math.min(left.length, right.length) && left[at] === right[at]) at += 1;
  return at;
};

it("the common beginning is what comparing one by one finds", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", "🏝️") });
  fc.assert(
    fc.property(text, text, text, (start, left, right) => {
      expect(commonPrefix(start + left, start + right)).toBe(oneByOne(start + left, start + right));
    }),
  );
});

it("a cache gives what the longest earlier beginning comes to, from 1,024 tokens on, in steps of 128", () => {
  const cached = promptCache();
  const one = (text: string): number => text.length;
  expect(cached(`${"a".repeat(1023)}x`, one)).toBe(0);
  expect(cached(`${"a".repeat(1023)}y`, one)).toBe(0);
  expect(cached("a".repeat(1500), one)).toBe(0);
  expect(cached(`${"a".repeat(1300)}z`, one)).toBe(1280);
});
