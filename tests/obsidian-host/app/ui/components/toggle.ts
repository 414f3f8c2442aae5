/** A switch. Contract: obsidian.d.ts, `ToggleComponent`. */
import type { TooltipOptions } from "obsidian";
import { setTooltip } from "../tooltip";
import { ValueComponent } from "./base";

export class ToggleComponent extends ValueComponent<boolean> {
  toggleEl: HTMLElement;
  private readonly inputEl: HTMLInputElement;
  private on = false;
  private callback: ((value: boolean) => unknown) | null = null;

  constructor(containerEl: HTMLElement) {
    super();
    this.toggleEl = containerEl.createDiv("checkbox-container");
    this.inputEl = this.toggleEl.createEl("input", { type: "checkbox", attr: { tabindex: 0, role: "switch" } });
    this.toggleEl.addEventListener("click", () => this.onClick());
  }

  override setDisabled(disabled: boolean): this {
    this.toggleEl.toggleClass("is-disabled", disabled);
    this.inputEl.disabled = disabled;
    return super.setDisabled(disabled);
  }

  getValue(): boolean {
    return this.on;
  }

  /** Unlike a field of text, a switch tells of every change of its value. */
  setValue(on: boolean): this {
    const isChange = on !== this.on;
    this.on = on;
    this.draw();
    if (isChange) this.callback?.(on);
    return this;
  }

  setTooltip(tooltip: string, options?: TooltipOptions): this {
    setTooltip(this.toggleEl, tooltip, options);
    return this;
  }

  /** The box within has switched itself when the click was on it, and not when it was beside it; `draw` makes it right. */
  onClick(): void {
    if (this.disabled) this.draw();
    else this.setValue(!this.on);
  }

  onChange(callback: (value: boolean) => unknown): this {
    this.callback = callback;
    return this;
  }

  private draw(): void {
    this.toggleEl.toggleClass("is-enabled", this.on);
    this.inputEl.checked = this.on;
  }
}
