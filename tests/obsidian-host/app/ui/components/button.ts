/** Buttons, and a value that is only shown. Contracts: obsidian.d.ts, `ButtonComponent`, `ExtraButtonComponent`, `DisplayValueComponent`. */
import type { TooltipOptions } from "obsidian";
import { setIcon } from "../../icons";
import { setTooltip } from "../tooltip";
import { BaseComponent } from "./base";

export class ButtonComponent extends BaseComponent {
  buttonEl: HTMLButtonElement;
  private callback: ((event: MouseEvent) => unknown) | null = null;

  constructor(containerEl: HTMLElement) {
    super();
    this.buttonEl = containerEl.createEl("button", { attr: { type: "button" } });
    this.buttonEl.addEventListener("click", (event) => void this.callback?.(event));
  }

  override setDisabled(disabled: boolean): this {
    this.buttonEl.disabled = disabled;
    return super.setDisabled(disabled);
  }

  setCta(): this {
    return this.setClass("mod-cta");
  }

  removeCta(): this {
    this.buttonEl.removeClass("mod-cta");
    return this;
  }

  setWarning(): this {
    return this.setClass("mod-warning");
  }

  setDestructive(): this {
    return this.setClass("mod-destructive");
  }

  removeDestructive(): this {
    this.buttonEl.removeClass("mod-destructive");
    return this;
  }

  setTooltip(tooltip: string, options?: TooltipOptions): this {
    setTooltip(this.buttonEl, tooltip, options);
    return this;
  }

  setButtonText(name: string): this {
    this.buttonEl.setText(name);
    return this;
  }

  setIcon(icon: string): this {
    setIcon(this.buttonEl, icon);
    return this;
  }

  setClass(cls: string): this {
    this.buttonEl.addClasses(cls.split(/\s+/).filter((name) => name !== ""));
    return this;
  }

  onClick(callback: (event: MouseEvent) => unknown): this {
    this.callback = callback;
    return this;
  }
}

export class ExtraButtonComponent extends BaseComponent {
  extraSettingsEl: HTMLElement;
  private callback: (() => unknown) | null = null;

  constructor(containerEl: HTMLElement) {
    super();
    this.extraSettingsEl = containerEl.createDiv({ cls: "clickable-icon extra-setting-button", attr: { role: "button", tabindex: 0 } });
    this.setIcon("lucide-settings");
    this.extraSettingsEl.addEventListener("click", () => this.press());
    this.extraSettingsEl.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      this.press();
    });
  }

  override setDisabled(disabled: boolean): this {
    this.extraSettingsEl.toggleClass("is-disabled", disabled);
    this.extraSettingsEl.setAttr("aria-disabled", disabled ? true : null);
    return super.setDisabled(disabled);
  }

  setTooltip(tooltip: string, options?: TooltipOptions): this {
    setTooltip(this.extraSettingsEl, tooltip, options);
    return this;
  }

  setIcon(icon: string): this {
    setIcon(this.extraSettingsEl, icon);
    return this;
  }

  onClick(callback: () => unknown): this {
    this.callback = callback;
    return this;
  }

  private press(): void {
    if (!this.disabled) this.callback?.();
  }
}

export class DisplayValueComponent {
  valueEl: HTMLElement;
  private readonly statusEl: HTMLElement;

  constructor(containerEl: HTMLElement) {
    this.statusEl = containerEl.createSpan({ cls: "setting-item-status", attr: { role: "img" } });
    this.statusEl.hide();
    this.valueEl = containerEl.createSpan("setting-item-display-value");
  }

  setValue(value: string | null): this {
    this.valueEl.setText(value ?? "");
    return this;
  }

  setStatus(status: "warning" | null): this {
    setIcon(this.statusEl, status === null ? "" : "lucide-triangle-alert");
    this.statusEl.toggleClass("mod-warning", status === "warning");
    this.statusEl.toggle(status !== null);
    setTooltip(this.statusEl, status === null ? "" : "Needs your attention");
    return this;
  }
}
