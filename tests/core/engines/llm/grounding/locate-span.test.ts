import fc from "fast-check";
import { locateAmong, locateSpan } from "../../../../../src/core/engines/llm/grounding/locate-span";

const PASSAGE = "In 2003 he started QEMU, a machine emulator and virtualizer. It runs “unmodified” guest systems — on 26 architectures… and it’s fast.";

const found = (text: string, span: string): string | null => {
  const at = locateSpan(text, span);
  return at === null ? null : text.slice(at.start, at.end);
};
const how = (text: string, span: string): string | undefined => locateSpan(text, span)?.how;

/** An independent reading of "the same but for the look". */
const plain = (text: string): string =>
  text
    .normalize("NFKD")
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[\u00ad\u200b-\u200f\u2060\ufeff*`\\]/gu, "")
    .replace(/[‘’‚‛]/gu, "'")
    .replace(/[“”„«»]/gu, '"')
    .replace(/[‐-―−]/gu, "-")
    .replace(/…/gu, "...")
    .replace(/ς/gu, "σ")
    .replace(/\s+/gu, " ")
    .trim();

describe("a span that a model quoted", () => {
  it("is found where it stands exactly", () => {
    expect(found(PASSAGE, "a machine emulator and virtualizer")).toBe("a machine emulator and virtualizer");
    expect(how(PASSAGE, "a machine emulator and virtualizer")).toBe("exact");
  });

  it.each([
    ["white space", "a  machine\n emulator and virtualizer", "a machine emulator and virtualizer"],
    ["quotation marks", 'runs "unmodified" guest systems', "runs “unmodified” guest systems"],
    ["dashes", "guest systems - on 26 architectures", "guest systems — on 26 architectures"],
    ["an ellipsis", "26 architectures... and it's fast", "26 architectures… and it’s fast"],
    ["case", "IN 2003 HE STARTED QEMU", "In 2003 he started QEMU"],
    ["Markdown marks", "he started **QEMU**, a `machine emulator`", "he started QEMU, a machine emulator"],
    ["a soft hyphen", "a machine emu\u00adlator and virtualizer", "a machine emulator and virtualizer"],
    ["quotation marks around it", '"a machine emulator and virtualizer"', "a machine emulator and virtualizer"],
    ["a list mark before it", "- In 2003 he started QEMU", "In 2003 he started QEMU"],
    ["an ellipsis at its ends", "…a machine emulator and virtualizer…", "a machine emulator and virtualizer"],
    ["full width letters", "ａ machine ｅmulator and virtualizer", "a machine emulator and virtualizer"],
  ])("is found with other %s", (_, span, expected) => {
    expect(found(PASSAGE, span)).toBe(expected);
    expect(how(PASSAGE, span)).toBe("alike");
  });

  it("is found whether letters are composed or not", () => {
    const composed = "Der Läufer aus Köln gewann über fünf Kilometer.";
    expect(found(composed.normalize("NFD"), "aus Köln gewann über fünf Kilometer")).toBe("aus Köln gewann über fünf Kilometer".normalize("NFD"));
    expect(found(composed, "aus Köln gewann über fünf".normalize("NFD"))).toBe("aus Köln gewann über fünf");
  });

  it("is found in part where the model cut or joined it badly", () => {
    expect(found(PASSAGE, "he started QEMU, a machine emulator and virtualizer that was fast")).toBe("he started QEMU, a machine emulator and virtualizer");
    expect(how(PASSAGE, "he started QEMU, a machine emulator and virtualizer that was fast")).toBe("part");
  });

  it("is not found where less than 60 % of it stands there", () => {
    expect(found(PASSAGE, "a machine emulator that Donald Knuth wrote in a weekend for fun")).toBeNull();
    expect(found(PASSAGE, "Knuth wrote TeX in 1978")).toBeNull();
    expect(found(PASSAGE, "")).toBeNull();
    expect(found("", "anything")).toBeNull();
    expect(found(PASSAGE, "…")).toBeNull();
  });

  it("is not found in part where two places fit equally", () => {
    const twice = "In 2003 the firm had five people. In 2004 the firm had five people.";
    expect(found(twice, "By 1999 the firm had five people")).toBeNull();
  });

  it("is taken where it is a whole word before where it is a part of one", () => {
    expect(found("Some 162 of them, and then 62 of them again came to the place", "62 of them")).toMatch(/(?:^|\D)62 of them/u);
  });

  it("grows to whole words", () => {
    expect(found("Some 162 runs were timed, and all of them were fine.", "62 runs were timed, and")).toBe("162 runs were timed, and");
    expect(found("It grew by 1,200 people within the year, they say.", "200 people within the year")).toBe("1,200 people within the year");
  });

  it.each([
    ["Latin", PASSAGE, "QEMU", 20],
    ["Cyrillic", "В 2003 году он начал писать эмулятор QEMU для разных машин.", "эмулятор", 20],
    ["Greek", "Το 2003 ξεκίνησε τον QEMU, έναν προσομοιωτή μηχανών.", "QEMU", 20],
    ["Arabic", "في عام 2003 بدأ العمل على محاكي QEMU للأجهزة المختلفة.", "محاكي", 20],
    ["Hindi", "उन्होंने 2003 में QEMU नामक एक मशीन एमुलेटर शुरू किया।", "एमुलेटर", 20],
    ["Chinese", "他在二〇〇三年开始编写机器模拟器和虚拟机。", "模拟", 8],
    ["Japanese", "彼は2003年に機械のエミュレーターを書き始めた。", "機械", 8],
    ["Thai", "เขาเริ่มเขียนโปรแกรมจำลองเครื่องในปี พ.ศ. 2546", "จำลอง", 8],
  ])("grows to the length of a quote in %s", (_, text, span, least) => {
    const quote = found(text, span) ?? "";
    expect(quote).toContain(span);
    expect(quote.length).toBeGreaterThanOrEqual(least);
    expect(quote).not.toMatch(/^\p{M}/u);
  });

  it("is the whole passage where that is shorter than a quote", () => {
    expect(found("He wrote TeX.", "TeX")).toBe("He wrote TeX.");
    expect(found("  He   wrote TeX.", "wrote")).toBe("He   wrote TeX.");
  });

  it("never splits a character of two units", () => {
    const text = "a𠀀𠀁𠀂𠀃𠀄𠀅𠀆𠀇𠀈𠀉𠀊𠀋𠀌𠀍𠀎𠀏";
    expect(found(text, "𠀅𠀆")).not.toMatch(/^[\udc00-\udfff]|[\ud800-\udbff]$/);
  });

  it("of another passage than the model named is found there, if only there", () => {
    const texts = ["Nothing of the kind is said here, at all.", PASSAGE];
    expect(locateAmong(texts, "a machine emulator and virtualizer", 0)?.passage).toBe(1);
    expect(locateAmong(texts, "a machine emulator and virtualizer", 99)?.passage).toBe(1);
    expect(locateAmong([...texts, PASSAGE], "a machine emulator and virtualizer", 0)).toBeNull();
    expect(locateAmong([...texts, PASSAGE], "a machine emulator and virtualizer", 2)?.passage).toBe(2);
  });
});

const word = fc.constantFrom("Zoë", "“quoted”", "it’s", "café", "5,000", "3.5", "ﬁne", "naïve", "a—b", "end…", "Ωμέγας", "Straße", "ещё", "مرحبا", "हिन्दी", "日本語", "中文字", "ภาษาไทย", "x", "co\u00adop", "𝐀𝐁", "한국어");
const words = fc.array(word, { minLength: 1, maxLength: 30 });

describe("any span", () => {
  it("of whole words is found, and its text is alike and the passage's own", () => {
    fc.assert(
      fc.property(words, fc.nat(), fc.nat(), fc.constantFrom("", "upper", "NFD", "NFC", "quotes", "marks"), (all, from, count, change) => {
        const text = all.join(" ");
        const first = from % all.length;
        const span = all.slice(first, first + 1 + (count % (all.length - first))).join(" ");
        const changed =
          change === "upper" ? span.toUpperCase() : change === "NFD" || change === "NFC" ? span.normalize(change) : change === "quotes" ? span.replace(/[“”]/gu, '"').replace(/’/gu, "'") : change === "marks" ? `**${span}**` : span;
        if (plain(changed) !== plain(span)) return;
        const at = locateSpan(text, changed);
        expect(at).not.toBeNull();
        const quote = text.slice(at?.start, at?.end);
        expect(plain(quote)).toContain(plain(span));
        if (span.length >= 20) expect(plain(quote)).toBe(plain(span));
        expect(quote.trim()).toBe(quote);
      }),
      { numRuns: 500 },
    );
  });

  it("gives a range inside the passage that is a quote or the whole passage, or nothing", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), fc.string({ unit: "binary", maxLength: 30 }), words, (noise, span, all) => {
        const text = `${noise} ${all.join(" ")}`;
        for (const wanted of [span, text.slice(3, 30), noise.slice(1)]) {
          const at = locateSpan(text, wanted);
          if (at === null) continue;
          expect(at.start).toBeGreaterThanOrEqual(0);
          expect(at.end).toBeLessThanOrEqual(text.length);
          expect(at.end).toBeGreaterThan(at.start);
        }
      }),
    );
  });
});

describe("a hostile passage of a megabyte", () => {
  const size = 1_000_000;
  it.each([
    ["one letter", "a".repeat(size), "b" + "a".repeat(15_000)],
    ["a period", "ab".repeat(size / 2), "ab".repeat(4000) + "c" + "ab".repeat(4000)],
    ["spaces", " ".repeat(size), "a b"],
    ["marks", "a" + "\u0301".repeat(size), "a\u0301\u0301b and so on"],
    ["wide letters", "字".repeat(size), "字".repeat(5000) + "文"],
  ])("of %s is searched at once", (_, text, span) => {
    const start = performance.now();
    locateSpan(text, span);
    expect(performance.now() - start).toBeLessThan(20_000);
  });
});
