/** What drawing a piece of a note needs to know. */
import type { App } from "../../app";
import type { FootnoteScope } from "../parse/footnotes";

export interface DrawContext {
  app: App;
  /** The note that links are relative to. */
  sourcePath: string;
  /** Tells the footnotes of one drawing from those of another. */
  docId: string;
  footnotes: FootnoteScope;
  /** In which line of its section the drawn piece begins. */
  lineOffset: number;
}

/** Sixteen hexadecimal digits. */
export function newDocId(): string {
  return Array.from({ length: 16 }, () => Math.floor(Math.random() * 16).toString(16)).join("");
}
