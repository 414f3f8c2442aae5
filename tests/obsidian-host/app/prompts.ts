/** How the app asks before it deletes, renames and follows links. */
import type { App } from "./app";
import { ConfirmationModal, Modal, Setting } from "./ui";
import type { FilePrompts } from "./vault";

type Question = Parameters<FilePrompts["confirm"]>[0];

function confirm(app: App, { title, text, action }: Question): Promise<boolean> {
  return new Promise((resolve) => {
    const modal = new ConfirmationModal(app);
    let answer = false;
    modal.setTitle(title);
    modal.contentEl.createEl("p", { text });
    modal.addButton((button) =>
      button
        .setButtonText(action)
        .setCta()
        .setInitialFocus()
        .onClick(() => {
          answer = true;
        }),
    );
    modal.addCancelButton();
    modal.setCloseCallback(() => resolve(answer));
    modal.open();
  });
}

function askName(app: App, current: string): Promise<string | null> {
  return new Promise((resolve) => {
    const modal = new Modal(app);
    let name = current;
    let answer: string | null = null;
    const save = (): void => {
      answer = name.trim();
      modal.close();
    };
    modal.setTitle("Rename");
    new Setting(modal.contentEl).setName("Name").addText((text) => {
      text.setValue(current).onChange((value) => (name = value));
      text.inputEl.addEventListener("keydown", (event) => {
        if (event.key === "Enter") save();
      });
    });
    new Setting(modal.contentEl).addButton((button) => button.setButtonText("Save").setCta().onClick(save));
    modal.setCloseCallback(() => resolve(answer));
    modal.open();
  });
}

export const filePrompts = (app: App): FilePrompts => ({
  confirm: (question) => confirm(app, question),
  name: (file) => askName(app, "basename" in file ? String(file.basename) : file.name),
});
