/** What stands above the text of an editor: the name of the note, and in live preview its properties instead of their YAML. Also what flashes. */
import { StateEffect, StateField } from "@codemirror/state";
import type { EditorState, Range, Text } from "@codemirror/state";
import { Decoration, EditorView, WidgetType } from "@codemirror/view";
import type { DecorationSet } from "@codemirror/view";
import { parseYaml } from "../../metadata";
import { drawProperties } from "../render/properties";
import { editorInfoField, editorLivePreviewField } from "./fields";
import type { MarkdownFileInfo } from "./fields";

/** The offset behind the closing `---`; 0 where the text has no frontmatter. */
export function frontmatterEnd(doc: Text): number {
  if (!/^---\s*$/.test(doc.line(1).text)) return 0;
  for (let number = 2; number <= Math.min(doc.lines, 500); number++) {
    const line = doc.line(number);
    if (/^---\s*$/.test(line.text)) return line.to;
  }
  return 0;
}

class HeaderWidget extends WidgetType {
  constructor(
    readonly title: string | null,
    readonly yaml: string | null,
    readonly info: MarkdownFileInfo,
  ) {
    super();
  }

  override eq(other: HeaderWidget): boolean {
    return other.title === this.title && other.yaml === this.yaml;
  }

  override toDOM(): HTMLElement {
    const element = createDiv("cm-note-header");
    if (this.title !== null) element.createDiv({ cls: "inline-title", text: this.title });
    if (this.yaml === null) return element;
    try {
      const properties: unknown = parseYaml(this.yaml);
      if (typeof properties === "object" && properties !== null) drawProperties({ ...properties }, element, { app: this.info.app, sourcePath: this.info.file?.path ?? "" });
    } catch {
      element.createDiv({ cls: "metadata-error", text: "The properties of this note cannot be read." });
    }
    return element;
  }

  override ignoreEvent(): boolean {
    return true;
  }
}

function drawHeader(state: EditorState): DecorationSet {
  const info = state.field(editorInfoField);
  const config = (key: string): unknown => info.app.vault.getConfig(key);
  const title = config("showInlineTitle") === false ? null : (info.file?.basename ?? null);
  const end = state.field(editorLivePreviewField) && config("propertiesInDocument") !== "source" ? frontmatterEnd(state.doc) : 0;
  const yaml = end === 0 ? null : state.doc.slice(state.doc.line(2).from, state.doc.lineAt(end).from).toString();
  const widget = new HeaderWidget(title, yaml, info);
  if (end === 0) return Decoration.set(Decoration.widget({ widget, block: true, side: -1 }).range(0));
  return Decoration.set(Decoration.replace({ widget, block: true }).range(0, end));
}

export const noteHeader = StateField.define<DecorationSet>({
  create: drawHeader,
  update: (value, transaction) => {
    const isSwitched = transaction.startState.field(editorLivePreviewField) !== transaction.state.field(editorLivePreviewField);
    return transaction.docChanged || isSwitched ? drawHeader(transaction.state) : value;
  },
  provide: (field) => [EditorView.decorations.from(field), EditorView.atomicRanges.of((view) => view.state.field(field))],
});

/** Ranges to flash; none: no more. */
export const setFlash = StateEffect.define<readonly { from: number; to: number }[]>();

export const flashes = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (value, transaction) => {
    const effect = transaction.effects.find((one) => one.is(setFlash));
    if (effect?.is(setFlash) !== true) return value.map(transaction.changes);
    const ranges: Range<Decoration>[] = effect.value.filter(({ from, to }) => to > from).map(({ from, to }) => Decoration.mark({ class: "is-flashing" }).range(from, to));
    return Decoration.set(ranges, true);
  },
  provide: (field) => EditorView.decorations.from(field),
});
