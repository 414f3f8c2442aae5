/** A piece of a note as it stands in the reading view. It is kept for as long as its text and its footnote numbers stay the same. */
import type { MarkdownRenderChild } from "../render-child";
import type { Piece } from "../parse/cut-note";
import type { DrawnSection } from "../render/note";

export interface PreviewSection {
  key: string;
  piece: Piece;
  /** Null: not drawn yet. Lines are relative to the piece. */
  drawn: DrawnSection[] | null;
  children: MarkdownRenderChild[];
}

/** Takes over from `old` what need not be drawn again; what is left there is gone from the note. */
export function matchSections(old: PreviewSection[], pieces: readonly Piece[], keyOf: (piece: Piece) => string): { sections: PreviewSection[]; gone: PreviewSection[] } {
  const waiting = new Map<string, PreviewSection[]>();
  for (const section of old) waiting.set(section.key, [...(waiting.get(section.key) ?? []), section]);
  const sections = pieces.map((piece): PreviewSection => {
    const key = keyOf(piece);
    const kept = waiting.get(key)?.shift();
    if (kept === undefined) return { key, piece, drawn: null, children: [] };
    kept.piece = piece;
    return kept;
  });
  return { sections, gone: [...waiting.values()].flat() };
}
