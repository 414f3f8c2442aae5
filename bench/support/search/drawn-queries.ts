/** Queries drawn from the notes. */
import type { Random } from "./random";

export interface DrawnQueries {
  exact: string[];
  /** One word with a slip of the finger, and the last one not yet typed to its end. */
  typed: string[];
}

/** The first so many are for warming up and are not measured. */
export const WARMING_QUERIES = 20;
const COUNT = WARMING_QUERIES + 200;

const slip = (word: string, random: Random): string => {
  const place = 1 + random.below(word.length - 2);
  return `${word.slice(0, place)}${random.pick([..."abcdefghijklmnopqrstuvwxyz"])}${word.slice(place + 1)}`;
};

export function drawQueries(notes: ReadonlyMap<string, string>, random: Random): DrawnQueries {
  const texts = [...notes.values()];
  const word = (): string => {
    for (;;) {
      const words = random.pick(texts).match(/\p{L}{5,}/gu);
      if (words !== null) return random.pick(words);
    }
  };
  const words = (): string[] => Array.from({ length: 2 + random.below(2) }, word);
  const typed = (): string => {
    const drawn = words();
    const last = drawn.pop() ?? "";
    return [slip(drawn[0] ?? "", random), ...drawn.slice(1), last.slice(0, 4)].join(" ");
  };
  return { exact: Array.from({ length: COUNT }, () => words().join(" ")), typed: Array.from({ length: COUNT }, typed) };
}
