/** Brings the notes whose names hold the query into the ranking of passages. */
import { byCodeUnit } from "../text/key";
import { termOf } from "./analysis/stem";
import type { SearchOptions } from "./answer";
import { shareOfNames, type SoughtName } from "./name-share";
import type { Names } from "./names-of-notes";
import type { OtherNames } from "./other-names";
import type { SearchQuery } from "./query";
import { noteFilter } from "./rank/filter-notes";
import type { RankedPassage, Ranking } from "./rank/rank-passages";
import { titledNotes } from "./rank/titled-notes";
import type { PassageIndex } from "./store/passage-index";
import type { IndexedNote, LiveSegment } from "./store/segment";

interface Fusing {
  query: SearchQuery;
  options: SearchOptions;
  index: PassageIndex;
  names: Names;
  otherNames: Pick<OtherNames, "named">;
}

/** Longer queries are questions: no name holds them. */
const MOST_WORDS_OF_A_NAME = 8;

/**
 * A note whose name is the query comes before all others: its best passage gains as much as the best passage of all has, or that part of it which the query
 * says of the name. Of a note without a passage among these its first comes in, with as much.
 */
export function fuseNames(ranking: Ranking, fusing: Fusing): Ranking {
  const { query, options, index } = fusing;
  if (query.phrases.length > 0 || query.excluded.length > 0 || query.words.length === 0 || query.words.length > MOST_WORDS_OF_A_NAME) return ranking;
  const allows = noteFilter(query.filters, options);
  const best = ranking.passages[0]?.score ?? 1;
  const passages: RankedPassage[] = ranking.passages.map((ranked) => ({ ...ranked }));
  let { total, notes } = ranking;
  // What the list left out has up to the last one's score.
  const least = total > ranking.passages.length ? (ranking.passages.at(-1)?.score ?? 0) / 2 : 0;
  for (const { note, share } of notesNamed(ranking, fusing)) {
    const place = index.find(note.path);
    if (place === null || (allows !== null && !allows(note))) continue;
    const found = passages.find((ranked) => ranked.note === note);
    if (found !== undefined) found.score += share * best;
    else {
      passages.push({ live: place.live, note, passage: place.live.segment.passageFrom[place.note] ?? 0, score: least + share * best });
      if (least === 0) [total, notes] = [total + 1, notes + 1];
    }
  }
  passages.sort((left, right) => right.score - left.score || byCodeUnit(left.note.path, right.note.path) || left.passage - right.passage);
  return { ...ranking, passages, total, notes };
}

/** Notes of whose names the query says something, most first. */
function notesNamed(ranking: Ranking, { query, options, index, names, otherNames }: Fusing): { note: IndexedNote; share: number }[] {
  const isOpen = query.isOpen && options.isTyping === true;
  const asked = wordsToAsk(query.words, ranking);
  const ofWords = ranking.words.filter(({ written }) => asked.includes(written));
  const pages = asked.length === 0 ? [] : names.find(asked, isOpen && asked.at(-1) === query.words.at(-1));
  const meant = new Set([...ranking.words.flatMap(({ guesses }) => guesses), ...pages.flatMap(({ terms }) => terms)]);
  const sought: SoughtName = { words: query.words.map((word) => termOf(word, "en")), open: isOpen ? query.words.length - 1 : -1, meant };
  const paths = [...pages.map(({ path }) => path), ...otherNames.named(query.words)];
  const found = paths.flatMap((path) => {
    const place = index.find(path);
    return place?.live.segment.notes[place.note] ?? [];
  });
  return [...new Set([...found, ...(ofWords.length === 0 ? [] : titledNotes(ranking.segments, ofWords))])]
    .map((note) => ({ note, share: shareOfNames([note.title, ...note.aliases], sought) }))
    .filter(({ share }) => share > 0)
    .sort((left, right) => right.share - left.share || byCodeUnit(left.note.path, right.note.path));
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
