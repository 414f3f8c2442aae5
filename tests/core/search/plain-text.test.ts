import { plainText } from "../../../src/core/search/plain-text";

describe("plainText", () => {
  test.each([
    ["# A **b** `c` ~~d~~ ==e==", "A b c d e"],
    ["- [x] snake_case _em_[^1]\n> [!note] Hi", "snake_case em Hi"],
    ["[[a/B]] [[C|d]] [e](f.md) ![[g.png]] <b>h</b> \\*i", "B d e h *i"],
    ["| a | b |\n|---|---|\n| c | d |", "a b c d"],
    ["```js\ncode()\n```", "code()"],
  ])("of %j", (markdown, expected) => expect(plainText(markdown)).toBe(expected));
});
