/**
 * Whether a sentence says nothing that its evidence does not: its numbers, units, dates, names, quoted words, addresses and code stand there, and what it denies
 * or how it points is as there. Code's own judgement, by tables and places; it reads no meaning, so what it finds counts and what it passes is not proven.
 */
import { compareBounds, indexBounds } from "./compare-bounds";
import { compareDirections, indexDirections } from "./compare-directions";
import { compareExact } from "./compare-exact";
import { compareFigures, indexFigures } from "./compare-figures";
import { compareOwners, indexOwners } from "./compare-figures-of-names";
import { compareNames, indexNames } from "./compare-names";
import { comparePolarity, indexPolarity } from "./compare-polarity";
import { compareRoles, indexRoles } from "./compare-roles";
import { compareWideNames } from "./compare-wide-names";
import type { Disagreement } from "./disagreement";
import { readText, type Reading } from "./reading";

export type { Disagreement } from "./disagreement";

/** No sentence is longer; what is, is not checked but refused. */
export const LONGEST_SENTENCE = 3_000;

/** Of a longer passage only this much is evidence: what a sentence takes from behind it is refused, never passed. */
const LONGEST_PASSAGE = 150_000;

/** Evidence made ready, for all sentences that cite it. */
export interface Evidence {
  texts: readonly string[];
  plains: readonly string[];
  language: Reading["language"];
  figures: ReturnType<typeof indexFigures>;
  bounds: ReturnType<typeof indexBounds>;
  polarity: ReturnType<typeof indexPolarity>;
  directions: ReturnType<typeof indexDirections>;
  names: ReturnType<typeof indexNames>;
  roles: ReturnType<typeof indexRoles>;
  owners: ReturnType<typeof indexOwners>;
}

/** Reads the evidence's texts once. */
export function readEvidence(texts: readonly string[]): Evidence {
  const readings = texts.map((text) => readText(text.slice(0, LONGEST_PASSAGE)));
  const language = readings.find((reading) => reading.language !== "other")?.language ?? "other";
  const capitals = language === "other" ? "en" : language;
  const figures = indexFigures(readings);
  return { texts, language, figures, bounds: indexBounds(readings, largestOf(figures)), polarity: indexPolarity(readings), directions: indexDirections(readings), names: indexNames(readings), roles: indexRoles(readings, capitals), owners: indexOwners(readings, capitals), plains: readings.map(({ plain }) => plain) };
}

/** The largest amount; a year is none. */
function largestOf({ byValue }: Evidence["figures"]): number {
  let largest = 0;
  for (const [value, facts] of byValue) if (typeof value === "number" && value > largest && facts.some(({ isYearLike }) => !isYearLike)) largest = value;
  return largest;
}

/** What the sentence says that none of the evidence's texts does; empty where they agree. */
export function disagreementsOf(sentence: string, evidence: readonly string[] | Evidence): Disagreement[] {
  if (sentence.length > LONGEST_SENTENCE) return [{ kind: "quote", text: `${sentence.slice(0, 80)}…`, message: "This is too long for a sentence and was not compared with its evidence." }];
  const known = "texts" in evidence ? evidence : readEvidence(evidence);
  const said = readText(sentence);
  const language = said.language === "other" ? known.language : said.language;
  // Capitals are read as English ones where the language is not known.
  const capitals = language === "other" ? "en" : language;
  const reading = { ...said, language };
  return distinct([
    ...compareExact(sentence, known.texts),
    ...compareFigures(reading, known.figures),
    ...compareBounds(reading, known.bounds),
    ...compareNames(reading, known.names, capitals),
    ...compareWideNames(reading, known.names.words, known.plains),
    ...compareRoles(reading, known.roles, capitals),
    ...compareOwners(reading, known.owners, capitals),
    ...comparePolarity(reading, known.polarity),
    ...compareDirections(reading, known.directions),
  ]);
}

/** Reads a text as evidence is read; pure, so that one who asks about many sentences may keep what it gives. */
export const readWords = (text: string): Reading => readText(text.slice(0, LONGEST_PASSAGE));

/** What `disagreementsOf` says of names alone, at a fraction of its work: figures, denials and directions are neither read nor compared. */
export function strangeNamesOf(sentence: string, readings: readonly Reading[]): Disagreement[] {
  if (sentence.length > LONGEST_SENTENCE) return [];
  const said = readText(sentence);
  const known = readings.find((reading) => reading.language !== "other")?.language ?? "other";
  const language = said.language === "other" ? known : said.language;
  const capitals = language === "other" ? "en" : language;
  const reading = { ...said, language };
  const names = indexNames(readings);
  const plains = readings.map(({ plain }) => plain);
  const roles = indexRoles(readings, known === "other" ? "en" : known);
  return distinct([...compareNames(reading, names, capitals), ...compareWideNames(reading, names.words, plains), ...compareRoles(reading, roles, capitals)]);
}

export const agrees = (sentence: string, evidence: readonly string[] | Evidence): boolean => disagreementsOf(sentence, evidence).length === 0;

const distinct = (found: readonly Disagreement[]): Disagreement[] => [...new Map(found.map((each) => [`${each.kind} ${each.text}`, each])).values()];
