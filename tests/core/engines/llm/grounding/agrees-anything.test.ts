import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { disagreementsOf, LONGEST_SENTENCE, readEvidence } from "../../../../../src/core/engines/llm/grounding/agrees";
import { splitSentences } from "../../../../../src/core/engines/extractive/sentences";

const kinds = (sentence: string, evidence: string): Set<string> => new Set(disagreementsOf(sentence, [evidence]).map(({ kind }) => kind));

const subject = fc.constantFrom("Bellard", "Maria Lindqvist", "Oracle", "The committee", "Иванов", "Παπαδόπουλος");
const object = fc.constantFrom("QEMU", "Geneva", "Siemens", "Toyota", "FFmpeg");
const frames = [
  (who: string, what: string, count: string) => `${who} sold ${count} copies of ${what} in the spring.`,
  (who: string, what: string, count: string) => `In the report, ${who} says that ${what} needs ${count} engines.`,
  (who: string, what: string, count: string) => `${who} tested ${what} with ${count} machines, and all of them held.`,
  (who: string, what: string, count: string) => `Die Leute von ${what} gaben ${who} ${count} Stück.`,
  (who: string, what: string, count: string) => `${who} a vendu ${count} exemplaires à ${what}.`,
  (who: string, what: string, count: string) => `${who} купил у ${what} ${count} машин.`,
];
const frame = fc.constantFrom(...frames);
const count = fc.integer({ min: 2, max: 99_999 }).filter((value) => value < 1000 || value > 2999);

describe("any true sentence", () => {
  it("agrees with itself", () => {
    fc.assert(fc.property(frame, subject, object, count, (make, who, what, value) => expect(disagreementsOf(make(who, what, String(value)), [make(who, what, String(value))])).toEqual([])));
  });

  it("agrees however its number is written", () => {
    fc.assert(
      fc.property(frame, subject, object, fc.integer({ min: 1000, max: 9_999_999 }), (make, who, what, value) => {
        const grouped = String(value).replace(/\B(?=(?:\d{3})+$)/gu, ",");
        expect(disagreementsOf(make(who, what, grouped), [make(who, what, String(value))])).toEqual([]);
        expect(disagreementsOf(make(who, what, String(value)), [make(who, what, grouped)])).toEqual([]);
        expect(disagreementsOf(make(who, what, String(value)), [make(who, what, grouped.replaceAll(",", "\u202f"))])).toEqual([]);
      }),
    );
  });

  it("with one number changed is caught", () => {
    fc.assert(
      fc.property(frame, subject, object, count, count, (make, who, what, value, other) => {
        fc.pre(value !== other);
        expect(kinds(make(who, what, String(other)), make(who, what, String(value)))).toContain("number");
      }),
    );
  });

  it("with one digit of a grouped or broken number changed is caught", () => {
    fc.assert(
      fc.property(frame, subject, object, fc.constantFrom("1,234,567", "12.75", "3,5", "10 000", "99.9 %", "2.4.1"), fc.nat(), fc.integer({ min: 1, max: 8 }), (make, who, what, value, at, step) => {
        const places = [...value].flatMap((character, index) => (/\d/.test(character) ? [index] : []));
        const place = places[at % places.length] ?? 0;
        const changed = value.slice(0, place) + String(((Number(value[place]) + step) % 9) + 1) + value.slice(place + 1);
        fc.pre(changed !== value);
        expect(disagreementsOf(make(who, what, changed), [make(who, what, value)])).not.toEqual([]);
      }),
    );
  });

  it("with another name in the place of one is caught", () => {
    fc.assert(
      fc.property(frame, subject, object, object, count, (make, who, what, other, value) => {
        fc.pre(what !== other);
        expect(kinds(make(who, other, String(value)), make(who, what, String(value)))).toContain("name");
      }),
    );
  });

  const denied: readonly [string, string][] = [
    ["The firm sold the engine to the city.", "The firm did not sell the engine to the city."],
    ["The firm sold the engine to the city.", "The firm never sold the engine to the city."],
    ["The team can read the old format.", "The team cannot read the old format."],
    ["Die Firma verkaufte den Motor.", "Die Firma verkaufte den Motor nicht."],
    ["Le moteur marche en hiver.", "Le moteur ne marche pas en hiver."],
    ["El motor funciona en invierno.", "El motor no funciona en invierno."],
    ["Мотор работает зимой.", "Мотор не работает зимой."],
    ["Ο κινητήρας λειτουργεί τον χειμώνα.", "Ο κινητήρας δεν λειτουργεί τον χειμώνα."],
    ["يعمل المحرك في الشتاء.", "لا يعمل المحرك في الشتاء."],
    ["发动机支持冬天。", "发动机不支持冬天。"],
    ["इंजन सर्दियों में चलता है।", "इंजन सर्दियों में नहीं चलता है।"],
  ];
  const others = fc.array(fc.constantFrom("The weather was fine that day.", "Nobody in Rome had seen the comet.", "Er kam nie nach Hause.", "Она не любила чай.", "There were no apples left.", "天气不好。"), { maxLength: 4 });

  it("denied, or no longer denied, is caught among whatever else the evidence says", () => {
    fc.assert(
      fc.property(fc.constantFrom(...denied), others, fc.boolean(), ([plain, negated], around, isDropped) => {
        const [said, there] = isDropped ? [plain, negated] : [negated, plain];
        const texts = [...around, there];
        expect(disagreementsOf(there, texts)).toEqual([]);
        expect(disagreementsOf(said, texts).map(({ kind }) => kind)).toContain("negation");
      }),
    );
  });

  it("of any characters at all is compared without failing", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 80 }), fc.string({ unit: "grapheme", maxLength: 80 }), (sentence, evidence) => expect(Array.isArray(disagreementsOf(sentence, [evidence]))).toBe(true)));
  });

  it("that is too long for a sentence is refused", () => {
    expect(disagreementsOf("a ".repeat(LONGEST_SENTENCE), ["a ".repeat(LONGEST_SENTENCE)])).toHaveLength(1);
  });
});

describe("hostile evidence of a megabyte", () => {
  it.each(["1 ", "1998-05-03 ", "May 3 ", "not a ", "A b. ", "A bought B. ", "“", "x", "字", "不支持", "1,", "don't ", "'", "9", "ไม่", "century ", "twenty ", "$5M ", "王在", "a-"])("is read at once: %s", (piece) => {
    const text = piece.repeat(1_000_000 / piece.length);
    const start = performance.now();
    const evidence = readEvidence([text]);
    disagreementsOf(text.slice(0, LONGEST_SENTENCE), evidence);
    disagreementsOf("On 4 June 1997 Knuth did not sell 5 km of “hose” to https://x.example.", evidence);
    expect(performance.now() - start).toBeLessThan(20_000);
  });
});

const clips = join(__dirname, "../../../../../../shared/data/clips");
if (!existsSync(clips)) process.stderr.write("agrees: the clips in ../shared/data are absent, their tests are skipped\n");

(existsSync(clips) ? describe : describe.skip)("the sentences of real clips", () => {
  const paragraphs = (existsSync(clips) ? readdirSync(clips) : []).flatMap((name) => readFileSync(join(clips, name), "utf8").replace(/^---[^]*?\n---\n/u, "").split(/\n{2,}/u));
  const sentences = paragraphs.flatMap((paragraph) => splitSentences(paragraph).map(({ start, end }) => ({ sentence: paragraph.slice(start, end), paragraph })));

  it("agree with themselves and with their paragraphs", () => {
    expect(sentences.length).toBeGreaterThan(100);
    expect(sentences.filter(({ sentence, paragraph }) => disagreementsOf(sentence, [sentence]).length > 0 || disagreementsOf(sentence, [paragraph]).length > 0)).toEqual([]);
  });

  it.each<[string, (text: string) => string]>([
    ["with straight quotation marks", (text) => text.replace(/[“”]/gu, '"').replace(/[‘’]/gu, "'")],
    ["without thousands separators", (text) => text.replace(/(\d),(\d{3})(?!\d)/gu, "$1$2")],
    ["without what is in brackets", (text) => text.replace(/\s*\([^()]*\)(?!\p{L})/gu, "")],
    ["with other white space", (text) => text.replace(/ /gu, "\u00a0\n")],
    ["with small numbers in words", (text) => text.replace(/(?<= )([2-9])(?= [a-z]{4})/gu, (digit) => ["two", "three", "four", "five", "six", "seven", "eight", "nine"][Number(digit) - 2] ?? digit)],
  ])("agree with themselves %s", (_, change) => {
    expect(sentences.filter(({ sentence }) => disagreementsOf(change(sentence), [sentence]).length > 0).map(({ sentence }) => [change(sentence), disagreementsOf(change(sentence), [sentence])])).toEqual([]);
  });

  it("disagree once their first number is another", () => {
    const changed = sentences.flatMap(({ sentence }) => {
      const other = sentence.replace(/(?<![\w.,/:-])\d{1,3}(?![\w.,/:-])/u, (digits) => String(Number(digits) + 1017));
      return other === sentence ? [] : [{ other, sentence }];
    });
    expect(changed.length).toBeGreaterThan(10);
    expect(changed.filter(({ other, sentence }) => disagreementsOf(other, [sentence]).length === 0)).toEqual([]);
  });
});
