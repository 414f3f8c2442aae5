/** *Summarise this note*: its summary, its claims and its concepts, to read and to take along. Nothing is written unless the user inserts it. */
import { MarkdownView, Modal, Notice, Setting, type TFile } from "obsidian";
import type { SummariseResult } from "../../core/api";
import { isForPeople } from "../told-errors";
import type { Context } from "../context";

/** So many claims are shown; the source page has them all. */
const MOST_CLAIMS = 12;

export async function showSummary(context: Context, file: TFile): Promise<void> {
  try {
    new SummaryModal(context, file, await context.compiler.ask("summarise", file.path)).open();
  } catch (error) {
    if (isForPeople(error)) new Notice(error.message);
    else context.report(error);
  }
}

/** As a Markdown list whose first line is the summary. Line breaks would leave the list. */
export function summaryText({ summary, claims }: SummariseResult): string {
  const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();
  return [oneLine(summary), "", ...claims.slice(0, MOST_CLAIMS).map(({ text }) => `- ${oneLine(text)}`), ""].join("\n");
}

/** Where there is no sentence to take, a note's title stands for its summary. */
const saysNothing = ({ claims, questions, concepts, summary, title }: SummariseResult): boolean => claims.length + questions.length + concepts.length === 0 && (summary === "" || summary === title);

class SummaryModal extends Modal {
  constructor(
    private readonly context: Context,
    private readonly file: TFile,
    private readonly result: SummariseResult,
  ) {
    super(context.app);
  }

  override onOpen(): void {
    const { contentEl, result } = this;
    this.setTitle(result.title);
    this.modalEl.addClass("compendium", "cpd-summary-modal");
    if (saysNothing(result)) {
      contentEl.createEl("p", { cls: "cpd-summary-lead", text: "This note holds no sentence that states something." });
      return;
    }
    contentEl.createEl("p", { cls: "cpd-summary-lead", text: result.summary, attr: { dir: "auto" } });
    if (result.claims.length > 0) {
      contentEl.createEl("h3", { text: "What it says" });
      const list = contentEl.createEl("ul");
      for (const { text } of result.claims.slice(0, MOST_CLAIMS)) list.createEl("li", { text, attr: { dir: "auto" } });
      if (result.claims.length > MOST_CLAIMS) contentEl.createEl("p", { cls: "cpd-sub", text: `The first ${MOST_CLAIMS} of ${result.claims.length}. Compile the note to get them all with their quotes.` });
    }
    if (result.concepts.length > 0) {
      contentEl.createEl("h3", { text: "What it is about" });
      contentEl.createEl("p", { text: result.concepts.slice(0, 20).map(({ name }) => name).join(", "), attr: { dir: "auto" } });
    }
    if (result.questions.length > 0) {
      contentEl.createEl("h3", { text: "Questions it raises" });
      const list = contentEl.createEl("ul");
      for (const question of result.questions.slice(0, 5)) list.createEl("li", { text: question, attr: { dir: "auto" } });
    }
    new Setting(contentEl)
      .addButton((button) => button.setButtonText("Insert at cursor").onClick(() => this.insert()))
      .addButton((button) =>
        button
          .setButtonText("Copy")
          .setCta()
          .onClick(() => void this.copy()),
      );
  }

  private async copy(): Promise<void> {
    await this.contentEl.win.navigator.clipboard.writeText(summaryText(this.result));
    this.close();
    new Notice("Copied.");
  }

  private insert(): void {
    this.close();
    const view = this.context.app.workspace.getActiveViewOfType(MarkdownView);
    if (view?.file?.path !== this.file.path) new Notice("Open the note in an editor first.");
    else view.editor.replaceSelection(summaryText(this.result));
  }
}
