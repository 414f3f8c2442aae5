/** What is asked before it is done, as the settings say. */
import { type App, ConfirmationModal } from "obsidian";
import type { CompileResult } from "../core/api";
import { isInFolder } from "../core/settings";
import type { Context } from "./context";
import type { CompileRequest } from "./core-calls/calls";
import { count } from "./ui/words";

export interface Question {
  title: string;
  lines: string[];
  /** Names and values below the first line. */
  rows?: { name: string; value: string }[];
  confirm: string;
}

/** Questions that are open; the plugin's end is their end too. */
const open = new Set<ConfirmationModal>();

export function closeQuestions(): void {
  for (const modal of [...open]) modal.close();
}

/** Resolves to whether the user agreed; closing the question is no, and aborting `signal` closes it. */
export function ask(app: App, { title, lines, rows = [], confirm }: Question, signal?: AbortSignal): Promise<boolean> {
  if (signal?.aborted === true) return Promise.resolve(false);
  return new Promise((resolve) => {
    const modal = new ConfirmationModal(app);
    let hasAgreed = false;
    modal.setTitle(title);
    lines.forEach((line, index) => {
      modal.contentEl.createEl("p", { text: line });
      if (index > 0 || rows.length === 0) return;
      const list = modal.contentEl.createEl("dl", { cls: "compendium cpd-amounts" });
      for (const { name, value } of rows) {
        list.createEl("dt", { text: name });
        list.createEl("dd", { text: value });
      }
    });
    modal.addButton((button) =>
      button
        .setButtonText(confirm)
        .setCta()
        .setInitialFocus()
        .onClick(() => {
          hasAgreed = true;
        }),
    );
    modal.addCancelButton();
    const close = (): void => modal.close();
    modal.setCloseCallback(() => {
      open.delete(modal);
      signal?.removeEventListener("abort", close);
      resolve(hasAgreed && signal?.aborted !== true);
    });
    signal?.addEventListener("abort", close);
    open.add(modal);
    modal.open();
  });
}

/** Compiles; asks first where more sources wait than the settings allow to go without asking. */
export async function confirmAndCompile(context: Context, request: Partial<CompileRequest>): Promise<CompileResult | null> {
  const { app, compiler, settings } = context;
  await settings.ready();
  const { askFromSources: most, engine } = settings.current();
  if (most > 0) {
    if (compiler.state().overview === null) await compiler.refresh();
    const paths = request.paths ?? [];
    const isAsked = (path: string): boolean => paths.length === 0 || paths.some((named) => isInFolder(path, named));
    const waiting = compiler.state().overview?.sources.filter(({ path, state }) => (state === "new" || state === "changed") && isAsked(path)).length ?? 0;
    // With a model the question waits for the price, and is asked with it.
    if (engine === "llm") return compiler.compile(request, waiting > most ? { askAbout: waiting } : {});
    const lines = [`${count(waiting, "source")} will be read, with the built-in engine and at no cost.`, "It goes on in the background, can be cancelled at any time, and is undone in one step."];
    if (waiting > most && !(await ask(app, { title: `Compile ${count(waiting, "source")}?`, lines, confirm: "Compile" }))) return null;
  }
  return compiler.compile(request);
}

export async function confirmAndUndo(context: Context): Promise<void> {
  const { app, compiler, settings } = context;
  await settings.ready();
  const last = compiler.state().overview?.undoable ?? null;
  if (settings.current().askBeforeUndo && last !== null) {
    const lines = [`The run of ${last.stamp} is taken back: its pages are as they were before. What you wrote on them since stays.`];
    if (!(await ask(app, { title: "Undo the last compile?", lines, confirm: "Undo" }))) return;
  }
  await compiler.undo(null);
}
