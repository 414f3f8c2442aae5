/** The bar below the header in which one looks for words of the note, and replaces them. */
import { setIcon } from "../icons";
import type { Target } from "./ephemeral";

export interface FindHost {
  text: () => string;
  show: (target: Target) => void;
  replace: (targets: Target[], text: string) => void;
  onClose: () => void;
}

function findAll(text: string, wanted: string): Target[] {
  if (wanted === "") return [];
  const found: Target[] = [];
  const lower = text.toLowerCase();
  const needle = wanted.toLowerCase();
  for (let at = lower.indexOf(needle); at !== -1; at = lower.indexOf(needle, at + needle.length)) found.push({ from: at, to: at + wanted.length });
  return found;
}

export class FindBar {
  readonly containerEl: HTMLElement;
  private readonly inputEl: HTMLInputElement;
  private readonly countEl: HTMLElement;
  private found: Target[] = [];
  private at = -1;

  constructor(
    parentEl: HTMLElement,
    private readonly host: FindHost,
    canReplace: boolean,
  ) {
    this.containerEl = createDiv("document-search-container");
    parentEl.prepend(this.containerEl);
    const row = this.containerEl.createDiv("document-search");
    this.inputEl = row.createEl("input", { cls: "document-search-input", type: "text", placeholder: "Find…" });
    this.countEl = row.createDiv("document-search-count");
    this.addButton(row, "lucide-arrow-up", "Previous", () => this.step(-1));
    this.addButton(row, "lucide-arrow-down", "Next", () => this.step(1));
    this.addButton(row, "lucide-x", "Exit search", () => this.close());
    this.inputEl.addEventListener("input", () => this.search());
    this.containerEl.addEventListener("keydown", (event) => this.press(event));
    if (canReplace) this.addReplace();
    this.inputEl.focus();
  }

  close(): void {
    this.containerEl.remove();
    this.host.onClose();
  }

  private addReplace(): void {
    const row = this.containerEl.createDiv("document-replace");
    const input = row.createEl("input", { cls: "document-replace-input", type: "text", placeholder: "Replace…" });
    const replace = (targets: Target[]): void => {
      this.host.replace(targets, input.value);
      this.search();
    };
    this.addButton(row, "lucide-replace", "Replace", () => replace(this.found.slice(Math.max(this.at, 0), Math.max(this.at, 0) + 1)));
    this.addButton(row, "lucide-replace-all", "Replace all", () => replace(this.found));
  }

  private addButton(parent: HTMLElement, icon: string, label: string, listener: () => void): void {
    const button = parent.createEl("button", { cls: "clickable-icon", attr: { "aria-label": label } });
    setIcon(button, icon);
    button.addEventListener("click", listener);
  }

  private press(event: KeyboardEvent): void {
    if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && event.target === this.inputEl) this.step(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private search(): void {
    this.found = findAll(this.host.text(), this.inputEl.value);
    this.at = -1;
    this.step(1);
  }

  private step(by: number): void {
    const { length } = this.found;
    this.at = length === 0 ? -1 : (this.at + by + length) % length;
    this.countEl.setText(this.inputEl.value === "" ? "" : `${this.at + 1} / ${length}`);
    const target = this.found[this.at];
    if (target !== undefined) this.host.show(target);
  }
}
