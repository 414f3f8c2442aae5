/** Brings the notes whose names hold the query into the ranking of passages. */
import { byCodeUnit } from "../text/key";
import type { SearchOptions } from "./answer";
import { nameTerm, shareOfNames, type SoughtName } from "./name-share";
import type { Names } from "./names-of-notes";
import type { OtherNames } from "./other-names";
import type { SearchQuery } from "./query";
import { noteFilter } from "./rank/filter-notes";
import type { RankedPassage, Ranking } from "./rank/rank-passages";
import type { ReadWord } from "./rank/read-words";
import { titledNotes } from "./rank/titled-notes";
import type { PassageIndex } from "./store/passage-index";
import type { IndexedNote, LiveSegment } from "./store/segment";

/** What notes are looked for with by their names. */
interface Fusing {
  query: SearchQuery;
  options: SearchOptions;
  index: PassageIndex;
  names: Names;
  otherNames: Pick<OtherNames, "named">;
}

/** Longer queries are questions: no name holds them. */
const MOST_WORDS_OF_A_NAME = 8;

/** Whether notes are looked for by their names: where words must stand together, or must not stand, it is the text that is asked for. */
export const asksForNames = ({ phrases, excluded, nameWords }: SearchQuery): boolean => phrases.length === 0 && excluded.length === 0 && nameWords.length > 0 && nameWords.length <= MOST_WORDS_OF_A_NAME;

/**
 * A note whose name is the query comes before all others: its best passage gains as much as the best passage of all has, or that part of it which the query
 * says of the name.
 */
export function fuseNames(ranking: Ranking, query: SearchQuery, options: SearchOptions): Ranking {
  const allows = noteFilter(query.filters, options);
  const best = ranking.passages[0]?.score ?? 1;
  const passages: RankedPassage[] = ranking.passages.map((ranked) => ({ ...ranked }));
  let { total, notes } = ranking;
  for (const { share, ...named } of ranking.named) {
    if (allows !== null && !allows(named.note)) continue;
    const found = passages.find(({ live, passage }) => live === named.live && passage === named.passage);
    if (found !== undefined) found.score += share * best;
    else passages.push({ ...named, score: named.score + share * best });
    // What holds none of the words was not counted.
    if (named.score === 0) [total, notes] = [total + 1, notes + 1];
  }
  passages.sort((left, right) => right.score - left.score || byCodeUnit(left.note.path, right.note.path) || left.passage - right.passage);
  return { ...ranking, passages, total, notes };
}

/** Notes of whose names the query says something, most first. */
export function notesNamed(words: readonly ReadWord[], segments: readonly LiveSegment[], { query, options, index, names, otherNames }: Fusing): { note: IndexedNote; share: number }[] {
  const isOpen = query.isOpen && options.isTyping === true;
  const asked = wordsToAsk(query.words, words, segments);
  const ofWords = words.filter(({ written }) => asked.includes(written));
  const unsure = words.filter((word) => word.isGuess || frequencyOf(word, segments) <= SELDOM);
  const pages = asked.length === 0 ? [] : names.find(asked, isOpen && asked.at(-1) === query.words.at(-1), unsure.length > 0);
  const meant = new Set([...words.flatMap(({ guesses }) => guesses), ...pages.flatMap(({ terms }) => terms)]);
  const sought: SoughtName = { words: query.nameWords.map(nameTerm), open: isOpen ? query.nameWords.length - 1 : -1, unsure: new Set(unsure.map(({ written }) => nameTerm(written))), meant };
  const paths = [...pages.map(({ path }) => path), ...otherNames.named(query.nameWords)];
  const found = paths.flatMap((path) => {
    const place = index.find(path);
    return place?.live.segment.notes[place.note] ?? [];
  });
  return [...new Set([...found, ...(ofWords.length === 0 ? [] : titledNotes(segments, ofWords))])]
    .map((note) => ({ note, share: shareOfNames([note.title, ...note.aliases], sought) }))
    .filter(({ share }) => share > 0)
    .sort((left, right) => right.share - left.share || byCodeUnit(left.note.path, right.note.path));
}

/** A word in more passages than this says little of a name; one in more than that nothing. */
const FREQUENT = 2000;
const TOO_FREQUENT = 20_000;
/** What stands in so few passages may be a slip of the finger that somebody made before. */
const SELDOM = 3;

const frequencyOf = ({ terms }: ReadWord, segments: readonly LiveSegment[]): number => terms.reduce((sum, some, at) => sum + some.reduce((all, { term }) => all + postingsOf(segments[at], term), 0), 0);

/** The rarer words, by which notes are looked up; the rarest where all are frequent. Stop words were not looked for, and are not asked. */
function wordsToAsk(words: readonly string[], read: readonly ReadWord[], segments: readonly LiveSegment[]): string[] {
  const frequencies = new Map<string, number>();
  for (const word of read) frequencies.set(word.written, word.isGuess && word.guesses.length === 0 ? 0 : frequencyOf(word, segments));
  const of = (word: string): number => frequencies.get(word) ?? Infinity;
  const rare = words.filter((word) => of(word) <= FREQUENT);
  if (rare.length > 0) return rare;
  const [rarest] = [...words].sort((left, right) => of(left) - of(right));
  return rarest !== undefined && of(rarest) <= TOO_FREQUENT ? [rarest] : [];
}

const postingsOf = (live: LiveSegment | undefined, term: number): number => (live === undefined ? 0 : (live.segment.postingFrom[term + 1] ?? 0) - (live.segment.postingFrom[term] ?? 0));
