/** Citations in an editor: Mod and click on `[^label]` opens the source, hovering with Mod shows the card. */
import { Prec, type Extension } from "@codemirror/state";
import { EditorView, ViewPlugin } from "@codemirror/view";
import { type App, editorInfoField, type HoverPopover, Keymap, MarkdownView, type Plugin, type TFile } from "obsidian";
import type { Context } from "../context";
import { hideHoverCard, showHoverCard } from "./card";
import { isCiting, labelAt, type PageFootnotes } from "./footnotes";
import type { SourceOpener } from "./open-source";
import { isWikiPage } from "./pages";

/** A place in an editor that cites: the line of the footnote's definition, and the page. */
export interface CitingPlace {
  definition: string;
  page: TFile;
}

type FootnotesOf = (text: string) => PageFootnotes;

/** What the cursor or the pointer is at, told from the text alone, so that a press can be taken before anything is loaded. */
function citingPlace(app: App, page: TFile | null, line: string, column: number, textOf: () => string, footnotesOf: FootnotesOf): CitingPlace | null {
  const label = labelAt(line, column);
  if (label === null || !isWikiPage(app, page)) return null;
  const definition = footnotesOf(textOf()).definitions.get(label);
  return definition === undefined || !isCiting(definition) ? null : { definition, page };
}

export async function openPlace(opener: SourceOpener, { definition, page }: CitingPlace, event: MouseEvent | null): Promise<void> {
  const { citationOf } = await import("./page-citation");
  const citation = citationOf(definition);
  if (citation !== null) await opener.open({ citation, page, event, element: null });
}

export function citationsInEditor({ app }: Context, opener: SourceOpener, footnotesOf: FootnotesOf): Extension {
  let hover: { popover: HoverPopover; definition: string } | null = null;

  const under = (editor: EditorView, event: MouseEvent): CitingPlace | null => {
    const position = editor.posAtCoords({ x: event.clientX, y: event.clientY });
    if (position === null) return null;
    const line = editor.state.doc.lineAt(position);
    return citingPlace(app, editor.state.field(editorInfoField, false)?.file ?? null, line.text, position - line.from, () => editor.state.doc.toString(), footnotesOf);
  };
  const showCard = async (editor: EditorView, event: MouseEvent): Promise<void> => {
    const target = event.target as Node | null;
    const parent = editor.state.field(editorInfoField, false);
    const found = under(editor, event);
    if (found === null || parent === undefined || target?.instanceOf(HTMLElement) !== true) return;
    if (hover?.popover.hoverEl.isConnected === true && hover.definition === found.definition) return;
    const { citationOf } = await import("./page-citation");
    const citation = citationOf(found.definition);
    if (citation !== null && target.isConnected) hover = { popover: showHoverCard(parent, target, citation, "Click opens the source"), definition: found.definition };
  };
  let isPressed = false;
  const hideCard = (): void => hideHoverCard(hover?.popover ?? null);
  const presses = Prec.highest(
    EditorView.domEventHandlers({
      mousedown: (event, editor) => {
        isPressed = false;
        const isWanted = (event.button === 0 && Keymap.isModEvent(event) !== false) || event.button === 1;
        const found = isWanted ? under(editor, event) : null;
        if (found === null) return false;
        isPressed = true;
        event.preventDefault();
        event.stopPropagation();
        hideCard();
        void openPlace(opener, found, event);
        return true;
      },
      // What follows a press of ours is not for the app, which would go to the footnote.
      click: (event) => swallow(event, isPressed),
      auxclick: (event) => swallow(event, isPressed),
      mouseover: (event, editor) => {
        if (event.buttons === 0 && Keymap.isModifier(event, "Mod")) void showCard(editor, event);
        return false;
      },
    }),
  );
  // A card goes with its editor, and with the plugin, which is taken out of the editors.
  return [presses, ViewPlugin.define(() => ({ destroy: hideCard }))];
}

function swallow(event: MouseEvent, isOurs: boolean): boolean {
  if (!isOurs) return false;
  event.preventDefault();
  event.stopPropagation();
  return true;
}

/** What cites under the cursor of the editor in front. */
export function citingPlaceAtCursor({ app }: Context, footnotesOf: FootnotesOf): CitingPlace | null {
  const view = app.workspace.getActiveViewOfType(MarkdownView);
  if (view === null || view.getMode() !== "source") return null;
  const { line, ch } = view.editor.getCursor();
  return citingPlace(app, view.file, view.editor.getLine(line), ch, () => view.editor.getValue(), footnotesOf);
}

export function registerEditorMenu(plugin: Plugin, context: Context, opener: SourceOpener, footnotesOf: FootnotesOf): void {
  plugin.registerEvent(
    context.app.workspace.on("editor-menu", (menu) => {
      const found = citingPlaceAtCursor(context, footnotesOf);
      if (found !== null) menu.addItem((item) => item.setTitle("Open cited source").setIcon("quote").setSection("action").onClick(() => void openPlace(opener, found, null)));
    }),
  );
}
