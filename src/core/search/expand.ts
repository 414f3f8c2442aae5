/**
 * Feedback: the telling words of the best passages, to search once more with (Lavrenko & Croft, "Relevance-based language models", 2001, in the form RM3).
 * It reads those passages' texts: the index does not hold them.
 */
import { scanWords } from "./analysis/scan-words";
import { termOf } from "./analysis/stem";
import { isStopWord } from "../text/stop-words";
import type { ReadWord } from "./rank/read-words";
import type { Ranking } from "./rank/rank-passages";
import type { PassageIndex } from "./store/passage-index";
import { findTerm } from "./store/segment";
import type { ReadText } from "./show-hits";

/** Customary figures for RM3: ten passages, and as much weight for what is added as for a third of the query. */
const PASSAGES = 10;
const MOST_WORDS = 20;
const WEIGHT = 0.35;
/** Shorter queries are names, not questions: what their passages speak of leads away. */
const LEAST_WORDS = 4;

/** Words to add to the query, with their weights; none for a short one. */
export async function expansionOf(index: PassageIndex, { passages, words }: Ranking, read: ReadText): Promise<ReadWord[]> {
  if (words.length < LEAST_WORDS) return [];
  const best = passages.slice(0, PASSAGES);
  const sum = best.reduce((total, { score }) => total + score, 0);
  const weights = new Map<string, number>();
  for (const { live, note, passage, score } of best) {
    const text = await read(note.path);
    if (text === null) continue;
    const counts = new Map<string, number>();
    let all = 0;
    scanWords(text, live.segment.passageStart[passage] ?? 0, Math.min(text.length, live.segment.passageEnd[passage] ?? 0), (written) => {
      all += 1;
      if (isStopWord(written.toLowerCase(), note.language) || written.length < 2) return;
      const term = termOf(written, note.language);
      counts.set(term, (counts.get(term) ?? 0) + 1);
    });
    for (const [term, count] of counts) weights.set(term, (weights.get(term) ?? 0) + (score / sum) * (count / all));
  }
  const frequency = (term: string): number =>
    index.segments.reduce((total, { segment }) => {
      const at = findTerm(segment, term);
      return at < 0 ? total : total + (segment.postingFrom[at + 1] ?? 0) - (segment.postingFrom[at] ?? 0);
    }, 0);
  const asked = new Set(words.flatMap((word) => word.terms.flatMap((terms, at) => terms.map(({ term }) => `${at} ${term}`))));
  const ranked = [...weights].sort((left, right) => right[1] - left[1] || (left[0] < right[0] ? -1 : 1)).slice(0, MOST_WORDS);
  const most = ranked[0]?.[1] ?? 1;
  return ranked.flatMap(([term, weight]): ReadWord[] => {
    const terms = index.segments.map(({ segment }) => [findTerm(segment, term)].filter((at) => at >= 0).map((at) => ({ term: at, share: 1 })));
    const isAsked = terms.some((some, at) => some.some((one) => asked.has(`${at} ${one.term}`)));
    return isAsked || frequency(term) > index.passages / 4 ? [] : [{ written: term, weight: (WEIGHT * weight) / most, isGuess: false, guesses: [], terms }];
  });
}
