/** What a concept's other names add: a passage that holds one of them, all its words in order, is worth half as much as one that holds the name asked for. */
import type { Language } from "../../text/stop-words";
import type { NameWord } from "../name-share";
import { findTerm, termAt, type LiveSegment } from "../store/segment";
import { passagesWithPhrase } from "./phrases";
import { termsIn } from "./read-words";
import { addScore, K1, normOf, rarityOf, type Accumulator, type Totals } from "./scoring";

/** What another name is worth beside the one that was asked for. */
const WEIGHT = 0.5;

/** `leastRare` is in how many passages the rarest word asked for stands: a rarer name is worth no more than that. */
interface Beside {
  languages: readonly Language[];
  totals: Totals;
  leastRare: number;
}

/** Adds what the names are worth to the passages that hold them. Returns their terms, as the index writes them. */
export function scoreNames(segments: readonly LiveSegment[], accumulators: readonly Accumulator[], names: readonly (readonly NameWord[])[], { languages, totals, leastRare }: Beside): Set<string> {
  const sought = new Set<string>();
  for (const name of names) {
    const found = segments.map((live) => {
      const words = name.map(({ written, place }) => ({ place, terms: termsIn(written, languages).map((term) => findTerm(live.segment, term)).filter((term) => term >= 0) }));
      const passages = [...passagesWithPhrase(live, words)].filter((passage) => live.isDead[live.noteOf[passage] ?? 0] === 0);
      if (passages.length > 0) for (const { terms } of words) for (const term of terms) sought.add(termAt(live.segment, term));
      return passages;
    });
    const frequency = found.reduce((sum, passages) => sum + passages.length, 0);
    if (frequency === 0) continue;
    const worth = WEIGHT * rarityOf(Math.max(frequency, leastRare), totals) * (K1 + 1);
    for (const [at, passages] of found.entries()) {
      const [sums, live] = [accumulators[at], segments[at]];
      if (sums === undefined || live === undefined) continue;
      for (const passage of passages) addScore(sums, passage, worth / (1 + normOf(live.segment.passageLength[passage] ?? 0, totals.averageLength)));
    }
  }
  return sought;
}
