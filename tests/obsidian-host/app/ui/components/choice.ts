/** A list to choose from, and a slider. Contracts: obsidian.d.ts, `DropdownComponent` and `SliderComponent`. */
import { ValueComponent } from "./base";

export class DropdownComponent extends ValueComponent<string> {
  selectEl: HTMLSelectElement;
  private callback: ((value: string) => unknown) | null = null;

  constructor(containerEl: HTMLElement) {
    super();
    this.selectEl = containerEl.createEl("select", "dropdown");
    this.selectEl.addEventListener("change", () => void this.callback?.(this.getValue()));
  }

  override setDisabled(disabled: boolean): this {
    this.selectEl.disabled = disabled;
    return super.setDisabled(disabled);
  }

  addOption(value: string, display: string): this {
    this.selectEl.createEl("option", { value, text: display });
    return this;
  }

  addOptions(options: Record<string, string>): this {
    for (const [value, display] of Object.entries(options)) this.addOption(value, display);
    return this;
  }

  getValue(): string {
    return this.selectEl.value;
  }

  setValue(value: string): this {
    this.selectEl.value = value;
    return this;
  }

  onChange(callback: (value: string) => unknown): this {
    this.callback = callback;
    return this;
  }
}

export class SliderComponent extends ValueComponent<number> {
  sliderEl: HTMLInputElement;
  private readonly valueEl: HTMLElement;
  private isInstant = false;
  private format: (value: number) => string = String;
  private callback: ((value: number) => unknown) | null = null;

  constructor(containerEl: HTMLElement) {
    super();
    this.valueEl = containerEl.createSpan("slider-value");
    this.sliderEl = containerEl.createEl("input", { cls: "slider", type: "range" });
    this.sliderEl.addEventListener("input", () => {
      this.draw();
      if (this.isInstant) this.callback?.(this.getValue());
    });
    this.sliderEl.addEventListener("change", () => {
      if (!this.isInstant) this.callback?.(this.getValue());
    });
    this.draw();
  }

  override setDisabled(disabled: boolean): this {
    this.sliderEl.disabled = disabled;
    return super.setDisabled(disabled);
  }

  setInstant(instant: boolean): this {
    this.isInstant = instant;
    return this;
  }

  setLimits(min: number | null, max: number | null, step: number | "any"): this {
    const limits = { min, max, step };
    for (const [name, limit] of Object.entries(limits)) this.sliderEl.setAttr(name, limit);
    this.draw();
    return this;
  }

  getValue(): number {
    return this.sliderEl.valueAsNumber;
  }

  setValue(value: number): this {
    this.sliderEl.value = String(value);
    this.draw();
    return this;
  }

  getValuePretty(): string {
    return this.format(this.getValue());
  }

  setDisplayFormat(format: (value: number) => string): this {
    this.format = format;
    this.draw();
    return this;
  }

  setDynamicTooltip(): this {
    return this;
  }

  onChange(callback: (value: number) => unknown): this {
    this.callback = callback;
    return this;
  }

  private draw(): void {
    const text = this.getValuePretty();
    this.valueEl.setText(text);
    this.valueEl.toggle(text !== "");
    this.sliderEl.setAttr("aria-valuetext", text === "" ? null : text);
  }
}
