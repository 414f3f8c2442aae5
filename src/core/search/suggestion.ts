/** The query as it was perhaps meant, from the words that were found in place of those that stand nowhere. */
import type { SearchHit } from "./answer";
import { termOf } from "./analysis/stem";
import type { Ranking } from "./rank/rank-passages";
import type { Language } from "../text/stop-words";

/** Null where all words were found as they are, or nothing like them was. */
export function suggestionFor(query: string, { words }: Ranking, hits: readonly SearchHit[], languages: readonly Language[]): string | null {
  let suggestion = query;
  for (const word of words) {
    if (!word.isGuess) continue;
    const meant = shownWord(hits, new Set(word.guesses), languages);
    if (meant !== null) suggestion = suggestion.replace(word.written, meant);
  }
  return suggestion === query ? null : suggestion;
}

/** A marked word whose term is among those taken, as it stands in the text. */
function shownWord(hits: readonly SearchHit[], terms: ReadonlySet<string>, languages: readonly Language[]): string | null {
  for (const { snippet, marks } of hits) {
    for (const { start, end } of marks) {
      const shown = snippet.slice(start, end);
      if (languages.some((language) => terms.has(termOf(shown, language)))) return shown.toLowerCase();
    }
  }
  return null;
}
