/** Opens a note at the words that were found: selected in the editor, marked in the reading view. */
import { type EditorPosition, MarkdownView, type PaneType } from "obsidian";
import type { SearchHit } from "../../core/api";
import type { Context } from "../context";
import { openFile } from "../navigate";
import { placeOf } from "./search-words";

export async function openHit(context: Context, hit: SearchHit, newLeaf: PaneType | boolean): Promise<void> {
  try {
    await open(context, hit, newLeaf);
  } catch (error) {
    context.report(error);
  }
}

async function open({ app }: Context, hit: SearchHit, newLeaf: PaneType | boolean): Promise<void> {
  const file = app.vault.getFileByPath(hit.path);
  // Deleted by another program since: the way to notes tells so.
  const text = file === null ? "" : await app.vault.cachedRead(file).catch(() => "");
  const place = placeOf(text, hit);
  const [from, to] = [positionOf(text, place.start), positionOf(text, place.end)];
  const leaf = await openFile(app, hit.path, newLeaf);
  if (!(leaf?.view instanceof MarkdownView)) return;
  if (leaf.view.getMode() === "source") {
    const { editor } = leaf.view;
    editor.setSelection(from, to);
    editor.scrollIntoView({ from, to }, true);
    editor.focus();
    return;
  }
  // As the app's own search does.
  leaf.setEphemeralState(place.end > place.start ? { match: { content: text, matches: [[place.start, place.end]] } } : { line: from.line });
}

/** By lines: the editor has no \r and no byte order mark, so that its offsets are others. */
function positionOf(text: string, offset: number): EditorPosition {
  const before = text.slice(0, offset).split("\n");
  const line = before.length - 1;
  return { line, ch: (before[line] ?? "").replace(/^\ufeff/, "").length };
}
