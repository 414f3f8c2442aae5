/** The rows under a field: which is selected, by mouse or by keys, and which was chosen. Used by dialogs and popovers alike. */
import type { Scope } from "./scope";

export interface SuggestOwner<T> {
  renderSuggestion(value: T, el: HTMLElement): void;
  selectSuggestion(value: T, event: MouseEvent | KeyboardEvent): void;
}

let counted = 0;

export class SuggestionList<T> {
  values: T[] = [];
  rows: HTMLElement[] = [];
  selectedItem = 0;
  /** The field that tells which row is selected to those who cannot see it. */
  inputEl: HTMLElement | null = null;

  constructor(
    private readonly owner: SuggestOwner<T>,
    readonly containerEl: HTMLElement,
    scope: Scope,
  ) {
    containerEl.setAttrs({ role: "listbox", id: `suggestions-${++counted}` });
    containerEl.on("mousemove", ".suggestion-item", (_event, row) => this.setSelectedItem(this.rows.indexOf(row), false));
    containerEl.on("click", ".suggestion-item", (event, row) => {
      event.preventDefault();
      this.choose(this.rows.indexOf(row), event);
    });
    // The field keeps the focus.
    containerEl.addEventListener("mousedown", (event) => event.preventDefault());
    const move = (step: number) => (): false => {
      this.step(step);
      return false;
    };
    scope.register([], "ArrowDown", move(1));
    scope.register([], "ArrowUp", move(-1));
    scope.register([], "PageDown", move(8));
    scope.register([], "PageUp", move(-8));
    scope.register([], "Enter", (event) => {
      if (this.values.length > 0) this.useSelectedItem(event);
      return false;
    });
  }

  setSuggestions(values: T[]): void {
    this.values = values;
    this.rows = values.map((value, index) => {
      const row = createDiv({ cls: "suggestion-item", attr: { role: "option", id: `${this.containerEl.id}-${index}` } });
      this.owner.renderSuggestion(value, row);
      return row;
    });
    this.containerEl.empty();
    this.containerEl.append(...this.rows);
    this.setSelectedItem(0);
  }

  setSelectedItem(index: number, scroll = true): void {
    if (this.rows.length === 0) {
      this.inputEl?.removeAttribute("aria-activedescendant");
      return;
    }
    this.selectedItem = Math.max(0, Math.min(index, this.rows.length - 1));
    this.rows.forEach((row, at) => {
      row.toggleClass("is-selected", at === this.selectedItem);
      row.setAttr("aria-selected", at === this.selectedItem);
    });
    const selected = this.rows[this.selectedItem];
    if (selected === undefined) return;
    this.inputEl?.setAttribute("aria-activedescendant", selected.id);
    if (scroll) selected.scrollIntoView({ block: "nearest" });
  }

  useSelectedItem(event: MouseEvent | KeyboardEvent): void {
    this.choose(this.selectedItem, event);
  }

  private choose(index: number, event: MouseEvent | KeyboardEvent): void {
    if (index >= 0 && index < this.values.length) this.owner.selectSuggestion(this.values[index] as T, event);
  }

  /** One step goes round at the ends, more than one stops there. */
  private step(by: number): void {
    const { length } = this.rows;
    if (length === 0) return;
    const wanted = this.selectedItem + by;
    this.setSelectedItem(Math.abs(by) === 1 ? (wanted + length) % length : wanted);
  }
}
