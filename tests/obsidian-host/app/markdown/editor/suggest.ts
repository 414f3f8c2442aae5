/** Suggestions that follow what is typed. Contract: obsidian.d.ts, `EditorSuggest`. */
import { ViewPlugin } from "@codemirror/view";
import type { ViewUpdate } from "@codemirror/view";
import type { EditorPosition, Instruction } from "obsidian";
import { PopoverSuggest } from "../../ui";
import type { TFile } from "../../vault";
import type { Editor } from "./editor";
import { editorInfoField } from "./fields";

export interface EditorSuggestTriggerInfo {
  start: EditorPosition;
  end: EditorPosition;
  query: string;
}

export interface EditorSuggestContext extends EditorSuggestTriggerInfo {
  editor: Editor;
  file: TFile;
}

export abstract class EditorSuggest<T> extends PopoverSuggest<T> {
  context: EditorSuggestContext | null = null;
  limit = 100;
  private asked = 0;

  setInstructions(instructions: Instruction[]): void {
    this.suggestEl.querySelector(".prompt-instructions")?.remove();
    if (instructions.length === 0) return;
    const list = this.suggestEl.createDiv("prompt-instructions");
    for (const { command, purpose } of instructions) {
      const instruction = list.createDiv("prompt-instruction");
      instruction.createSpan({ cls: "prompt-instruction-command", text: command });
      instruction.createSpan({ text: purpose });
    }
  }

  abstract onTrigger(cursor: EditorPosition, editor: Editor, file: TFile | null): EditorSuggestTriggerInfo | null;
  abstract getSuggestions(context: EditorSuggestContext): T[] | Promise<T[]>;

  override close(): void {
    this.asked++;
    super.close();
    this.context = null;
  }

  /** For the editor. Whether this one takes over. */
  trigger(editor: Editor, file: TFile | null): boolean {
    const info = this.onTrigger(editor.getCursor(), editor, file);
    if (info === null || file === null) {
      this.close();
      return false;
    }
    const context = { ...info, editor, file };
    this.context = context;
    void this.show(context, ++this.asked);
    return true;
  }

  private async show(context: EditorSuggestContext, turn: number): Promise<void> {
    const found = this.getSuggestions(context);
    const values = Array.isArray(found) ? found : await found;
    if (turn !== this.asked) return;
    if (values.length === 0) {
      this.close();
      return;
    }
    this.open();
    this.suggestions.setSuggestions(values.slice(0, this.limit));
    const { editor, start } = context;
    const place = editor.cm.coordsAtPos(editor.posToOffset(start));
    if (place !== null) this.reposition(place);
  }
}

/** Asks those registered after each change that the user makes, one after the other, until one takes over. */
export const suggestWhileTyping = ViewPlugin.define(() => ({
  update({ state, docChanged, selectionSet, transactions }: ViewUpdate): void {
    const { app, editor, file } = state.field(editorInfoField);
    const suggests = app.markdown.editorSuggests;
    if (editor === undefined || suggests.length === 0) return;
    const isTyped = docChanged && transactions.some((transaction) => transaction.isUserEvent("input") || transaction.isUserEvent("delete"));
    const isFollowed = (docChanged || selectionSet) && suggests.some(({ isOpen }) => isOpen);
    if (!isTyped && !isFollowed) return;
    // Not before the editor has taken the change over.
    queueMicrotask(() => {
      const taken = suggests.find((suggest) => suggest.trigger(editor, file));
      for (const other of suggests) if (other !== taken) other.close();
    });
  },
}));
