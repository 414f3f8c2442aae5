/** The numbers of a text: in digits and in words, with what they may mean, their units and whether they are said to be rough. */
import type { Language } from "../../../text/stop-words";
import type { Reading } from "./reading";
import { numberOfHan, numberOfWord, ordinalOfWord } from "./tables/number-words";
import { magnitudeOf, unitOf, wideMagnitudeOf, wideUnitAt } from "./tables/units";

/** `values`: what it may say, as text of digits or a number; `bases`: the same without words of magnitude. `unit` is canonical or "". */
export interface NumberFact {
  text: string;
  start: number;
  end: number;
  values: (number | string)[];
  bases: (number | string)[];
  unit: string;
  isApproximate: boolean;
  /** Whether it may be a year: four bare digits. */
  isYearLike: boolean;
}

const CHUNK = /\d+(?:[.,':/ ]\d+)*/g;
const GROUPED = /^\d{1,3}(?: \d{3})+(?:[.,]\d+)?$/;
const TIME = /^\d{1,2}:\d{2}(?::\d{2})?$/;
const ABOUT = /(?:about|around|roughly|approximately|approx\.?|nearly|almost|circa|ca\.|some|over|rund|etwa|ungefähr|knapp|fast|environ|quasi|près de|casi|alrededor de|unos|aproximadamente|cerca de|około|ongeveer|ungefär|около|примерно|почти|περίπου|σχεδόν|حوالي|نحو|लगभग|करीब|ประมาณ|ราว|大约|约|大約|約|将近|およそ|ほぼ|[~≈∼])\s*(?:[$€£¥₹]\s?)?$/iu;

/** All numbers of a text. `words`: the language whose words for numbers are read, "all" for any. */
export function numbersOf(reading: Reading, words: Language | "all"): NumberFact[] {
  const facts: NumberFact[] = [];
  for (const match of reading.plain.matchAll(CHUNK)) {
    for (const piece of piecesOf(match[0])) {
      const fact = factAt(reading.plain, match.index + piece.at, piece.text);
      if (fact !== null) facts.push(fact);
    }
  }
  const digits = facts.slice();
  let at = 0;
  for (const fact of wordNumbers(reading, words)) {
    while (at < digits.length && (digits[at]?.end ?? 0) <= fact.start) at += 1;
    // "million" in "1.5 million" is no number of its own.
    if ((digits[at]?.start ?? Infinity) > fact.start) facts.push(fact);
  }
  facts.push(...hanNumbers(reading.plain));
  facts.sort((left, right) => left.start - right.start);
  shareUnits(reading.plain, facts);
  return facts;
}

/** "10 000" is one number, "2010 300" are two; so are "1/2" and the two ends of a score. */
function piecesOf(chunk: string): { text: string; at: number }[] {
  if (GROUPED.test(chunk) || TIME.test(chunk)) return [{ text: chunk, at: 0 }];
  return [...chunk.matchAll(/[^ /:]+/g)].map((match) => ({ text: match[0], at: match.index }));
}

const LETTER_BEFORE = /[\p{L}\p{M}_]$/u;

function factAt(plain: string, start: number, text: string): NumberFact | null {
  const before = plain.slice(Math.max(0, start - 24), start);
  if (LETTER_BEFORE.test(before) && !isWideEnd(before)) return null;
  const isNegative = /(?:^|[\s(=])-$/u.test(before) && !/\d\s*-$/u.test(before);
  const bases = readingsOf(text).flatMap((value) => (isNegative && typeof value === "number" ? [-value, value] : [value]));
  // 1998-99: the second is a year, too.
  const century = /^\d{2}$/.test(text) ? /(?<!\d)([12]\d)\d{2}[-/]$/.exec(before)?.[1] : undefined;
  if (century !== undefined) bases.push(Number(century + text));
  const behind = whatFollows(plain, start + text.length);
  const sign = currencyBefore(before);
  const unit = sign !== "" ? sign : behind.unit;
  const magnitude = behind.magnitude === 1 && sign !== "" && /^m(?![\p{L}])/u.test(plain.slice(start + text.length, start + text.length + 2)) ? 1e6 : behind.magnitude;
  return {
    text: plain.slice(start, behind.end),
    start,
    end: behind.end,
    values: bases.map((base) => (typeof base === "number" ? times(base, magnitude) : base)),
    bases,
    unit,
    isApproximate: ABOUT.test(before),
    isYearLike: /^[12]\d{3}$/.test(text) && unit === "" && magnitude === 1,
  };
}

const isWideEnd = (text: string): boolean => /[\u0e00-\u0eff\u3005-\u9fff\uff66-\uff9f]$/u.test(text);
const CURRENCY = /(us\$|[$€£¥₹₽]|usd|eur|gbp|chf|jpy|inr)\s?$/iu;
const currencyBefore = (before: string): string => unitOf((CURRENCY.exec(before)?.[1] ?? "").toLowerCase());
const times = (value: number, factor: number): number => Number((value * factor).toPrecision(12));

/** What digits may say: 1.200 is 1.2 or 1200; a version or a time of day is only itself. */
function readingsOf(text: string): (number | string)[] {
  const digits = text.replace(/[' ]/g, "");
  if (/^\d+$/.test(digits)) return digits.length > 15 ? [digits] : [Number(digits)];
  if (digits.includes(":")) return [digits];
  if (/^\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?$/.test(digits) && !/^0,/.test(digits)) return [Number(digits.replaceAll(",", ""))];
  if (/^\d{1,3}\.\d{3}$/.test(digits) && !digits.startsWith("0")) return [Number(digits), Number(digits.replace(".", ""))];
  if (/^\d{1,3}(?:\.\d{3}){2,}$/.test(digits) || /^\d{1,3}(?:\.\d{3})+,\d+$/.test(digits)) return [Number(digits.replaceAll(".", "").replace(",", "."))];
  if (/^\d+[.,]\d+$/.test(digits)) return [Number(digits.replace(",", "."))];
  return [digits];
}

const WORD_BEHIND = /^(?:[\p{L}\p{M}µΩ°]+[23]?(?:\/[\p{L}]+)?|[%°$€£¥₹₽]\p{L}?)/u;

/** Magnitude and unit behind a number. */
function whatFollows(plain: string, from: number): { magnitude: number; unit: string; end: number } {
  let end = from;
  let magnitude = 1;
  for (let wide = wideMagnitudeOf(plain.charAt(end)); wide !== 1; wide = wideMagnitudeOf(plain.charAt(end))) {
    magnitude *= wide;
    end += 1;
  }
  for (let words = 0; words < 3; words += 1) {
    if (isDigitSoon(plain, end)) break;
    const gap = /^(?: ?-? ?|\. ?)/.exec(plain.slice(end, end + 3))?.[0] ?? "";
    const wide = wideUnitAt(plain, end + gap.length);
    if (wide !== null) return { magnitude, unit: wide.unit, end: end + gap.length + wide.length };
    const word = WORD_BEHIND.exec(plain.slice(end + gap.length, end + gap.length + 24))?.[0] ?? "";
    if (word === "" || (gap.includes(".") && words === 0)) break;
    const factor = magnitudeOf(word, gap === "");
    const unit = factor === 1 ? unitOf(word) : "";
    // "5 in the" is no inch, "10 a day" no ampere, "3 an" no year.
    if (unit !== "" && !(gap !== "" && AMBIGUOUS.has(word))) return { magnitude, unit, end: end + gap.length + word.length };
    const two = /^[\p{L}]+ [\p{L}]+/u.exec(plain.slice(end + gap.length, end + gap.length + 30))?.[0] ?? "";
    if (two !== "" && unitOf(two) !== "") return { magnitude, unit: unitOf(two), end: end + gap.length + two.length };
    if (factor === 1 && !LINKS.has(word)) break;
    if (factor === 1 && magnitude === 1) break;
    magnitude *= factor;
    end += gap.length + word.length;
  }
  return { magnitude, unit: "", end };
}

/** Whether nothing but a digit follows, with a space at most between: the common case in lists of numbers. */
function isDigitSoon(plain: string, at: number): boolean {
  const unit = plain.charCodeAt(plain.charCodeAt(at) === 0x20 ? at + 1 : at);
  return unit >= 0x30 && unit <= 0x39;
}

const AMBIGUOUS = new Set(["in", "an", "a", "A", "d", "us"]);
const LINKS = new Set("of de di d us".split(" "));

/** "two hundred and fifty" and the like. */
function wordNumbers(reading: Reading, language: Language | "all"): NumberFact[] {
  const facts: NumberFact[] = [];
  const { tokens, plain } = reading;
  for (let at = 0; at < tokens.length; at += 1) {
    const first = tokens[at];
    if (first === undefined || first.isWide) continue;
    const ordinal = ordinalOfWord(first.lower);
    const value = numberOfWord(first.lower, language) ?? ordinal;
    if (value === undefined || isName(first.text, plain, first.start)) continue;
    let total = 0;
    let part = value;
    let last = at;
    for (let next = at + 1; ordinal === undefined && next < Math.min(tokens.length, at + 12); next += 1) {
      const token = tokens[next];
      if (token === undefined || !/^[ -]{1,3}$/.test(plain.slice(tokens[next - 1]?.end ?? 0, token.start))) break;
      const more = numberOfWord(token.lower, language) ?? (language === "en" ? numberOfOne(token.lower) : undefined);
      if (more === undefined) {
        if (AND.has(token.lower)) continue;
        break;
      }
      if (more >= 1000) {
        total += part * more;
        part = 0;
      } else if (more === 100) part = part * 100;
      else if (more === 20 && part === 4) part = 80;
      else if (part % 100 === 0 && part > 0 ? true : part >= 20 && part % 10 === 0 && more < 20) part += more;
      else break;
      last = next;
    }
    const end = tokens[last]?.end ?? first.end;
    const behind = whatFollows(plain, end);
    const values = first.lower === "half" ? [0.5, 50] : [total + part];
    facts.push({ text: plain.slice(first.start, end), start: first.start, end, values, bases: values, unit: behind.unit, isApproximate: ABOUT.test(plain.slice(Math.max(0, first.start - 24), first.start)), isYearLike: false });
    at = last;
  }
  return facts;
}

const AND = new Set(["and", "y", "e", "et", "und", "och", "en", "og"]);
const numberOfOne = (lower: string): number | undefined => (lower === "one" ? 1 : undefined);
/** "Seven" in "David Fincher's Seven": a capital inside a sentence. */
const isName = (text: string, plain: string, start: number): boolean => /^\p{Lu}/u.test(text) && start > 0 && !/[.!?:"'(]\s*$/u.test(plain.slice(Math.max(0, start - 3), start)) && text.toUpperCase() !== text;

const HAN_RUN = /[〇零一二两兩三四五六七八九十百千万萬亿億]+/g;

/** Chinese numerals; a single one counts only before a measure word, since most are parts of words. */
function hanNumbers(plain: string): NumberFact[] {
  const facts: NumberFact[] = [];
  for (const match of plain.matchAll(HAN_RUN)) {
    const run = match[0];
    const end = match.index + run.length;
    if (/\d$/.test(plain.slice(Math.max(0, match.index - 1), match.index))) continue;
    if (run.length === 1 && (!"个個人名年月日次倍只本台位种種歳岁つ件回章天篇".includes(plain.charAt(end)) || run === "一" || "万千百".includes(run))) continue;
    if (/^[百千万萬亿億]/.test(run) || !/[〇零一二两兩三四五六七八九十]/.test(run)) continue;
    const values = [numberOfHan(run)];
    const unit = wideUnitAt(plain, end)?.unit ?? "";
    facts.push({ text: run, start: match.index, end, values, bases: values, unit, isApproximate: ABOUT.test(plain.slice(Math.max(0, match.index - 24), match.index)), isYearLike: /^[一二][〇零一二三四五六七八九]{3}$/.test(run) });
  }
  return facts;
}

const RANGE = /^\s*(?:-|to|bis|à|a|до|and|or|und|oder|et|ou|y|o|e|至|到|から|~|,|έως|إلى|से|ถึง)\s*$/iu;

/** "3 to 5 million km": the first number has the unit and may have the magnitude of the second. */
function shareUnits(plain: string, facts: NumberFact[]): void {
  for (let at = facts.length - 2; at >= 0; at -= 1) {
    const first = facts[at];
    const second = facts[at + 1];
    if (first === undefined || second === undefined || first.unit !== "" || second.start - first.end > 8 || !RANGE.test(plain.slice(first.end, second.start))) continue;
    first.unit = second.unit;
    if (second.unit !== "") first.isYearLike = false;
    const [base] = second.bases;
    const [value] = second.values;
    if (typeof base !== "number" || typeof value !== "number" || base === 0 || base === value) continue;
    first.values = [...first.values, ...first.bases.flatMap((each) => (typeof each === "number" ? [times(each, value / base)] : []))];
  }
}
