/** What an editor's state tells of the editor. Contracts: obsidian.d.ts, `editorInfoField` and its like. */
import { StateEffect, StateField } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import type { App } from "../../app";
import type { HoverParent } from "../../ui";
import type { TFile } from "../../vault";
import type { Editor } from "./editor";

export interface MarkdownFileInfo extends HoverParent {
  app: App;
  readonly file: TFile | null;
  editor?: Editor;
}

/** Each is given its value when the state of an editor is made. */
const ofEditor = <T>(): StateField<T> => StateField.define<T>({ create: () => undefined as T, update: (value) => value });

export const editorInfoField = ofEditor<MarkdownFileInfo>();
export const editorViewField = editorInfoField;
export const editorEditorField = ofEditor<EditorView>();

export const setLivePreview = StateEffect.define<boolean>();

export const editorLivePreviewField = StateField.define<boolean>({
  create: () => false,
  update: (value, transaction) => transaction.effects.reduce((last, effect) => (effect.is(setLivePreview) ? effect.value : last), value),
});
