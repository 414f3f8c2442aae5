/** A question with buttons. Contract: obsidian.d.ts, `ConfirmationModal` and `ConfirmationButton`. */
import type { App } from "../app";
import { ButtonComponent } from "./components/button";
import { Modal } from "./modal";

type Handler = (event: MouseEvent) => unknown;

export class ConfirmationButton extends ButtonComponent {
  private handler: Handler | null = null;

  constructor(
    private readonly modal: ConfirmationModal,
    containerEl: HTMLElement,
  ) {
    super(containerEl);
    super.onClick((event) => this.run(event));
  }

  override onClick(handler: Handler): this {
    this.handler = handler;
    return this;
  }

  setInitialFocus(): this {
    this.modal.focusFirst(this.buttonEl);
    return this;
  }

  setSecondary(): this {
    return this.setClass("mod-secondary");
  }

  setCancel(): this {
    return this.setClass("mod-cancel");
  }

  /** A handler that fails leaves the question open: what was asked for was not done. */
  private async run(event: MouseEvent): Promise<void> {
    const keepOpen = await this.handler?.(event);
    if (!keepOpen) this.modal.close();
  }
}

export class ConfirmationModal extends Modal {
  buttonContainerEl: HTMLElement;
  private initialEl: HTMLElement | null = null;

  constructor(app: App) {
    super(app);
    this.containerEl.addClass("mod-confirmation");
    this.modalEl.setAttr("role", "alertdialog");
    this.buttonContainerEl = this.modalEl.createDiv("modal-button-container");
  }

  override open(): void {
    super.open();
    this.initialEl?.focus();
  }

  addClass(cls: string): this {
    this.modalEl.addClasses(cls.split(/\s+/).filter((name) => name !== ""));
    return this;
  }

  addCheckbox(label: string, callback: (value: boolean) => unknown): this {
    const labelEl = createEl("label", { cls: "mod-checkbox" });
    const boxEl = labelEl.createEl("input", { type: "checkbox" });
    labelEl.appendText(label);
    boxEl.addEventListener("change", () => void callback(boxEl.checked));
    this.buttonContainerEl.prepend(labelEl);
    return this;
  }

  addButton(callback: (button: ConfirmationButton) => unknown): this {
    callback(new ConfirmationButton(this, this.buttonContainerEl));
    return this;
  }

  addCancelButton(text = "Cancel"): this {
    return this.addButton((button) => button.setButtonText(text).setCancel());
  }

  /** For its buttons: where the focus goes when the question is asked. */
  focusFirst(element: HTMLElement): void {
    this.initialEl = element;
  }
}
