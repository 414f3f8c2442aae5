/** What clicks, hovering, pasting and the menu do in an editor. */
import { EditorView } from "@codemirror/view";
import { Keymap, Menu } from "../../ui";
import { editorInfoField, editorLivePreviewField } from "./fields";
import type { MarkdownFileInfo } from "./fields";
import type { Editor } from "./editor";

/** A link or a footnote reference under the mouse, as `openLinkText` takes it. */
function linkAt(event: Event): { element: HTMLElement; linktext: string; isFootnote: boolean } | null {
  const element = (event.target as Element | null)?.closest<HTMLElement>(".cm-hmd-internal-link, .cm-footref");
  if (element === null || element === undefined) return null;
  const { href, footref } = element.dataset;
  if (footref !== undefined) return { element, linktext: `#[^${footref}]`, isFootnote: true };
  return href === undefined ? null : { element, linktext: href, isFootnote: false };
}

function open(event: MouseEvent, view: EditorView): boolean {
  const link = linkAt(event);
  const isMiddle = event.button === 1;
  if (link === null || event.button > 1 || event.shiftKey) return false;
  const isMod = Keymap.isModifier(event, "Mod");
  const isPlainEnough = view.state.field(editorLivePreviewField) || isMod || isMiddle;
  if (!isPlainEnough || (link.isFootnote && !isMod)) return false;
  event.preventDefault();
  const { app, file } = view.state.field(editorInfoField);
  if (link.isFootnote) goToDefinition(view, link.linktext.slice(1));
  else void app.workspace.openLinkText(link.linktext, file?.path ?? "", isMod || isMiddle ? Keymap.isModEvent(event) : false);
  return true;
}

function goToDefinition(view: EditorView, label: string): void {
  const text = view.state.doc.toString();
  const at = text.startsWith(`${label}:`) ? 0 : text.indexOf(`\n${label}:`) + 1;
  if (at === 0 && !text.startsWith(`${label}:`)) return;
  view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: "center" }) });
}

function hover(event: MouseEvent, view: EditorView): void {
  const link = linkAt(event);
  if (link === null || (event.relatedTarget instanceof Node && link.element.contains(event.relatedTarget))) return;
  const info = view.state.field(editorInfoField);
  const told = { event, source: "editor", hoverParent: info, targetEl: link.element, linktext: link.linktext, sourcePath: info.file?.path ?? "" };
  info.app.workspace.trigger("hover-link", told);
}

function showMenu(event: MouseEvent, view: EditorView): boolean {
  event.preventDefault();
  const info = view.state.field(editorInfoField);
  const { editor } = info;
  if (editor === undefined) return true;
  const at = view.posAtCoords({ x: event.clientX, y: event.clientY });
  const { main } = view.state.selection;
  if (at !== null && (main.empty || at < main.from || at > main.to)) view.dispatch({ selection: { anchor: at } });
  const menu = new Menu();
  const link = linkAt(event);
  if (link !== null && !link.isFootnote) info.app.workspace.handleLinkContextMenu(menu, link.linktext, info.file?.path ?? "");
  addClipboardItems(menu, editor);
  info.app.workspace.trigger("editor-menu", menu, editor, info);
  menu.showAtMouseEvent(event);
  return true;
}

function addClipboardItems(menu: Menu, editor: Editor): void {
  const isSelected = editor.somethingSelected();
  const copy = (): void => void navigator.clipboard.writeText(editor.getSelection());
  menu.addItem((item) =>
    item
      .setTitle("Cut")
      .setIcon("lucide-scissors")
      .setSection("clipboard")
      .setDisabled(!isSelected)
      .onClick(() => {
        copy();
        editor.replaceSelection("", "delete.cut");
      }),
  );
  menu.addItem((item) => item.setTitle("Copy").setIcon("lucide-copy").setSection("clipboard").setDisabled(!isSelected).onClick(copy));
  menu.addItem((item) =>
    item
      .setTitle("Paste")
      .setIcon("lucide-clipboard-type")
      .setSection("clipboard")
      .onClick(() => void navigator.clipboard.readText().then((text) => editor.replaceSelection(text, "input.paste"))),
  );
  const end = editor.offsetToPos(editor.getValue().length);
  menu.addItem((item) => item.setTitle("Select all").setIcon("lucide-box-select").setSection("clipboard").onClick(() => editor.setSelection({ line: 0, ch: 0 }, end)));
}

/** A listener of the workspace may take the event over, by `preventDefault`. */
function tell(name: "editor-paste" | "editor-drop", event: Event, info: MarkdownFileInfo): boolean {
  info.app.workspace.trigger(name, event, info.editor, info);
  return event.defaultPrevented;
}

export const editorEvents = EditorView.domEventHandlers({
  mousedown: (event, view) => open(event, view),
  mouseover: (event, view) => {
    hover(event, view);
    return false;
  },
  contextmenu: showMenu,
  paste: (event, view) => tell("editor-paste", event, view.state.field(editorInfoField)),
  drop: (event, view) => tell("editor-drop", event, view.state.field(editorInfoField)),
});
