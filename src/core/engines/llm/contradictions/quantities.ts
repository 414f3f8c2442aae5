/** Amounts of a statement as they are compared with those of another: what they measure, and within what the same amount may be put in other figures. */
import type { NumberFact } from "../grounding/numbers";
import { isContent, type Reading } from "../grounding/reading";
import { scaleOf } from "./tables/scales";
import { doingOf } from "./tables/doings";

export interface Quantity {
  text: string;
  start: number;
  /** What is measured: length, mass, a unit of its own, or the thing that is counted. */
  what: string;
  values: (number | string)[];
  /** The size of the last place shown. */
  place: number;
  /** What a round figure may stand for: so much more or less. */
  roundness: number;
  isApproximate: boolean;
  /** At least, at most. */
  bound: "" | "least" | "most";
  unit: string;
}

const LEAST = /(?:at least|more than|over|above|upwards of|minimum of|from|mindestens|mehr als|über|au moins|plus de|al menos|más de|almeno|minstens|minst|более|не менее)\s*(?:[$€£¥₹]\s?)?$/iu;
const MOST = /(?:at most|up to|less than|fewer than|under|below|maximum of|nearly|almost|höchstens|bis zu|weniger als|fast|au plus|jusqu'à|moins de|como máximo|hasta|menos de|al massimo|fino a|hoogstens|högst|менее|до)\s*(?:[$€£¥₹]\s?)?$/iu;

export function quantityOf(reading: Reading, fact: NumberFact): Quantity {
  const before = reading.plain.slice(Math.max(0, fact.start - 24), fact.start);
  const { what, factor } = fact.unit === "" ? { what: `of ${countedBehind(reading, fact)}`, factor: 1 } : scaleOf(fact.unit);
  const values = fact.values.map((value) => (typeof value === "number" ? value * factor : value));
  return { text: fact.text, start: fact.start, what, values, place: placeOf(fact) * factor, roundness: roundnessOf(fact) * factor, isApproximate: fact.isApproximate, bound: LEAST.test(before) ? "least" : MOST.test(before) ? "most" : "", unit: fact.unit };
}

/** What a bare number counts: the nearest word of content behind it in its clause, else before it. */
function countedBehind({ tokens }: Reading, { start, end }: NumberFact): string {
  const own = tokens.find((token) => token.end > start);
  const isNear = (token: (typeof tokens)[number]): boolean => token.clause === own?.clause && isContent(token) && !/^\d/.test(token.text);
  const behind = tokens.find((token) => token.start >= end && isNear(token));
  const found = behind ?? tokens.filter((token) => token.end <= start && isNear(token)).at(-1);
  return doingOf(found?.stem ?? "");
}

/** A figure of three zeros or more may stand for what is within three hundredths of it. */
const ROUND_SHARE = 0.03;

function roundnessOf({ values }: NumberFact): number {
  const [value] = values;
  if (typeof value !== "number") return 0;
  const zeros = /^\d+?(0*)$/.exec(String(Math.round(value)))?.[1]?.length ?? 0;
  return zeros >= 3 ? Math.min(10 ** zeros / 2, Math.abs(value) * ROUND_SHARE) : 0;
}

/** 0.1 for 62.4, a million for 12 million. */
function placeOf({ text, values, bases }: NumberFact): number {
  const [value, base] = [values[0], bases[0]];
  if (typeof value !== "number" || typeof base !== "number" || base === 0) return 1;
  const decimals = Number.isInteger(base) ? 0 : (/[.,](\d+)/.exec(text)?.[1]?.length ?? 0);
  return (10 ** -decimals * value) / base;
}

export const isSameMeasure = (left: Quantity, right: Quantity): boolean => left.what === right.what;

/** Another unit is rounded when it is counted over; about is about. */
const CONVERTED = 0.05;
const ABOUT = 0.1;

/** Whether both may say the same amount. */
export const mayBeEqual = (left: Quantity, right: Quantity): boolean => left.values.some((one) => right.values.some((other) => isNear(left, one, right, other)));

function isNear(left: Quantity, one: number | string, right: Quantity, other: number | string): boolean {
  if (typeof one === "string" || typeof other === "string") return one === other;
  if (left.bound !== right.bound && (meets(left, one, other) || meets(right, other, one))) return true;
  const share = left.isApproximate || right.isApproximate ? ABOUT : left.unit === right.unit ? 0 : CONVERTED;
  // Told to another place: 62 may be 62.4.
  const rounded = left.place === right.place ? 0 : Math.max(left.place, right.place) / 2;
  return Math.abs(one - other) <= Math.max(rounded, left.roundness, right.roundness, share * Math.max(Math.abs(one), Math.abs(other)), 1e-9 * Math.abs(one));
}

/** Whether what the bound leaves open has room for the other amount. */
const meets = ({ bound }: Quantity, limit: number, other: number): boolean => (bound === "least" && other >= limit) || (bound === "most" && other <= limit);
