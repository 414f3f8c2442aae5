/** Places of cited words: from a file's text into the editor's, among rendered text, and among each other. Data in, data out. */

export interface Range {
  start: number;
  end: number;
}

export interface CitedPage {
  path: string;
  name: string;
}

/** A passage of a source that pages cite. Ranges are of the file's text. */
export interface CitedPlace extends Range {
  passageStart: number;
  passageEnd: number;
  quote: string;
  pages: readonly CitedPage[];
}

const asEditorText = (text: string): string => text.replace(/\r\n?/g, "\n");

/**
 * A range of a file's text as one of the editor's. The editor has its line ends as "\n" and no byte order mark, and its text may have been edited since: then the
 * same words nearest to their old place are meant. Null where they are gone.
 */
export function toEditorRange(fileText: string, editorText: string, { start, end }: Range): Range | null {
  const lead = fileText.startsWith("\uFEFF") && !editorText.startsWith("\uFEFF") ? 1 : 0;
  const words = asEditorText(fileText.slice(start, end));
  const guess = asEditorText(fileText.slice(lead, start)).length;
  if (editorText.startsWith(words, guess)) return { start: guess, end: guess + words.length };
  const after = editorText.indexOf(words, guess);
  const before = editorText.lastIndexOf(words, guess);
  const at = after < 0 || (before >= 0 && guess - before <= after - guess) ? before : after;
  return at < 0 || words === "" ? null : { start: at, end: at + words.length };
}

/** Finds `quote` in texts that follow one another, whatever the blanks between its words: as places in those texts. The end is exclusive. */
export function findAcross(texts: readonly string[], quote: string): { from: [text: number, offset: number]; to: [text: number, offset: number] } | null {
  let letters = "";
  const places: [text: number, offset: number][] = [];
  texts.forEach((text, index) => {
    for (let offset = 0; offset < text.length; offset += 1) {
      const letter = text.charAt(offset);
      if (/\s/.test(letter)) continue;
      letters += letter;
      places.push([index, offset]);
    }
  });
  const wanted = quote.replace(/\s+/g, "");
  const at = wanted === "" ? -1 : letters.indexOf(wanted);
  const from = places[at];
  const last = places[at + wanted.length - 1];
  return from === undefined || last === undefined ? null : { from, to: [last[0], last[1] + 1] };
}

const withPages = (place: CitedPlace, pages: readonly CitedPage[]): CitedPlace => ({
  ...place,
  pages: [...place.pages, ...pages.filter(({ path }) => !place.pages.some((known) => known.path === path))],
});

/** The cited places of a source in order, each range once; `opened` is among them, at `at`. */
export function placesWith(cited: readonly CitedPlace[], opened: CitedPlace): { places: CitedPlace[]; at: number } {
  const places: CitedPlace[] = [];
  for (const place of [...cited, opened].sort((left, right) => left.start - right.start || left.end - right.end)) {
    const last = places.at(-1);
    if (last !== undefined && last.start === place.start && last.end === place.end) places[places.length - 1] = withPages(last, place.pages);
    else places.push(place);
  }
  return { places, at: places.findIndex(({ start, end }) => start === opened.start && end === opened.end) };
}

/** The next place in a ring. */
export const stepped = (at: number, by: number, amount: number): number => (amount === 0 ? 0 : (((at + by) % amount) + amount) % amount);
