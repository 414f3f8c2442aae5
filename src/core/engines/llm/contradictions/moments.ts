/** Dates of a statement as they are compared with those of another: one may be told more closely than the other, or only bound it. */
import type { DateFact } from "../grounding/dates";
import type { NumberFact } from "../grounding/numbers";
import type { Reading } from "../grounding/reading";

/** One date; numbers such as 3/4/2021 have two readings. */
export interface Moment {
  text: string;
  start: number;
  readings: Partial<DateFact>[];
  bound: "" | "from" | "until";
}

const FROM = /(?:since|from|after|seit|ab|nach|depuis|après|desde|después de|dal|dopo|sinds|na|sedan|efter|с|после)\s*$/iu;
const UNTIL = /(?:until|till|before|by|bis|vor|jusqu'en|avant|hasta|antes de|fino al|prima del|tot|voor|till|före|до)\s*$/iu;

/** Weekdays are left out: they fit any date. `years` are bare numbers that may be years. */
export function momentsOf({ plain }: Reading, dates: readonly DateFact[], years: readonly NumberFact[]): Moment[] {
  const byPlace = new Map<number, Moment>();
  const add = (fact: Partial<DateFact> & { text: string; start: number }): void => {
    const before = plain.slice(Math.max(0, fact.start - 16), fact.start);
    const known = byPlace.get(fact.start) ?? { text: fact.text, start: fact.start, readings: [], bound: FROM.test(before) ? ("from" as const) : UNTIL.test(before) ? ("until" as const) : ("" as const) };
    known.readings.push(fact);
    byPlace.set(fact.start, known);
  };
  for (const date of dates) if (date.weekday === undefined) add(date);
  for (const { text, start, values } of years) add({ text, start, year: Number(values[0]) });
  return [...byPlace.values()].sort((left, right) => left.start - right.start);
}

/** Whether both may be the same date, or the one lies in what the other leaves open. */
export const mayBeSameTime = (left: Moment, right: Moment): boolean => left.readings.some((one) => right.readings.some((other) => agree(one, other) || (left.bound !== right.bound && (isOpenTo(left.bound, one, other) || isOpenTo(right.bound, other, one)))));

function agree(left: Partial<DateFact>, right: Partial<DateFact>): boolean {
  const [from, to] = yearsOf(left);
  const [otherFrom, otherTo] = yearsOf(right);
  const isSame = (one: number | undefined, other: number | undefined): boolean => one === undefined || other === undefined || one === other;
  return from <= otherTo && otherFrom <= to && isSame(left.month, right.month) && isSame(left.day, right.day);
}

/** The first and the last year a date may mean. */
function yearsOf({ year, decade, century }: Partial<DateFact>): [number, number] {
  if (year !== undefined) return [year, year];
  if (decade !== undefined) return [decade, decade + 9];
  return century === undefined ? [-Infinity, Infinity] : [(century - 1) * 100, century * 100];
}

const isOpenTo = (bound: Moment["bound"], limit: Partial<DateFact>, other: Partial<DateFact>): boolean => (bound === "from" && yearsOf(other)[1] >= yearsOf(limit)[0]) || (bound === "until" && yearsOf(other)[0] <= yearsOf(limit)[1]);

/** Whether some of the dates lie on both sides of one of the others: a span of time and a moment in it. */
export function isWithinSpan(span: readonly Moment[], moments: readonly Moment[]): boolean {
  const years = span.flatMap(({ readings }) => readings.flatMap(({ year }) => year ?? []));
  return years.length > 1 && moments.some(({ readings }) => readings.some(({ year }) => year !== undefined && year > Math.min(...years) && year < Math.max(...years)));
}
