/** Whether a sentence makes more or less of a figure than its evidence, or calls untrue what its evidence does not: where the figure is right its bound may be wrong. */
import { datesOf } from "./dates";
import type { Disagreement } from "./disagreement";
import { numbersOf } from "./numbers";
import type { Reading } from "./reading";
import { BOUNDS, UNTRUE, VAGUE } from "./tables/bounds";

/** `null`: of a language whose words the tables do not have; then nothing is said. */
export type BoundIndex = { plains: readonly string[]; largest: number } | null;

const KNOWN: readonly string[] = ["en", "de", "fr", "es", "other"];
/** Of a longer passage what may bear a bound out is taken to be there. */
const LONGEST = 20_000;
const LATIN = /^[\u0000-\u024f\u2000-\u22ff]*$/u;
const TIMES: readonly string[] = ["s", "min", "h", "d", "week", "month", "year", "decade"];
const LONGEST_WORDS = 24;

export function indexBounds(readings: readonly Reading[], largest: number): BoundIndex {
  const plains = readings.map(({ plain }) => plain);
  const isKnown = readings.every(({ language, plain }) => KNOWN.includes(language) && LATIN.test(plain)) && plains.reduce((sum, { length }) => sum + length, 0) <= LONGEST;
  return isKnown ? { plains, largest } : null;
}

export function compareBounds(sentence: Reading, evidence: BoundIndex): Disagreement[] {
  if (evidence === null || !LATIN.test(sentence.plain)) return [];
  const isThere = (pattern: RegExp): boolean => evidence.plains.some((plain) => pattern.test(plain));
  const found: Disagreement[] = [];
  const { numbers, dates } = { numbers: numbersOf(sentence, sentence.language), dates: datesOf(sentence) };
  const isOfDate = (start: number): boolean => dates.some((date) => date.start <= start && start < date.end);
  const places = [
    ...numbers.map(({ start, unit, isYearLike }) => ({ start, of: isYearLike || isOfDate(start) ? ("date" as const) : ("number" as const), isTime: TIMES.includes(unit) })),
    ...dates.map(({ start }) => ({ start, of: "date" as const, isTime: false })),
  ];
  for (const { start, of, isTime } of places) {
    const words = sentence.plain.slice(Math.max(0, start - LONGEST_WORDS), start);
    for (const bound of BOUNDS) {
      const said = bound.of === of ? bound.said.exec(words)?.[0].trim() : undefined;
      // "Over 40 years" may be "in the course of" them.
      if (said === undefined || (isTime && /^(?:over|über)$/iu.test(said)) || isThere(bound.borne)) continue;
      found.push({ kind: of, text: said, message: `The evidence does not say "${said}" of this figure.` });
    }
  }
  for (const [pattern, least] of VAGUE) {
    const said = pattern.exec(sentence.plain)?.[0];
    if (said !== undefined && evidence.largest < least && !isThere(pattern)) found.push({ kind: "number", text: said, message: `The evidence does not say "${said}".` });
  }
  const untrue = UNTRUE.exec(sentence.plain)?.[0];
  if (untrue !== undefined && !isThere(UNTRUE) && !isThere(DENIES)) found.push({ kind: "negation", text: untrue, message: `The evidence does not say "${untrue}".` });
  return found;
}

/** Evidence that denies may be told as untrue. */
const DENIES = /(?<!\p{L})(?:not|no|never|un\p{L}+ed|deni(?:ed|es)|pretend|claim|nicht|kein|nie|pas|jamais|nunca)(?!\p{L})|n't/iu;
