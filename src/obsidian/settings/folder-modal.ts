/** Asks for a folder: one that is there, or one that is yet to be made. */
import { AbstractInputSuggest, type App, Modal, Setting, type TFolder } from "obsidian";

export interface FolderQuestion {
  title: string;
  description: string;
  /** Why a folder cannot be taken, null where it can. */
  check: (folder: string) => string | null;
  take: (folder: string) => void;
}

const MOST_SUGGESTED = 50;

class FolderSuggest extends AbstractInputSuggest<TFolder> {
  constructor(
    app: App,
    private readonly input: HTMLInputElement,
    private readonly taken: (path: string) => void,
  ) {
    super(app, input);
    this.limit = MOST_SUGGESTED;
  }

  protected override getSuggestions(query: string): TFolder[] {
    const wanted = query.toLowerCase().trim();
    return this.app.vault
      .getAllFolders()
      .filter(({ path }) => path.toLowerCase().includes(wanted))
      .sort((left, right) => left.path.length - right.path.length)
      .slice(0, MOST_SUGGESTED);
  }

  override renderSuggestion(folder: TFolder, element: HTMLElement): void {
    element.setText(folder.path);
  }

  override selectSuggestion(folder: TFolder): void {
    this.setValue(folder.path);
    this.taken(folder.path);
    this.close();
    this.input.focus();
  }
}

export class FolderModal extends Modal {
  private folder = "";

  constructor(
    app: App,
    private readonly question: FolderQuestion,
  ) {
    super(app);
  }

  override onOpen(): void {
    const { title, description } = this.question;
    this.setTitle(title);
    this.modalEl.addClass("compendium", "cpd-folder-modal");
    const form = this.contentEl.createEl("form");
    const problem = form.createDiv({ cls: "cpd-problem cpd-bad", attr: { role: "alert", id: "cpd-folder-problem" } });
    const submit = (): void => {
      const found = this.question.check(this.folder);
      problem.setText(found ?? "");
      input?.setAttribute("aria-invalid", String(found !== null));
      if (found !== null) {
        input?.focus();
        return;
      }
      this.close();
      this.question.take(this.folder);
    };
    let input: HTMLInputElement | null = null;
    new Setting(form).setName("Folder").setDesc(description).addText((text) => {
      input = text.inputEl;
      input.setAttribute("aria-describedby", "cpd-folder-problem");
      input.setAttribute("dir", "auto");
      const note = (value: string): void => {
        this.folder = value;
        problem.setText("");
        text.inputEl.removeAttribute("aria-invalid");
      };
      text.setPlaceholder("Name of a folder").onChange(note);
      new FolderSuggest(this.app, text.inputEl, note);
    });
    form.append(problem);
    new Setting(form).addButton((button) => button.setButtonText("Cancel").onClick(() => this.close())).addButton((button) => button.setButtonText("Add").setCta().onClick(submit));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      submit();
    });
  }
}
