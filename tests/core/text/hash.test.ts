import fc from "fast-check";
import { hashText, shortHash } from "../../../src/core/text/hash";

describe("hashText", () => {
  test("is 22 characters of 0-9 and a-z for any text", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => /^[0-9a-z]{22}$/.test(hashText(text))));
  });

  test("is the same on every machine and in every version", () => {
    expect([hashText(""), hashText("a"), hashText("Émile 漢字")]).toEqual(["99yj6seqb800tvkeohapu0", "3vujy752mq0lg0mftbyyx1", "8pgcxvxlna10n9bz17csz1"]);
  });

  test("shortHash is its prefix", () => {
    expect(hashText("compendium").startsWith(shortHash("compendium", 8))).toBe(true);
    expect(shortHash("compendium", 8)).toHaveLength(8);
  });

  test("tells texts apart that differ in one place, in order, or in length", () => {
    const texts = ["", "\0", "\0\0", "ab", "ba", "abc", "acb", ...Array.from({ length: 50_000 }, (_, index) => `text ${index}`), ..."abcdefgh".split("")];
    expect(new Set(texts.map((text) => shortHash(text, 11))).size).toBe(texts.length);
    expect(new Set(texts.map((text) => hashText(text).slice(11))).size).toBe(texts.length);
  });

  test("changes half of its bits when one bit of the text changes", () => {
    let changed = 0;
    let digits = 0;
    for (let index = 0; index < 2000; index++) {
      const before = hashText(`passage ${index}`);
      const after = hashText(`passage ${index}`.replace("p", "q"));
      for (let place = 0; place < 10; place++) {
        digits++;
        if (before.charAt(place) !== after.charAt(place)) changed++;
      }
    }
    expect(changed / digits).toBeGreaterThan(0.96);
    expect(changed / digits).toBeLessThan(0.985);
  });
});
