/** Makes an editor for Markdown, with what plugins added to it. */
import { markdown, markdownKeymap, markdownLanguage } from "@codemirror/lang-markdown";
import { indentUnit } from "@codemirror/language";
import { Compartment, EditorState } from "@codemirror/state";
import type { Extension } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import type { ViewUpdate } from "@codemirror/view";
import { history, keys } from "./commands";
import { editorEditorField, editorInfoField, editorLivePreviewField } from "./fields";
import type { MarkdownFileInfo } from "./fields";
import { editorEvents } from "./events";
import { markdownMarks } from "./marks";
import { suggestWhileTyping } from "./suggest";
import { flashes, noteHeader } from "./widgets";

/** Each definition of a footnote is a paragraph of its own, however many stand together. */
const footnotes = {
  parseBlock: [{ name: "FootnoteDefinition", endLeaf: (_context: unknown, line: { text: string; pos: number }) => /^\[\^[^\]\s]+\]:/.test(line.text.slice(line.pos)) }],
};

export interface EditorParts {
  view: EditorView;
  /** Begins anew: another note, with no history and no selection. */
  reset: (text: string, isLivePreview: boolean) => void;
  /** An editor that isn't seen reads no syntax: it would take its time for nothing. */
  setShown: (isShown: boolean) => void;
  /** Takes over what plugins have registered by now. */
  updateOptions: () => void;
}

export function createEditorView(parentEl: HTMLElement, info: MarkdownFileInfo, onUpdate: (update: ViewUpdate) => void): EditorParts {
  const { app } = info;
  const added = new Compartment();
  const language = new Compartment();
  let isSeen = true;
  const syntax = (): Extension => (isSeen ? markdown({ base: markdownLanguage, addKeymap: false, extensions: footnotes }) : []);
  // A new array each time: a plugin may have changed what is in its own.
  const registered = (): Extension => [...app.markdown.editorExtensions].map((extension) => (Array.isArray(extension) ? [...(extension as Extension[])] : extension));
  const view = new EditorView({ parent: parentEl, root: parentEl.doc });
  const stateOf = (text: string, isLivePreview: boolean): EditorState =>
    EditorState.create({
      doc: text,
      extensions: [
        editorInfoField.init(() => info),
        editorEditorField.init(() => view),
        editorLivePreviewField.init(() => isLivePreview),
        history(),
        keymap.of([...markdownKeymap, ...keys]),
        language.of(syntax()),
        EditorView.lineWrapping,
        EditorState.allowMultipleSelections.of(true),
        EditorState.tabSize.of(Number(app.vault.getConfig("tabSize") ?? 4)),
        indentUnit.of(app.vault.getConfig("useTab") === false ? "    " : "\t"),
        EditorView.contentAttributes.of({ spellcheck: "false", autocorrect: "off", autocapitalize: "off" }),
        noteHeader,
        markdownMarks,
        flashes,
        suggestWhileTyping,
        editorEvents,
        EditorView.updateListener.of(onUpdate),
        added.of(registered()),
      ],
    });
  view.setState(stateOf("", false));
  return {
    view,
    reset: (text, isLivePreview) => view.setState(stateOf(text, isLivePreview)),
    setShown: (isShown) => {
      if (isShown === isSeen) return;
      isSeen = isShown;
      view.dispatch({ effects: language.reconfigure(syntax()) });
    },
    updateOptions: () => view.dispatch({ effects: added.reconfigure(registered()) }),
  };
}
