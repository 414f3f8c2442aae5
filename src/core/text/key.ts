/** The deterministic key of a name: two names with one key are one concept without asking anyone. */

import { remember } from "./remember";

const PARENTHESIS = /\s*[(（][^()（）]*[)）]\s*$/u;

const IRREGULAR_ENDINGS: [RegExp, string][] = [
  [/(ss|us|is|as|os|news|series|species)$/u, ""],
  [/([^aeiou])ies$/u, "$1y"],
  [/(ch|sh|x|z|ss)es$/u, "$1"],
  [/([a-z]{2})s$/u, "$1"],
];

const singular = (word: string): string => {
  if (word.length < 4 || !/^[a-z]+$/.test(word)) return word;
  for (const [ending, replacement] of IRREGULAR_ENDINGS) {
    if (ending.test(word)) return replacement === "" ? word : word.replace(ending, replacement);
  }
  return word;
};

/** The same few thousand names are asked for again and again. */
const REMEMBERED_NAMES = 50_000;

/**
 * NFKC, case-folded, without a trailing parenthesis, leading article, possessive and punctuation, the last word in the singular.
 * "The Sundials" and "sundial" share a key. A name of punctuation alone keeps it ("C++" and "C#" and "C" stay three).
 */
export const conceptKey: (name: string) => string = remember(REMEMBERED_NAMES, makeKey);

function makeKey(name: string): string {
  const folded = name.normalize("NFKC").toLowerCase().normalize("NFC");
  const bare = folded.replace(PARENTHESIS, "") || folded;
  const words = bare
    .replace(/['’]s(?=\s|$)/gu, "")
    .replace(/([\p{L}\p{N}])[-_./](?=[\p{L}\p{N}])/gu, "$1 ")
    .replace(/[^\p{L}\p{N}\p{M}+#\s]/gu, "")
    .split(/\s+/u)
    .filter((word) => word !== "");
  const significant = words.length > 1 && /^(the|a|an)$/.test(words[0] ?? "") ? words.slice(1) : words;
  const isAllCapitals = /^\p{Lu}[\p{Lu}\p{N}]+$/u.test(name.trim());
  const last = significant.at(-1);
  if (last !== undefined && !isAllCapitals) significant[significant.length - 1] = singular(last);
  return significant.join(" ") || folded.trim();
}

/** Whether a name is written as an acronym: two to six letters, most of them capitals, no blanks. */
export const isAcronym = (name: string): boolean => {
  const letters = name.replace(/[.\-\d]/g, "");
  return /^\p{L}{2,6}$/u.test(letters) && (letters.match(/\p{Lu}/gu)?.length ?? 0) * 2 > letters.length;
};

/** A name without the version at its end ("Lean 4" → "Lean", "GPT-4" → "GPT"); the name itself where there is none. */
export const withoutVersion = (name: string): string => {
  const match = /^(.*\p{L}.*?)[\s-]v?(\d{1,2}(?:\.\d+){0,3})$/u.exec(name.trim());
  return match?.[1] ?? name.trim();
};

/** Order by code unit: the same on every device, whatever its language. */
export const byCodeUnit = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
