/** Opens a note at the words that were found: selected in the editor, scrolled to in the reading view. */
import { type EditorPosition, MarkdownView, type PaneType } from "obsidian";
import type { SearchHit } from "../../core/api";
import type { Context } from "../context";
import { openFile } from "../navigate";
import { placeOf } from "./search-words";

export async function openHit({ app }: Context, hit: SearchHit, newLeaf: PaneType | boolean): Promise<void> {
  const file = app.vault.getFileByPath(hit.path);
  const text = file === null ? "" : await app.vault.cachedRead(file);
  const place = placeOf(text, hit);
  const [from, to] = [positionOf(text, place.start), positionOf(text, place.end)];
  const leaf = await openFile(app, hit.path, newLeaf, { line: from.line });
  if (!(leaf?.view instanceof MarkdownView) || leaf.view.getMode() !== "source") return;
  const { editor } = leaf.view;
  editor.setSelection(from, to);
  editor.scrollIntoView({ from, to }, true);
  editor.focus();
}

/** By lines: the editor has no \r and no byte order mark, so that its offsets are others. */
function positionOf(text: string, offset: number): EditorPosition {
  const before = text.slice(0, offset).split("\n");
  const line = before.length - 1;
  return { line, ch: (before[line] ?? "").replace(/^\ufeff/, "").length };
}
