/** From ranked passages to what is shown: heading, snippet with its marks, and one hit where several notes say the same sentence. It reads the notes, and nothing else. */
import type { SearchHit } from "./answer";
import { termOf } from "./analysis/stem";
import { headingAt } from "./passages";
import { typeOf } from "./rank/filter-notes";
import type { RankedPassage, Ranking } from "./rank/rank-passages";
import { snippetOf, type Snippet } from "./snippet";
import { textChecksum, type IndexedNote } from "./store/segment";

/** Shorter sentences are alike by chance. */
const LEAST_SENTENCE = 24;

/** So many passages more than are shown. */
const LOOKED_AHEAD = 20;

export type ReadText = (path: string) => Promise<string | null>;

/** The first `limit` hits. A note that changed or went away since it was indexed is left out: it is found again when it has been looked at. */
export async function showHits({ passages, terms }: Ranking, limit: number, read: ReadText): Promise<SearchHit[]> {
  const hits: SearchHit[] = [];
  const bySentence = new Map<string, SearchHit>();
  const firstLetters = new Set([...terms].map((term) => term.charCodeAt(0)));
  // Asked for at once: a host that answers each in a message of its own answers all in one.
  const ahead = new Map<string, Promise<string | null>>();
  for (const { note } of passages.slice(0, limit)) if (!ahead.has(note.path)) ahead.set(note.path, read(note.path));
  await Promise.all(ahead.values());
  for (const [at, ranked] of passages.entries()) {
    const { note } = ranked;
    // A source a little further on may say what a page does that is among the hits.
    const isFull = hits.length >= limit;
    if (isFull && (note.isWiki || at >= limit + LOOKED_AHEAD || !hits.some(({ isWiki }) => isWiki))) {
      if (at >= limit + LOOKED_AHEAD) break;
      continue;
    }
    const text = await (ahead.get(note.path) ?? read(note.path));
    if (text === null) continue;
    const { segment } = ranked.live;
    const start = segment.passageStart[ranked.passage] ?? 0;
    const end = segment.passageEnd[ranked.passage] ?? 0;
    if (end > text.length || textChecksum(text, start, end) !== segment.passageChecksum[ranked.passage]) continue;
    const headingStart = (segment.passageHeading[ranked.passage] ?? 0) - 1;
    const heading = headingStart < 0 ? "" : headingAt(text, headingStart);
    const shown = snippetOf(withoutHeading(text.slice(start, end), heading), matcher(note, terms, firstLetters));
    const hit = hitOf(ranked, heading, { start, end }, shown);
    const twin = shown.sentence.length >= LEAST_SENTENCE ? bySentence.get(shown.sentence) : undefined;
    if (twin === undefined || twin.path === note.path) {
      if (isFull) continue;
      hits.push(hit);
      if (twin === undefined) bySentence.set(shown.sentence, hit);
    } else fold(hits, twin, hit, (first) => bySentence.set(shown.sentence, first));
  }
  return hits;
}

/** The heading is shown by itself. A section that is nothing else shows it as its text. */
function withoutHeading(section: string, heading: string): string {
  if (heading === "") return section;
  const body = /^\s*#/.test(section) ? section.replace(/^\s*#[^\n]*/, "") : section.replace(/^\s*[^\n]*\n[ \t]*[=-]+[ \t]*(?:\r?\n|$)/, "");
  return /\S/.test(body) ? body : section;
}

/** A word and its term begin with the same letter where that is of ASCII: most words need not be stemmed to be told apart from what was looked for. */
function matcher({ language }: IndexedNote, terms: ReadonlySet<string>, firstLetters: ReadonlySet<number>): (written: string) => string | null {
  const known = new Map<string, string | null>();
  return (written) => {
    const first = written.charCodeAt(0);
    if (first < 128 && !firstLetters.has(first >= 65 && first <= 90 ? first + 32 : first)) return null;
    let term = known.get(written);
    if (term === undefined) {
      const own = termOf(written, language);
      known.set(written, (term = terms.has(own) ? own : null));
    }
    return term;
  };
}

function hitOf({ note, score }: RankedPassage, heading: string, { start, end }: { start: number; end: number }, { snippet, marks }: Snippet): SearchHit {
  return { path: note.path, heading, start, end, score: Math.round(score * 10_000) / 10_000, title: note.title, type: typeOf(note), snippet, marks, isWiki: note.isWiki, also: [] };
}

/** The source comes first: where a page of the wiki was found before it, it takes the page's place and rank. */
function fold(hits: SearchHit[], twin: SearchHit, hit: SearchHit, become: (first: SearchHit) => void): void {
  const [first, other] = twin.isWiki && !hit.isWiki ? [hit, twin] : [twin, hit];
  const also = [...twin.also, { path: other.path, title: other.title }].filter(({ path }, at, all) => path !== first.path && all.findIndex((one) => one.path === path) === at);
  const merged = { ...first, also, score: Math.max(twin.score, hit.score) };
  hits[hits.indexOf(twin)] = merged;
  become(merged);
}
