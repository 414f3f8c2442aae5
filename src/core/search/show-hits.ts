/** From ranked passages to what is shown: heading, snippet with its marks, and one hit where several notes say the same sentence. It reads the notes, and nothing else. */
import type { SearchHit } from "./answer";
import { termOf } from "./analysis/stem";
import { cutPassages, searchedText } from "./passages";
import { typeOf } from "./rank/filter-notes";
import type { RankedPassage, Ranking } from "./rank/rank-passages";
import { snippetOf, type Snippet } from "./snippet";
import type { IndexedNote } from "./store/segment";

/** Shorter sentences are alike by chance. */
const LEAST_SENTENCE = 24;

export type ReadText = (path: string) => Promise<string | null>;

/** The first `limit` hits. A note that changed or went away since it was indexed is left out: it is found again when it has been looked at. */
export async function showHits({ passages, terms }: Ranking, limit: number, read: ReadText): Promise<SearchHit[]> {
  const hits: SearchHit[] = [];
  const bySentence = new Map<string, SearchHit>();
  const cuts = new Map<string, ReturnType<typeof cutNote>>();
  for (const ranked of passages) {
    if (hits.length >= limit) break;
    const { note } = ranked;
    const text = await read(note.path);
    if (text === null) continue;
    let cut = cuts.get(note.path);
    if (cut === undefined) cuts.set(note.path, (cut = cutNote(note.path, searchedText(text, note.isWiki))));
    const start = ranked.live.segment.passageStart[ranked.passage] ?? 0;
    const end = ranked.live.segment.passageEnd[ranked.passage] ?? 0;
    const passage = cut.get(start);
    if (passage === undefined || passage.end !== end) continue;
    const shown = snippetOf(withoutHeading(text.slice(start, end), passage.heading), matcher(note, terms));
    const hit = hitOf(ranked, passage.heading, { start, end }, shown);
    const twin = shown.sentence.length >= LEAST_SENTENCE ? bySentence.get(shown.sentence) : undefined;
    if (twin === undefined || twin.path === note.path) {
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

const cutNote = (path: string, text: string) => new Map(cutPassages(path, text).passages.map((passage) => [passage.start, passage]));

function matcher({ language }: IndexedNote, terms: ReadonlySet<string>): (written: string) => string | null {
  const known = new Map<string, string | null>();
  return (written) => {
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
