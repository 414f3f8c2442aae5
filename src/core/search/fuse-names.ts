/** Brings the notes whose names hold the query into the ranking of passages. */
import { byCodeUnit } from "../text/key";
import type { SearchOptions } from "./answer";
import type { Names } from "./names-of-notes";
import type { SearchQuery } from "./query";
import { noteFilter } from "./rank/filter-notes";
import type { RankedPassage, Ranking } from "./rank/rank-passages";
import type { PassageIndex } from "./store/passage-index";
import type { LiveSegment } from "./store/segment";

interface Fusing {
  query: SearchQuery;
  options: SearchOptions;
  index: PassageIndex;
  names: Names;
}

/**
 * A note whose name is the query comes before all others: its best passage gains as much as the best passage of all has, or that part of it which the query
 * says of the name. A note of which no passage was found gains its first, at half of that.
 */
export function fuseNames(ranking: Ranking, { query, options, index, names }: Fusing): Ranking {
  if (query.phrases.length > 0 || query.excluded.length > 0 || query.words.length === 0) return ranking;
  const allows = noteFilter(query.filters, options);
  const best = ranking.passages[0]?.score ?? 1;
  const passages: RankedPassage[] = ranking.passages.map((ranked) => ({ ...ranked }));
  let { total, notes } = ranking;
  for (const { path, share } of names.find(query.words, wordsToAsk(query.words, ranking), query.isOpen && options.isTyping === true, ranking.words.some(({ isGuess }) => isGuess))) {
    const place = index.find(path);
    const note = place?.live.segment.notes[place.note];
    if (place === null || note === undefined || share === 0 || (allows !== null && !allows(note))) continue;
    const found = passages.find((ranked) => ranked.note === note);
    if (found !== undefined) found.score += share * best;
    else {
      passages.push({ live: place.live, note, passage: place.live.segment.passageFrom[place.note] ?? 0, score: (share * best) / 2 });
      if (ranking.passages.length === total) [total, notes] = [total + 1, notes + 1];
    }
  }
  passages.sort((left, right) => right.score - left.score || byCodeUnit(left.note.path, right.note.path) || left.passage - right.passage);
  return { ...ranking, passages, total, notes };
}

/** A word in more passages than this says little of a name; one in more than that nothing. */
const FREQUENT = 2000;
const TOO_FREQUENT = 20_000;

/** The rarer words, by which notes are looked up; the rarest where all are frequent. Stop words were not looked for, and are not asked. */
function wordsToAsk(words: readonly string[], ranking: Ranking): string[] {
  const frequencies = new Map<string, number>();
  for (const { written, terms, guesses, isGuess } of ranking.words) {
    const frequency = terms.reduce((sum, some, at) => sum + some.reduce((all, { term }) => all + postingsOf(ranking.segments[at], term), 0), 0);
    frequencies.set(written, isGuess && guesses.length === 0 ? 0 : frequency);
  }
  const frequencyOf = (word: string): number => frequencies.get(word) ?? Infinity;
  const rare = words.filter((word) => frequencyOf(word) <= FREQUENT);
  if (rare.length > 0) return rare;
  const [rarest] = [...words].sort((left, right) => frequencyOf(left) - frequencyOf(right));
  return rarest !== undefined && frequencyOf(rarest) <= TOO_FREQUENT ? [rarest] : [];
}

const postingsOf = (live: LiveSegment | undefined, term: number): number => (live === undefined ? 0 : (live.segment.postingFrom[term + 1] ?? 0) - (live.segment.postingFrom[term] ?? 0));
