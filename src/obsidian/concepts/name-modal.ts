/** Asks for a concept's new name. */
import { type App, Modal, Setting } from "obsidian";

/** Null where the user closed it or left the name as it is. */
export const askForName = (app: App, current: string): Promise<string | null> =>
  new Promise((resolve) => {
    new NameModal(app, current, resolve).open();
  });

class NameModal extends Modal {
  private name: string;
  private hasAnswered = false;

  constructor(
    app: App,
    private readonly current: string,
    private readonly resolve: (name: string | null) => void,
  ) {
    super(app);
    this.name = current;
  }

  override onOpen(): void {
    this.setTitle("Rename concept");
    const form = this.contentEl.createEl("form");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.answer();
    });
    new Setting(form).setName("Name").setDesc("The page is renamed, the links to it follow, and the old name stays as an alias.").addText((text) => {
      text.setValue(this.current).onChange((value) => {
        this.name = value;
      });
      text.inputEl.setAttribute("aria-label", "Name");
      text.inputEl.select();
    });
    new Setting(form)
      .addButton((button) => button.setButtonText("Cancel").onClick(() => this.close()))
      .addButton((button) => button.setButtonText("Rename").setCta().onClick(() => this.answer()));
  }

  private answer(): void {
    if (this.hasAnswered) return;
    const name = this.name.replace(/\s+/g, " ").trim();
    if (name === "") return;
    this.hasAnswered = true;
    this.close();
    this.resolve(name === this.current ? null : name);
  }

  override onClose(): void {
    if (!this.hasAnswered) this.resolve(null);
    this.hasAnswered = true;
  }
}
