/** Choosing a secret by its name; the value is typed once and not shown again. Contract: obsidian.d.ts, `SecretComponent`. */
import type { App } from "../../app";
import { Modal } from "../modal";
import { isSecretId } from "../secret-storage";
import { Setting } from "../setting";
import { BaseComponent } from "./base";
import { ButtonComponent } from "./button";
import { DropdownComponent } from "./choice";

export class SecretComponent extends BaseComponent {
  private readonly names: DropdownComponent;
  private readonly button: ButtonComponent;
  private value = "";
  private callback: ((value: string) => unknown) | null = null;

  constructor(
    private readonly app: App,
    containerEl: HTMLElement,
  ) {
    super();
    this.names = new DropdownComponent(containerEl).onChange((value) => this.choose(value));
    this.button = new ButtonComponent(containerEl).setButtonText("Add…").setTooltip("Add a secret");
    this.button.onClick(() => {
      new AddSecretModal(this.app, (id) => this.choose(id)).open();
    });
    this.draw();
  }

  override setDisabled(disabled: boolean): this {
    this.names.setDisabled(disabled);
    this.button.setDisabled(disabled);
    return super.setDisabled(disabled);
  }

  /** The name of a secret, never the secret. */
  setValue(value: string): this {
    this.value = value;
    this.draw();
    return this;
  }

  onChange(callback: (value: string) => unknown): this {
    this.callback = callback;
    return this;
  }

  private choose(value: string): void {
    this.setValue(value);
    this.callback?.(value);
  }

  private draw(): void {
    const names = this.app.secretStorage.listSecrets();
    this.names.selectEl.empty();
    this.names.addOption("", "None");
    if (this.value !== "" && !names.includes(this.value)) this.names.addOption(this.value, `${this.value} (missing)`);
    for (const name of names) this.names.addOption(name, name);
    this.names.setValue(this.value);
  }
}

class AddSecretModal extends Modal {
  constructor(
    app: App,
    private readonly added: (id: string) => void,
  ) {
    super(app);
    this.setTitle("Add a secret");
  }

  override onOpen(): void {
    let id = "";
    let secret = "";
    const form = this.contentEl.createEl("form");
    const name = new Setting(form).setName("Name").setDesc("Lower-case letters, digits and dashes.").addText((text) => text.onChange((value) => (id = value.trim())));
    new Setting(form).setName("Secret").addText((text) => {
      text.inputEl.type = "password";
      text.onChange((value) => (secret = value));
    });
    new Setting(form).addButton((button) => {
      button.setButtonText("Add").setCta();
      button.buttonEl.type = "submit";
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!isSecretId(id)) {
        name.setErrorMessage("Use lower-case letters, digits and dashes.");
        return;
      }
      this.app.secretStorage.setSecret(id, secret);
      this.close();
      this.added(id);
    });
    form.querySelector("input")?.focus();
  }
}
