/** Whether the numbers, units and dates of a sentence are those of its evidence. */
import { type DateFact, datesOf } from "./dates";
import type { Disagreement } from "./disagreement";
import { type NumberFact, numbersOf } from "./numbers";
import type { Reading } from "./reading";
import { isMoneyOrShare, unitOf, wideUnitAt } from "./tables/units";

interface Figures {
  numbers: NumberFact[];
  dates: DateFact[];
}

/** The figures of the evidence, ready to be looked up. */
export interface FigureIndex {
  byValue: Map<number | string, NumberFact[]>;
  byBase: Map<number | string, NumberFact[]>;
  sorted: number[];
  dates: DateFact[];
  /** The years of each month and of each day of a month; 0 where none is said. */
  days: Map<string, Set<number>>;
  years: Set<number>;
  units: Set<string>;
  ranges: Set<string>;
}

/** Numbers inside a date are the date's, where it is asked what a sentence says. */
export function figuresOf(reading: Reading): Figures {
  const dates = datesOf(reading);
  const all = numbersOf(reading, reading.language);
  let from = 0;
  const numbers = all.filter(({ start, end }) => {
    while (from < dates.length && (dates[from]?.end ?? 0) <= start) from += 1;
    const date = dates[from];
    return date === undefined || date.start > start || date.end < end || date.weekday !== undefined;
  });
  return { numbers, dates };
}

const MOST_FACTS_OF_A_VALUE = 200;

export function indexFigures(readings: readonly Reading[]): FigureIndex {
  const index: FigureIndex = { byValue: new Map(), byBase: new Map(), sorted: [], dates: [], days: new Map(), years: new Set(), units: new Set(), ranges: new Set() };
  const put = (map: Map<number | string, NumberFact[]>, value: number | string, fact: NumberFact): void => {
    const facts = map.get(value);
    if (facts === undefined) map.set(value, [fact]);
    else if (facts.length < MOST_FACTS_OF_A_VALUE || !facts.some(({ unit }) => unit === fact.unit)) facts.push(fact);
  };
  for (const reading of readings) {
    const numbers = numbersOf(reading, "all");
    for (const fact of numbers) {
      for (const value of fact.values) put(index.byValue, value, fact);
      for (const base of fact.bases) put(index.byBase, base, fact);
      if (fact.isYearLike) for (const value of fact.values) index.years.add(Number(value));
      if (fact.unit !== "") index.units.add(fact.unit);
    }
    for (const { first, second } of rangesOf(reading, numbers)) index.ranges.add(`${first} ${second}`);
    for (const date of datesOf(reading)) {
      if (date.month === undefined) index.dates.push(date);
      else for (const key of new Set([dayKey(date.month, undefined), dayKey(date.month, date.day)])) index.days.set(key, (index.days.get(key) ?? new Set()).add(date.year ?? 0));
      if (date.year !== undefined) index.years.add(date.year);
    }
    addUnits(reading, index.units);
    addShortYears(reading.plain, index.years);
  }
  index.sorted = [...index.byValue.keys()].filter((value): value is number => typeof value === "number").sort((left, right) => left - right);
  return index;
}

function addUnits(reading: Reading, units: Set<string>): void {
  for (const token of reading.tokens) {
    const unit = token.isWide ? (wideUnitAt(reading.plain, token.start)?.unit ?? "") : unitOf(token.text);
    if (unit !== "") units.add(unit);
  }
  for (const sign of ["%", "$", "€", "£", "¥", "₹"]) if (reading.plain.includes(sign)) units.add(sign);
}

/** 1998-99 names 1999, too. */
function addShortYears(plain: string, years: Set<number>): void {
  for (const [, century, , short] of plain.matchAll(/(?<!\d)([12]\d)(\d{2})[-/](\d{2})(?!\d)/g)) years.add(Number(`${century}${short}`));
}

export function compareFigures(sentence: Reading, evidence: FigureIndex): Disagreement[] {
  const { numbers, dates } = figuresOf(sentence);
  const found: Disagreement[] = [];
  for (const fact of numbers) {
    const fault = fact.isYearLike ? compareYear(fact, evidence) : compareNumber(fact, evidence);
    if (fault !== null) found.push(fault);
  }
  for (const { first, second, text } of rangesOf(sentence, numbersOf(sentence, sentence.language))) {
    if (evidence.ranges.has(`${second} ${first}`) && !evidence.ranges.has(`${first} ${second}`)) found.push({ kind: "number", text, message: `The evidence goes from ${second} to ${first}, not from ${first} to ${second}.` });
  }
  const seen = new Map<string, boolean>();
  for (const date of dates) seen.set(`${date.start} ${date.end}`, (seen.get(`${date.start} ${date.end}`) ?? false) || isDateThere(date, evidence));
  for (const date of dates) {
    if (seen.get(`${date.start} ${date.end}`) !== false) continue;
    seen.delete(`${date.start} ${date.end}`);
    found.push({ kind: "date", text: date.text, message: `The evidence has no date "${date.text}".` });
  }
  return found;
}

function compareYear(fact: NumberFact, evidence: FigureIndex): Disagreement | null {
  const year = Number(fact.values[0]);
  if (evidence.years.has(year) || evidence.byValue.has(year)) return null;
  if (fact.isApproximate && isRounded(year, evidence.sorted)) return null;
  return { kind: "date", text: fact.text, message: `The evidence has no ${fact.text}.` };
}

function compareNumber(fact: NumberFact, evidence: FigureIndex): Disagreement | null {
  const facts = fact.values.flatMap((value) => evidence.byValue.get(value) ?? []);
  if (facts.length === 0) {
    if (fact.isApproximate && fact.values.some((value) => typeof value === "number" && isRounded(value, evidence.sorted))) return null;
    const isOtherSize = fact.bases.some((base) => evidence.byBase.has(base)) && fact.values.some((value, index) => value !== fact.bases[index]);
    if (isOtherSize || fact.bases.some((base) => (evidence.byBase.get(base) ?? []).length > 0)) return { kind: "unit", text: fact.text, message: `The evidence has the number of "${fact.text}" in another size.` };
    return { kind: "number", text: fact.text, message: `The evidence has no number "${fact.text}".` };
  }
  if (facts.some(({ unit }) => unit === fact.unit)) return null;
  // Half is half, whatever it is half of.
  if (fact.unit === "" && fact.values[0] === 0.5) return null;
  if (fact.unit === "") return facts.every(({ unit }) => isMoneyOrShare(unit)) ? unitFault(fact, facts) : null;
  // A year is no amount of what the evidence counts besides.
  const isUnitSomewhere = facts.some(({ unit, isYearLike }) => unit === "" && !(isYearLike && isYear(fact.bases[0]))) && evidence.units.has(fact.unit);
  return isUnitSomewhere ? null : unitFault(fact, facts);
}

const isYear = (value: number | string | undefined): boolean => typeof value === "number" && value >= 1500 && value <= 2100;

const unitFault = (fact: NumberFact, facts: readonly NumberFact[]): Disagreement => ({ kind: "unit", text: fact.text, message: `The evidence has "${facts[0]?.text ?? ""}", not "${fact.text}".` });

/** Whether some number, rounded to the places that `value` shows, is `value`. */
function isRounded(value: number, sorted: readonly number[]): boolean {
  const digits = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)));
  let step = 10 ** digits;
  while (Math.abs(value / step - Math.round(value / step)) > 1e-9 && step > 1e-9) step /= 10;
  const within = Math.min(step / 2, Math.abs(value) * 0.1);
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < value - within) low = middle + 1;
    else high = middle;
  }
  return low < sorted.length && (sorted[low] ?? Infinity) <= value + within;
}

const TO = /^\s*(?:-|--|to|bis|auf|à|a|hasta|до|στα?|zu|إلى|से|ถึง|到|至|から|へ|→|->)\s*$/iu;

/** "from 3 to 5": two numbers in an order that says something. */
function rangesOf(reading: Reading, numbers: readonly NumberFact[]): { first: number | string; second: number | string; text: string }[] {
  const ranges: { first: number | string; second: number | string; text: string }[] = [];
  for (let at = 0; at + 1 < numbers.length; at += 1) {
    const first = numbers[at];
    const second = numbers[at + 1];
    if (first === undefined || second === undefined || second.start < first.end || second.start - first.end > 12) continue;
    const [from, to] = [first.bases[0] ?? 0, second.bases[0] ?? 0];
    if (from !== to && TO.test(reading.plain.slice(first.end, second.start))) ranges.push({ first: from, second: to, text: reading.plain.slice(first.start, second.end) });
  }
  return ranges;
}

function isDateThere(date: DateFact, evidence: FigureIndex): boolean {
  const { decade, century, weekday } = date;
  if (weekday !== undefined) return evidence.dates.some((other) => other.weekday === weekday);
  if (decade !== undefined) return evidence.dates.some((other) => other.decade === decade) || evidence.years.has(decade) || [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].some((year) => evidence.years.has(decade + year));
  if (century !== undefined) return evidence.dates.some((other) => other.century === century || (other.decade !== undefined && Math.floor(other.decade / 100) + 1 === century)) || [...evidence.years].some((year) => Math.floor((year - 1) / 100) + 1 === century);
  return isDayThere(date, evidence);
}

/** A day without its year may find the year elsewhere, unless the same day stands there with another. */
function isDayThere({ year, month, day }: DateFact, evidence: FigureIndex): boolean {
  if (month === undefined) return year === undefined || evidence.years.has(year) || evidence.byValue.has(year);
  const same = evidence.days.get(dayKey(month, day));
  if (same === undefined) return false;
  return year === undefined || same.has(year) || (same.has(0) && evidence.years.has(year));
}

const dayKey = (month: number, day: number | undefined): string => `${month}-${day ?? ""}`;
