/** The dates of a text: days, months, years, decades, centuries and weekdays, in any order and several languages. Knows no calendar but the Gregorian. */
import type { Reading } from "./reading";
import { isPlainMonth, monthOf, THAI_MONTHS, weekdayOf, WIDE_WEEKDAYS } from "./tables/months";

/** What is not said is absent. `decade` is its first year, `century` its number. A numeric date may have two readings: then there are two facts with one place. */
export interface DateFact {
  text: string;
  start: number;
  end: number;
  year?: number;
  month?: number;
  day?: number;
  decade?: number;
  century?: number;
  weekday?: number;
}

const PATTERNS: readonly { pattern: RegExp; read: (match: RegExpExecArray) => Partial<DateFact>[] }[] = [
  { pattern: /(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/g, read: ([, year, month, day]) => day3(year, month, day) },
  { pattern: /(?<![\d.])(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?!\d)/g, read: ([, first, mark, second, year]) => (mark === "." ? day3(year, second, first) : [...day3(year, second, first), ...day3(year, first, second)]) },
  { pattern: /(\d{4}) ?年 ?(?:(\d{1,2}) ?月 ?(?:(\d{1,2}) ?[日号號])?)?(?![代])/g, read: ([, year, month, day]) => [{ year: Number(year), ...(month === undefined ? {} : { month: Number(month) }), ...(day === undefined ? {} : { day: Number(day) }) }] },
  { pattern: /(?<![\d年] ?)(\d{1,2}) ?月 ?(?:(\d{1,2}) ?[日号號])?/g, read: ([, month, day]) => [{ month: Number(month), ...(day === undefined ? {} : { day: Number(day) }) }] },
  { pattern: /(?<!\d)([12]\d{2}0)(?: ?(?:'?s|er|ern|-?[еёх]{1,2}|-talet|年代|-an|λ))(?!\p{L})/gu, read: ([, year]) => [{ decade: Number(year) }] },
  { pattern: /(?:années|años|anni|anos|anni '|jaren|लगभग दशक|ทศวรรษ|दशक) ?'?([12]\d{2}0)(?!\d)/giu, read: ([, year]) => [{ decade: Number(year) }] },
  { pattern: /(?<![\d\p{L}])'([2-9]0)s(?!\p{L})/gu, read: ([, year]) => [{ decade: 1900 + Number(year) }] },
  { pattern: /(?<!\d)(\d0) ?年代/g, read: ([, year]) => [{ decade: 1900 + Number(year) }] },
  { pattern: /(?<!\d)(\d{1,2})(?:st|nd|rd|th|\.|e|ème|-й|-го|-м|ος|ου)? ?-?(?:century|centuries|jahrhunderts?|siècle|secolo|seculo|século|eeuw|århundradet|wieku?|век[аеу]?|αιώνα|αιώνας|शताब्दी|世紀|世纪)(?!\p{L})/giu, read: ([, number]) => [{ century: Number(number) }] },
  { pattern: /(?<!\p{L})([IVX]{1,6})(?:e|ème)? (?:siècle|век[аеу]?|secolo|wieku?)(?!\p{L})/gu, read: ([, roman]) => [{ century: romanNumber(roman) }] },
  { pattern: /(?<!\p{L})(?:siglo|século|secolo|القرن|ศตวรรษที่) ?([IVX]{1,6}|\d{1,2})(?!\p{L})/giu, read: ([, number]) => [{ century: /\d/.test(number ?? "") ? Number(number) : romanNumber(number) }] },
];

function day3(year: string | undefined, month: string | undefined, day: string | undefined): Partial<DateFact>[] {
  const date = { year: Number(year), month: Number(month), day: Number(day) };
  return date.month >= 1 && date.month <= 12 && date.day >= 1 && date.day <= 31 ? [date] : [];
}

function romanNumber(roman: string | undefined): number {
  const values: Record<string, number> = { I: 1, V: 5, X: 10 };
  const digits = [...(roman ?? "").toUpperCase()].map((letter) => values[letter] ?? 0);
  return digits.reduce((sum, digit, index) => sum + (digit < (digits[index + 1] ?? 0) ? -digit : digit), 0);
}

const SPELT_DECADES: Readonly<Record<string, number>> = { twenties: 1920, thirties: 1930, forties: 1940, fifties: 1950, sixties: 1960, seventies: 1970, eighties: 1980, nineties: 1990 };
const CENTURIES = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(" ");

/** All dates of a text in order. */
export function datesOf(reading: Reading): DateFact[] {
  const { plain } = reading;
  const facts: DateFact[] = [];
  const add = (start: number, end: number, read: Partial<DateFact>): void => void facts.push({ text: plain.slice(start, end), start, end, ...read });
  for (const { pattern, read } of PATTERNS) {
    pattern.lastIndex = 0;
    for (let match = pattern.exec(plain); match !== null; match = pattern.exec(plain)) for (const fact of read(match)) add(match.index, match.index + match[0].length, fact);
  }
  reading.tokens.forEach((token, index) => {
    if (token.isWide) return;
    const decade = SPELT_DECADES[token.lower];
    if (decade !== undefined && Object.hasOwn(SPELT_DECADES, token.lower)) add(token.start, token.end, { decade });
    const weekday = weekdayOf(token.lower);
    if (weekday > 0) add(token.start, token.end, { weekday });
    if (token.lower === "century") {
      const century = CENTURIES.indexOf(reading.tokens[index - 1]?.lower ?? "") + 1;
      if (century > 0) add(reading.tokens[index - 1]?.start ?? token.start, token.end, { century });
    }
    const month = monthOf(token.lower);
    if (month > 0) addMonth(plain, token.start, token.end, month, add);
  });
  if (/[\u0e00-\u0eff]/.test(plain)) {
    THAI_MONTHS.forEach((name, index) => {
      for (let at = plain.indexOf(name); at >= 0; at = plain.indexOf(name, at + 1)) addMonth(plain, at, at + name.length, index + 1, add);
    });
  }
  for (const [name, weekday] of WIDE_WEEKDAYS) for (let at = plain.indexOf(name); at >= 0; at = plain.indexOf(name, at + 1)) add(at, at + name.length, { weekday });
  return facts.sort((left, right) => left.start - right.start);
}

const DAY_BEFORE = /(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|\.|º)?(?: (?:of|de|di|του))? ?$/iu;
const DAY_BEHIND = /^\.? (?:the )?(\d{1,2})(?:st|nd|rd|th)?(?![\d%]|[.,:]\d)/iu;
const YEAR_BEHIND = /^\.?,? ?(?:(?:of|de|del|do|του|عام|พ\.ศ\.|ค\.ศ\.) ?)?([12]\d{3})(?!\d)/iu;
const DAY_AND_YEAR_BEHIND = /^\.? (?:the )?(\d{1,2})(?:st|nd|rd|th)?,? ([12]\d{3})(?!\d)/iu;
const IN_BEFORE = /(?:in|since|of|by|until|till|from|last|early|late|mid|this|next|im|seit|bis|ende|anfang|mitte|en|au|depuis|de|a|em|w|в|με|τον) $/iu;

function addMonth(plain: string, start: number, end: number, month: number, add: (start: number, end: number, read: Partial<DateFact>) => void): void {
  const before = plain.slice(Math.max(0, start - 12), start);
  const behind = plain.slice(end, end + 24);
  const dayBefore = DAY_BEFORE.exec(before);
  const both = DAY_AND_YEAR_BEHIND.exec(behind);
  const year = YEAR_BEHIND.exec(behind);
  const day = DAY_BEHIND.exec(behind);
  const word = plain.slice(start, end);
  if (dayBefore !== null && isDay(dayBefore[1])) {
    add(start - dayBefore[0].length, end + (year?.[0].length ?? 0), { day: Number(dayBefore[1]), month, ...(year === null ? {} : { year: Number(year[1]) }) });
  } else if (both !== null && isDay(both[1])) add(start, end + both[0].length, { month, day: Number(both[1]), year: Number(both[2]) });
  else if (year !== null) add(start, end + year[0].length, { month, year: Number(year[1]) });
  else if (day !== null && isDay(day[1]) && word !== word.toLowerCase()) add(start, end + day[0].length, { month, day: Number(day[1]) });
  else if (isPlainMonth(word) || (IN_BEFORE.test(before) && /^\p{Lu}/u.test(word) && word.length > 2)) add(start, end, { month });
}

const isDay = (text: string | undefined): boolean => Number(text) >= 1 && Number(text) <= 31;
