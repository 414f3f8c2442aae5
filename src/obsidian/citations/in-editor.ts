/** Citations in an editor: Mod and click on `[^label]` opens the source, hovering with Mod shows the card. */
import { Prec, type Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { editorInfoField, type HoverPopover, Keymap, MarkdownView, type Menu, type Plugin, type TFile } from "obsidian";
import type { Context } from "../context";
import { showHoverCard } from "./card";
import { labelAt, type PageCitation, type PageFootnotes } from "./footnotes";
import type { SourceOpener } from "./open-source";
import { isWikiPage } from "./pages";

export interface FoundCitation {
  citation: PageCitation;
  page: TFile;
}

export function citationsInEditor(context: Context, opener: SourceOpener, footnotesOf: (text: string) => PageFootnotes): Extension {
  const { app } = context;
  let hover: { popover: HoverPopover; citation: PageCitation } | null = null;

  const find = (editor: EditorView, position: number | null): FoundCitation | null => {
    const page = editor.state.field(editorInfoField, false)?.file ?? null;
    if (position === null || !isWikiPage(app, page)) return null;
    const line = editor.state.doc.lineAt(position);
    const label = labelAt(line.text, position - line.from);
    const citation = label === null ? undefined : footnotesOf(editor.state.doc.toString()).citations.get(label);
    return citation === undefined ? null : { citation, page };
  };
  const under = (editor: EditorView, event: MouseEvent): FoundCitation | null => find(editor, editor.posAtCoords({ x: event.clientX, y: event.clientY }));
  const showCard = (editor: EditorView, event: MouseEvent): void => {
    const found = under(editor, event);
    const target = event.target as Node | null;
    const parent = editor.state.field(editorInfoField, false);
    if (found === null || parent === undefined || target?.instanceOf(HTMLElement) !== true) return;
    if (hover?.popover.hoverEl.isConnected === true && hover.citation.label === found.citation.label) return;
    hover = { popover: showHoverCard(parent, target, found.citation, "Click opens the source"), citation: found.citation };
  };
  let isPressed = false;
  return Prec.highest(
    EditorView.domEventHandlers({
      mousedown: (event, editor) => {
        isPressed = false;
        const isWanted = (event.button === 0 && Keymap.isModEvent(event) !== false) || event.button === 1;
        const found = isWanted ? under(editor, event) : null;
        if (found === null) return false;
        isPressed = true;
        event.preventDefault();
        event.stopPropagation();
        void opener.open({ ...found, event, element: null });
        return true;
      },
      // What follows a press of ours is not for the app, which would go to the footnote.
      click: (event) => swallow(event, isPressed),
      auxclick: (event) => swallow(event, isPressed),
      mouseover: (event, editor) => {
        if (event.buttons === 0 && Keymap.isModifier(event, "Mod")) showCard(editor, event);
        return false;
      },
    }),
  );
}

function swallow(event: MouseEvent, isOurs: boolean): boolean {
  if (!isOurs) return false;
  event.preventDefault();
  event.stopPropagation();
  return true;
}

/** The citation under the cursor of the editor in front. */
export function citationAtCursor({ app }: Context, footnotesOf: (text: string) => PageFootnotes): FoundCitation | null {
  const view = app.workspace.getActiveViewOfType(MarkdownView);
  if (view === null || view.getMode() !== "source" || !isWikiPage(app, view.file)) return null;
  const { line, ch } = view.editor.getCursor();
  const label = labelAt(view.editor.getLine(line), ch);
  const citation = label === null ? undefined : footnotesOf(view.editor.getValue()).citations.get(label);
  return citation === undefined ? null : { citation, page: view.file };
}

export function registerEditorMenu(plugin: Plugin, context: Context, opener: SourceOpener, footnotesOf: (text: string) => PageFootnotes): void {
  plugin.registerEvent(
    context.app.workspace.on("editor-menu", (menu: Menu) => {
      const found = citationAtCursor(context, footnotesOf);
      if (found !== null) menu.addItem((item) => item.setTitle("Open cited source").setIcon("quote").setSection("action").onClick(() => void opener.open({ ...found, event: null, element: null })));
    }),
  );
}
