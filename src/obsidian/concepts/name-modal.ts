/** Asks for the name of a concept. */
import { type App, Modal, Setting } from "obsidian";

export interface NameQuestion {
  title: string;
  description: string;
  confirm: string;
  /** What the field holds at first. */
  name: string;
}

/** Null where the user closed it. */
export const askForName = (app: App, question: NameQuestion): Promise<string | null> =>
  new Promise((resolve) => {
    new NameModal(app, question, resolve).open();
  });

class NameModal extends Modal {
  private name: string;
  private hasAnswered = false;

  constructor(
    app: App,
    private readonly question: NameQuestion,
    private readonly resolve: (name: string | null) => void,
  ) {
    super(app);
    this.name = question.name;
  }

  override onOpen(): void {
    this.setTitle(this.question.title);
    const form = this.contentEl.createEl("form");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.answer();
    });
    new Setting(form).setName("Name").setDesc(this.question.description).addText((text) => {
      text.setValue(this.question.name).onChange((value) => {
        this.name = value;
      });
      text.inputEl.setAttribute("aria-label", "Name");
      text.inputEl.setAttribute("dir", "auto");
      text.inputEl.select();
    });
    new Setting(form)
      .addButton((button) => button.setButtonText("Cancel").onClick(() => this.close()))
      .addButton((button) => button.setButtonText(this.question.confirm).setCta().onClick(() => this.answer()));
  }

  private answer(): void {
    if (this.hasAnswered) return;
    const name = this.name.replace(/\s+/g, " ").trim();
    if (name === "") return;
    this.hasAnswered = true;
    this.close();
    this.resolve(name);
  }

  override onClose(): void {
    if (!this.hasAnswered) this.resolve(null);
    this.hasAnswered = true;
  }
}
