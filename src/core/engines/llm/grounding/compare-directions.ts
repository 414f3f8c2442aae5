/** Whether a sentence points the way its evidence does: more or less, before or after, up or down. Compared with the evidence's sentences that are most like it. */
import type { Disagreement } from "./disagreement";
import { isContent, type Reading, type Token } from "./reading";
import { waysOf, wideWaysOf } from "./tables/directions";

/** A word that points, and the words of content before and behind it. */
interface Pointer {
  way: number;
  text: string;
  before: string[];
  behind: string[];
}

interface Sentence {
  stems: Set<string>;
  pointers: Pointer[];
}

export interface DirectionIndex {
  sentences: Sentence[];
  byStem: Map<string, number[]>;
}

const MOST_SENTENCES_OF_A_STEM = 500;
const LONGEST_SENTENCE = 600;

export function indexDirections(readings: readonly Reading[]): DirectionIndex {
  const index: DirectionIndex = { sentences: readings.flatMap(sentencesOf), byStem: new Map() };
  index.sentences.forEach(({ stems }, number) => {
    for (const stem of stems) {
      const numbers = index.byStem.get(stem);
      if (numbers === undefined) index.byStem.set(stem, [number]);
      else if (numbers.length < MOST_SENTENCES_OF_A_STEM) numbers.push(number);
    }
  });
  return index;
}

function sentencesOf(reading: Reading): Sentence[] {
  const sentences: Sentence[] = [];
  const { tokens } = reading;
  const wide = wideWaysOf(reading.plain).sort((left, right) => left.start - right.start);
  for (let from = 0; from < tokens.length; ) {
    let to = from + 1;
    while (to < tokens.length && tokens[to]?.sentence === tokens[from]?.sentence && to - from < LONGEST_SENTENCE) to += 1;
    sentences.push(sentenceOf(reading, tokens.slice(from, to), wide));
    from = to;
  }
  return sentences;
}

function sentenceOf(reading: Reading, tokens: readonly Token[], wide: { way: number; start: number; end: number }[]): Sentence {
  const pointers: Pointer[] = [];
  tokens.forEach((token, index) => {
    if (token.isWide) return;
    for (const way of waysOf(token.lower)) pointers.push({ way, text: token.text, before: around(tokens, index, -1), behind: around(tokens, index, 1) });
  });
  const [start, end] = [tokens[0]?.start ?? 0, tokens[tokens.length - 1]?.end ?? 0];
  let first = 0;
  let last = wide.length;
  while (first < last) {
    const middle = (first + last) >> 1;
    if ((wide[middle]?.start ?? 0) < start) first = middle + 1;
    else last = middle;
  }
  for (let at = first; at < wide.length && (wide[at]?.start ?? 0) < end; at += 1) {
    const { way, start: from, end: to } = wide[at] ?? { way: 0, start: 0, end: 0 };
    const index = tokens.findIndex((token) => token.start >= from);
    pointers.push({ way, text: reading.plain.slice(from, to), before: around(tokens, index, -1), behind: around(tokens, index + to - from - 1, 1) });
  }
  return { stems: new Set(tokens.filter((token) => isContent(token) && waysOf(token.lower).length === 0).map(({ stem }) => stem)), pointers };
}

/** Up to four words of content on one side, nearest first. */
function around(tokens: readonly Token[], at: number, step: 1 | -1): string[] {
  const found: string[] = [];
  for (let index = at + step; index >= 0 && index < tokens.length && found.length < 4 && Math.abs(index - at) < 16; index += step) {
    const token = tokens[index];
    if (token !== undefined && isContent(token) && waysOf(token.lower).length === 0) found.push(token.stem);
  }
  return found;
}

export function compareDirections(sentence: Reading, evidence: DirectionIndex): Disagreement[] {
  return sentencesOf(sentence).flatMap((said) => {
    if (said.pointers.length === 0) return [];
    const like = mostAlike(said, evidence);
    return said.pointers.flatMap((pointer): Disagreement[] => {
      const others = like.flatMap(({ pointers }) => pointers);
      const other = oppositeOf(pointer, others, said.pointers);
      return other === null ? [] : [{ kind: "negation", text: pointer.text, message: `The evidence says "${other.text}", not "${pointer.text}".` }];
    });
  });
}

const LEAST_SHARED = 0.34;

/** The evidence's sentences that share most words with this one; all equally good ones. */
function mostAlike(said: Sentence, evidence: DirectionIndex): Sentence[] {
  const counts = new Map<number, number>();
  for (const stem of said.stems) for (const number of evidence.byStem.get(stem) ?? []) counts.set(number, (counts.get(number) ?? 0) + 1);
  const most = Math.max(0, ...counts.values());
  if (most === 0) return evidence.sentences.length === 1 ? evidence.sentences : [];
  // Among several sentences one that shares little is about something else.
  if (evidence.sentences.length > 1 && most < said.stems.size * LEAST_SHARED) return [];
  return [...counts].filter(([, count]) => count === most).slice(0, 20).flatMap(([number]) => evidence.sentences[number] ?? []);
}

/** The evidence's word that points the other way in the pointer's place; null where the same way is there, too, or the sides are exchanged. */
function oppositeOf(pointer: Pointer, others: readonly Pointer[], own: readonly Pointer[]): Pointer | null {
  const opposite = others.filter(({ way }) => way === (pointer.way ^ 1));
  const same = others.filter(({ way }) => way === pointer.way);
  if (opposite.length === 0) return null;
  // A word of two pairs (first, prima) or one that stands in both texts says nothing.
  if (others.some(({ text }) => text.toLowerCase() === pointer.text.toLowerCase()) && same.length === 0) return null;
  if (same.length === 0) {
    const isExchanged = opposite.some((other) => shared(pointer.before, other.behind) + shared(pointer.behind, other.before) > shared(pointer.before, other.before) + shared(pointer.behind, other.behind));
    if (own.some(({ way }) => way === (pointer.way ^ 1))) return null;
    return isExchanged ? null : (opposite[0] ?? null);
  }
  const near = (other: Pointer): number => shared(pointer.before.slice(0, 2), other.before.slice(0, 2)) + shared(pointer.behind.slice(0, 2), other.behind.slice(0, 2));
  const bestSame = Math.max(...same.map(near));
  const best = opposite.find((other) => near(other) > bestSame && near(other) > 1);
  return best ?? null;
}

const shared = (left: readonly string[], right: readonly string[]): number => left.filter((stem) => right.includes(stem)).length;
