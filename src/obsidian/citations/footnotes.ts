/** The footnotes of a wiki page's text: their definitions, the order in which a reading view numbers them, and what stands at a place. Text in, data out. */

export interface PageFootnotes {
  /** Labels in the order of their first references, so that the footnote numbered n is at n - 1; null for a footnote written in the line itself. */
  numbered: readonly (string | null)[];
  /** The line of each definition, by its label in lower case. */
  definitions: ReadonlyMap<string, string>;
}

const DEFINITION = /^ {0,3}\[\^([^\]\s]+)\]:/;
/** References, and footnotes written in the line. A backslash before takes the meaning away; the colon after a definition's label is told by the line. */
const REFERENCE = /\\.|\[\^([^\]\s]+)\]|\^\[/g;
const PROPERTIES = /^\uFEFF?---\r?\n[\s\S]*?\n---[ \t]*(?:\r?\n|$)/;
/** What else holds no footnotes: code blocks, comments, mathematics, code in the line. */
const WITHOUT_FOOTNOTES = /^[ \t>]*(`{3,}|~{3,})[^\n]*\n(?:[\s\S]*?\n)?[ \t>]*\1[^\n]*|%%[\s\S]*?%%|\$\$[\s\S]*?\$\$|(`+)(?!`)[^\n]*?[^`\n]\2(?!`)/gm;

const blank = (text: string): string => text.replace(/[^\n]/g, " ");
const blanked = (text: string): string => text.replace(PROPERTIES, blank).replace(WITHOUT_FOOTNOTES, blank);

/** Labels referred to in `text`, in order, in lower case; those of definitions are left out. */
export function referencesIn(text: string): (string | null)[] {
  const labels: (string | null)[] = [];
  for (const line of blanked(text).split("\n")) {
    const [head = ""] = DEFINITION.exec(line) ?? [];
    for (const [whole, label] of line.slice(head.length).matchAll(REFERENCE)) {
      if (label !== undefined) labels.push(label.toLowerCase());
      else if (whole === "^[") labels.push(null);
    }
  }
  return labels;
}

export function readFootnotes(text: string): PageFootnotes {
  const definitions = new Map<string, string>();
  const lines = text.split("\n");
  blanked(text)
    .split("\n")
    .forEach((line, index) => {
      const label = DEFINITION.exec(line)?.[1]?.toLowerCase();
      // Of two definitions the first counts. The line is taken as it stands: what was blanked for looking may be part of a quote.
      if (label !== undefined && !definitions.has(label)) definitions.set(label, lines[index] ?? "");
    });
  const numbered: (string | null)[] = [];
  for (const label of referencesIn(text)) if (label === null || (definitions.has(label) && !numbered.includes(label))) numbered.push(label);
  return { numbered, definitions };
}

/**
 * The definitions behind a rendered section's references, in order; null where none can be told. `shown` are the numbers the view gave them (null where none can be
 * read), `section` the section's own text where it is known: then the references are taken in its order, which holds however the view counts; else by number.
 */
export function definitionsOfReferences({ numbered, definitions }: PageFootnotes, shown: readonly (number | null)[], section: string | null): (string | null)[] {
  const inSection = section === null ? [] : referencesIn(section).filter((label) => label === null || definitions.has(label));
  const labels = inSection.length === shown.length ? inSection : shown.map((number) => (number === null ? null : (numbered[number - 1] ?? null)));
  return labels.map((label) => (label === null ? null : (definitions.get(label) ?? null)));
}

/** The label of the reference that `column` of `line` lies in or touches, or of the definition the line is; null for neither. */
export function labelAt(line: string, column: number): string | null {
  for (const found of line.matchAll(REFERENCE)) {
    const [whole, label] = found;
    if (label !== undefined && found.index <= column && column <= found.index + whole.length) return label.toLowerCase();
  }
  return DEFINITION.exec(line)?.[1]?.toLowerCase() ?? null;
}

/** Whether the line defines a footnote that quotes a source, as far as can be told without reading it closely. */
export const isCiting = (line: string): boolean => /^ {0,3}\[\^[^\]\s]+\]: \[.*: ".+"\s*$/.test(line);
