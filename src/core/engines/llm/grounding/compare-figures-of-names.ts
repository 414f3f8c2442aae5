/** Whether two names exchanged their figures: "A has 62 and B has 64" where the evidence has it the other way round. Both must be exchanged, so that nothing else is taken for it. */
import type { Language } from "../../../text/stop-words";
import type { Disagreement } from "./disagreement";
import { numbersOf } from "./numbers";
import type { Reading } from "./reading";
import { namesOf } from "./read-names";

/** A figure and the name that it stands next to: the last one before it in its sentence, else the next. */
interface Figure {
  name: string;
  value: string;
  text: string;
}

/** The figures of each name, as "name value". */
export type FigureOwners = ReadonlySet<string>;

export function indexOwners(readings: readonly Reading[], language: Language): FigureOwners {
  return new Set(readings.flatMap((reading) => figuresOf(reading, language).map(({ name, value }) => `${name} ${value}`)));
}

function figuresOf(reading: Reading, language: Language): Figure[] {
  const { tokens } = reading;
  const names = namesOf(reading, language).map(({ first, last }) => ({ start: tokens[first]?.start ?? 0, sentence: tokens[first]?.sentence ?? 0, name: tokens[last]?.lower ?? "" }));
  if (names.length < 2) return [];
  const figures: Figure[] = [];
  let at = 0;
  let token = 0;
  for (const { start, bases, text } of numbersOf(reading, language)) {
    while (token + 1 < tokens.length && (tokens[token + 1]?.start ?? 0) <= start) token += 1;
    while (at < names.length && (names[at]?.start ?? 0) < start) at += 1;
    const sentence = tokens[token]?.sentence;
    const owner = [names[at - 1], names[at]].find((name) => name !== undefined && name.sentence === sentence);
    if (owner !== undefined) figures.push({ name: owner.name, value: String(bases[0]), text });
  }
  return figures;
}

export function compareOwners(sentence: Reading, evidence: FigureOwners, language: Language): Disagreement[] {
  const figures = figuresOf(sentence, language).slice(0, MOST_FIGURES);
  const strange = figures.filter(({ name, value }) => !evidence.has(`${name} ${value}`));
  for (const left of strange) {
    const right = strange.find((other) => other.name !== left.name && other.value !== left.value && evidence.has(`${left.name} ${other.value}`) && evidence.has(`${other.name} ${left.value}`));
    if (right !== undefined) return [{ kind: "number", text: left.text, message: `The evidence has "${right.text}" for "${left.name}" and "${left.text}" for "${right.name}".` }];
  }
  return [];
}

const MOST_FIGURES = 60;
