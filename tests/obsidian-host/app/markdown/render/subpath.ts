/** Which lines of a note a `#heading`, `#^block` or `#[^footnote]` means. */
import type { App } from "../../app";
import { readMetadata, resolveSubpath } from "../../metadata";
import type { TFile } from "../../vault";

export interface Lines {
  from: number;
  to: number;
}

/** Null where the note has no such place. */
export function linesOfSubpath(app: App, file: TFile | null, text: string, subpath: string): Lines | null {
  const known = file === null ? null : app.metadataCache.getFileCache(file);
  const cache = known ?? readMetadata(text);
  const found = resolveSubpath(cache, subpath) ?? (known === null ? null : resolveSubpath(readMetadata(text), subpath));
  if (found === null) return null;
  const { start, end } = found;
  if (end === null) return { from: start.line, to: Infinity };
  // What belongs to a heading ends where the next one begins.
  return { from: start.line, to: found.type === "heading" && end.col === 0 ? end.line - 1 : end.line };
}
