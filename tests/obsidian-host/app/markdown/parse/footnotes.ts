/** Which number each footnote of a note has: in the order of first reference, those that only a footnote refers to after them. */
import type { Piece } from "./cut-note";

/** One reference in one piece: a label, or the text of an inline footnote. */
interface Reference {
  label: string;
  inline: string | null;
}

export interface Footnote {
  number: number;
  label: string;
  /** Its Markdown: what stands after `[^label]:`, or in `^[…]`. */
  text: string;
  isInline: boolean;
  references: number;
}

export interface Footnotes {
  list: Footnote[];
  /** What a piece refers to, in order of its references. */
  scopeOf: (piece: Piece) => FootnoteScope;
  /** The numbers that a piece shows: two pieces of the same text and key look the same. */
  keyOf: (piece: Piece) => string;
}

export interface ReferenceInText {
  footnote: Footnote;
  /** How many references to it came before, in the whole note. */
  before: number;
}

/** Hands out the references of one piece, in the order in which they are drawn. */
export interface FootnoteScope {
  reference: (label: string) => ReferenceInText | null;
  inline: () => ReferenceInText | null;
}

const definitionStart = /^ {0,3}\[\^([^\]\s]+)\]:[ \t]?/gm;
const referenceInText = /\[\^([^\]\s^]+)\]|\^\[((?:\[\[[^\]\n]*\]\]|\[[^[\]\n]*\]|[^[\]\n])+)\]/g;
const codeInText = /^ {0,3}(`{3,}|~{3,})[^\n]*\n[\s\S]*?(?:^ {0,3}\1[`~]*[ \t]*$|$(?![\s\S]))|(`+)[^`][\s\S]*?\2/gm;

export const normalizeLabel = (label: string): string => label.toLowerCase();

function findReferences(text: string): Reference[] {
  if (!text.includes("[^") && !text.includes("^[")) return [];
  const live = text.replace(codeInText, (code) => " ".repeat(code.length)).replace(/%%[\s\S]*?%%/g, "");
  const found: Reference[] = [];
  for (const match of live.matchAll(referenceInText)) {
    if (live[match.index - 1] === "\\") continue;
    const [whole, label, inline] = match;
    const lineStart = live.lastIndexOf("\n", match.index) + 1;
    const isDefinition = label !== undefined && live[match.index + whole.length] === ":" && live.slice(lineStart, match.index).trim() === "";
    if (!isDefinition) found.push({ label: normalizeLabel(label ?? ""), inline: inline ?? null });
  }
  return found;
}

/** The definitions of one piece: label and text, continuation lines without their indentation. */
export function readDefinitions(text: string): { label: string; text: string }[] {
  const starts = [...text.matchAll(definitionStart)];
  return starts.map((match, index) => {
    const body = text.slice(match.index + match[0].length, starts[index + 1]?.index ?? text.length);
    return { label: normalizeLabel(match[1] ?? ""), text: body.replace(/\n(?: {4}|\t)/g, "\n").trimEnd() };
  });
}

class Numbering {
  readonly list: Footnote[] = [];
  readonly byLabel = new Map<string, Footnote>();

  constructor(readonly definitions: ReadonlyMap<string, string>) {}

  /** The footnote referred to, with its number; null where there is no definition. */
  refer(reference: Reference): ReferenceInText | null {
    const footnote = this.find(reference);
    return footnote === null ? null : { footnote, before: footnote.references++ };
  }

  private find({ label, inline }: Reference): Footnote | null {
    if (inline !== null) return this.add({ label: "", text: inline, isInline: true });
    const text = this.definitions.get(label);
    if (text === undefined) return null;
    return this.byLabel.get(label) ?? this.add({ label, text, isInline: false });
  }

  private add(footnote: { label: string; text: string; isInline: boolean }): Footnote {
    const added = { ...footnote, number: this.list.length + 1, references: 0 };
    this.list.push(added);
    if (!footnote.isInline) this.byLabel.set(footnote.label, added);
    return added;
  }
}

export function numberFootnotes(pieces: readonly Piece[]): Footnotes {
  const definitions = new Map<string, string>();
  for (const piece of pieces) {
    if (piece.kind !== "footnotes") continue;
    for (const { label, text } of readDefinitions(piece.text)) if (!definitions.has(label)) definitions.set(label, text);
  }
  const numbering = new Numbering(definitions);
  const found = new Map<Piece, ReferenceInText[]>();
  for (const piece of pieces) {
    if (piece.kind !== "markdown") continue;
    const references = findReferences(piece.text).map((reference) => numbering.refer(reference));
    found.set(piece, references.filter((reference) => reference !== null));
  }
  // Footnotes may refer to others, which then come to the end of the list while it is walked.
  for (const footnote of numbering.list) for (const reference of findReferences(footnote.text)) if (reference.inline === null) numbering.refer(reference);
  return {
    list: numbering.list,
    scopeOf: (piece) => scopeOver(found.get(piece) ?? []),
    keyOf: (piece) => (found.get(piece) ?? []).map(({ footnote, before }) => `${footnote.number}-${before}`).join(" "),
  };
}

/** The scope for drawing the footnotes themselves: their own references, numbered after those of the body. */
export function scopeOfFootnotes(footnotes: Footnotes): FootnoteScope {
  const byLabel = new Map(footnotes.list.filter(({ isInline }) => !isInline).map((footnote) => [footnote.label, footnote]));
  const left = new Map<string, number>();
  for (const { text } of footnotes.list) for (const { label, inline } of findReferences(text)) if (inline === null) left.set(label, (left.get(label) ?? 0) + 1);
  return {
    reference: (label) => {
      const footnote = byLabel.get(normalizeLabel(label));
      if (footnote === undefined) return null;
      const rest = left.get(footnote.label) ?? 0;
      left.set(footnote.label, rest - 1);
      return { footnote, before: Math.max(footnote.references - rest, 0) };
    },
    inline: () => null,
  };
}

function scopeOver(references: readonly ReferenceInText[]): FootnoteScope {
  const left = [...references];
  const take = (isWanted: (reference: ReferenceInText) => boolean): ReferenceInText | null => {
    const at = left.findIndex(isWanted);
    return at === -1 ? null : (left.splice(at, 1)[0] ?? null);
  };
  return {
    reference: (label) => take(({ footnote }) => !footnote.isInline && footnote.label === normalizeLabel(label)),
    inline: () => take(({ footnote }) => footnote.isInline),
  };
}
