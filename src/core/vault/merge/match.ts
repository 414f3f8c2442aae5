/**
 * Says which section of a page is which of its base, so that one the human or we renamed is still known.
 * It compares headings first and words second, within a window, so that the work stays linear.
 */
import type { Section } from "./sections";
import { countWords, shareOfWords, type WordCounts } from "./text";

/** How far from its own place among the unmatched a renamed section is looked for. */
const WINDOW = 8;
/** Least share of words two sections must have in common to be the same under another heading. */
const LEAST_SHARE = 0.5;

/** For each section of `side` its counterpart in `base`; one to one. */
export function matchSections(base: readonly Section[], side: readonly Section[]): Map<Section, Section> {
  const matches = new Map<Section, Section>();
  matchByKey(base, side, matches, (section) => `${section.path}\n\n${section.text}`);
  matchByKey(base, side, matches, (section) => section.path);
  matchByKey(base, side, matches, (section) => section.heading);
  matchBySimilarity(base, side, matches);
  return matches;
}

/** Pairs what is still unmatched and has one key, first with first, second with second. */
export function matchByKey(base: readonly Section[], side: readonly Section[], matches: Map<Section, Section>, keyOf: (section: Section) => string): void {
  const taken = new Set(matches.values());
  const waiting = new Map<string, Section[]>();
  for (const section of base) {
    if (taken.has(section)) continue;
    const key = keyOf(section);
    const list = waiting.get(key);
    if (list) list.push(section);
    else waiting.set(key, [section]);
  }
  for (const list of waiting.values()) list.reverse();
  for (const section of side) {
    if (matches.has(section)) continue;
    const match = waiting.get(keyOf(section))?.pop();
    if (match) matches.set(section, match);
  }
}

/** Renamed sections stand between the same neighbours: what is unmatched between two matches is compared with what is unmatched there in the base. */
function matchBySimilarity(base: readonly Section[], side: readonly Section[], matches: Map<Section, Section>): void {
  const taken = new Set(matches.values());
  const baseGaps = gapsOf(base, (section) => (taken.has(section) ? section : null));
  const sideGaps = gapsOf(side, (section) => matches.get(section) ?? null);
  for (const [anchor, sections] of sideGaps) {
    const candidates = baseGaps.get(anchor);
    if (candidates) matchGap(candidates, sections, matches);
  }
}

/** The runs of unmatched sections, by the matched base section they follow (null at the start). */
function gapsOf(sections: readonly Section[], matchOf: (section: Section) => Section | null): Map<Section | null, Section[]> {
  const gaps = new Map<Section | null, Section[]>();
  let anchor: Section | null = null;
  for (const section of sections) {
    const match = matchOf(section);
    if (match) {
      anchor = match;
      continue;
    }
    const gap = gaps.get(anchor);
    if (gap) gap.push(section);
    else gaps.set(anchor, [section]);
  }
  return gaps;
}

function matchGap(candidates: readonly Section[], sections: readonly Section[], matches: Map<Section, Section>): void {
  const wordsOf = (section: Section): WordCounts => countWords(section.lines.slice(1));
  const candidateWords = candidates.map(wordsOf);
  const pairs: { section: Section; candidate: Section; share: number }[] = [];
  sections.forEach((section, index) => {
    const words = wordsOf(section);
    for (let at = Math.max(0, index - WINDOW); at <= index + WINDOW; at++) {
      const [candidate, theirWords] = [candidates[at], candidateWords[at]];
      if (!candidate || !theirWords) continue;
      const share = shareOfWords(words, theirWords);
      const isLonePair = sections.length === 1 && candidates.length === 1 && section.level === candidate.level && section.lines.length === 1 && candidate.lines.length === 1;
      if (share >= LEAST_SHARE || isLonePair) pairs.push({ section, candidate, share });
    }
  });
  const taken = new Set<Section>();
  for (const pair of pairs.sort((left, right) => right.share - left.share)) {
    if (matches.has(pair.section) || taken.has(pair.candidate)) continue;
    matches.set(pair.section, pair.candidate);
    taken.add(pair.candidate);
  }
}
