import { cutLong, LONGEST_STATEMENT, splitSentences } from "../../../../src/core/engines/extractive/sentences";
import fc from "fast-check";

const split = (text: string): string[] => splitSentences(text).map((span) => text.slice(span.start, span.end));

describe("splitSentences", () => {
  const cases: [string, string[]][] = [
    ["Dr. Smith met Mr. J. R. R. Tolkien. He left.", ["Dr. Smith met Mr. J. R. R. Tolkien.", "He left."]],
    ["It helps, e.g. Linux users. And more.", ["It helps, e.g. Linux users.", "And more."]],
    ["The U.S. Tax Court sat. He lives in the U.S. The end.", ["The U.S. Tax Court sat.", "He lives in the U.S.", "The end."]],
    ["Pi is 3.14 and v0.7.1 is out. See bellard.org now.", ["Pi is 3.14 and v0.7.1 is out.", "See bellard.org now."]],
    ["Wait… Then it came... and went. Yes.", ["Wait…", "Then it came... and went.", "Yes."]],
    ["“Is it?” he asked. \"It is.\" She went.", ["“Is it?” he asked.", "\"It is.\"", "She went."]],
    ["He was 28. The project grew.", ["He was 28.", "The project grew."]],
    ["1. First item here. 2. Second item.", ["1. First item here.", "2. Second item."]],
    ["iPhone sales rose. iPhones rule.", ["iPhone sales rose.", "iPhones rule."]],
    ["Am 3. Oktober kam er z. B. nach Berlin. Das 19. Jahrhundert war lang.", ["Am 3. Oktober kam er z. B. nach Berlin.", "Das 19. Jahrhundert war lang."]],
    ["今天天气好！真的吗？他说：“你好。”然后走了。", ["今天天气好！", "真的吗？", "他说：“你好。”", "然后走了。"]],
    ["「やる。」と言った。終わり。", ["「やる。」と言った。", "終わり。"]],
    ["هل هذا صحيح؟ نعم.", ["هل هذا صحيح؟", "نعم."]],
    ["यह ठीक है। चलो।", ["यह ठीक है।", "चलो।"]],
    ["✅ A 15-year-old problem ✅ A 7-year-old question", ["✅ A 15-year-old problem", "✅ A 7-year-old question"]],
    ["This is known.[2] Next one.", ["This is known.[2]", "Next one."]],
    ["See No. 5 first. She said no. Then she left.", ["See No. 5 first.", "She said no.", "Then she left."]],
  ];
  it.each(cases)("splits %s", (text, expected) => {
    expect(split(text)).toEqual(expected);
  });

  it("covers all but white space, in order, in any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (text) => {
        let end = 0;
        for (const span of splitSentences(text)) {
          expect(text.slice(end, span.start).trim()).toBe("");
          expect(span.end).toBeGreaterThan(span.start);
          end = span.end;
        }
        expect(text.slice(end).trim()).toBe("");
      }),
    );
  });

  it("ends where an opening quote ends the text", () => {
    expect(split("He was not done. \"")).toEqual(["He was not done.", "\""]);
  });

  it("cuts what is too long at a clause, never inside a character", () => {
    const clause = "the quick brown fox jumps over the lazy dog, ".repeat(60).trim();
    const pieces = cutLong(clause, { start: 0, end: clause.length });
    expect(pieces.length).toBeGreaterThan(3);
    for (const piece of pieces) expect(piece.end - piece.start).toBeLessThanOrEqual(LONGEST_STATEMENT);
    expect(clause.slice(0, pieces[0]?.end).endsWith(",")).toBe(true);
    const astral = "😀".repeat(900);
    for (const piece of cutLong(astral, { start: 0, end: astral.length })) expect(/^[\ud800-\udbff]?[\udc00-\udfff]/u.test(astral.slice(piece.start, piece.end))).toBe(false);
  });
});
