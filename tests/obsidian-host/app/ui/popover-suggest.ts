/** Suggestions that hang under a field or a cursor. Contracts: obsidian.d.ts, `PopoverSuggest` and `AbstractInputSuggest`. */
import type { App } from "../app";
import type { Box } from "./place";
import { moveTo, placeBeside, windowSize } from "./place";
import { Scope } from "./scope";
import { SuggestionList } from "./suggestion-list";

export abstract class PopoverSuggest<T> {
  scope: Scope;
  readonly suggestEl: HTMLElement;
  readonly suggestions: SuggestionList<T>;
  isOpen = false;

  constructor(
    public app: App,
    scope?: Scope,
  ) {
    this.scope = scope ?? new Scope();
    this.suggestEl = createDiv("suggestion-container");
    this.suggestions = new SuggestionList<T>(this, this.suggestEl.createDiv("suggestion"), this.scope);
    this.scope.register([], "Escape", () => {
      this.close();
      return false;
    });
  }

  /** In the window that is active; where exactly, `reposition` says. */
  open(): void {
    if (this.isOpen) return;
    this.isOpen = true;
    this.app.keymap.pushScope(this.scope);
    activeDocument.body.appendChild(this.suggestEl);
  }

  close(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.app.keymap.popScope(this.scope);
    this.suggestEl.remove();
    this.suggestions.setSuggestions([]);
  }

  onHistoryBack(): void {
    this.close();
  }

  /** Puts the list below `anchor`, or above it, inside the window. */
  reposition(anchor: Box): void {
    if (!this.isOpen) return;
    moveTo(this.suggestEl, placeBeside(anchor, this.suggestEl.getBoundingClientRect(), windowSize(this.suggestEl.doc), { side: "bottom", gap: 4 }));
  }

  abstract renderSuggestion(value: T, el: HTMLElement): void;
  abstract selectSuggestion(value: T, event: MouseEvent | KeyboardEvent): void;
}

type Selected<T> = (value: T, event: MouseEvent | KeyboardEvent) => unknown;

export abstract class AbstractInputSuggest<T> extends PopoverSuggest<T> {
  limit = 100;
  private selected: Selected<T> | null = null;
  private asked = 0;

  constructor(
    app: App,
    private readonly textInputEl: HTMLInputElement | HTMLDivElement,
  ) {
    super(app);
    this.suggestions.inputEl = textInputEl;
    textInputEl.addEventListener("input", () => this.update());
    textInputEl.addEventListener("focus", () => this.update());
    textInputEl.addEventListener("blur", () => this.close());
  }

  setValue(value: string): void {
    if (this.textInputEl.instanceOf(HTMLInputElement)) this.textInputEl.value = value;
    else this.textInputEl.setText(value);
  }

  getValue(): string {
    return this.textInputEl.instanceOf(HTMLInputElement) ? this.textInputEl.value : this.textInputEl.getText();
  }

  selectSuggestion(value: T, event: MouseEvent | KeyboardEvent): void {
    this.selected?.(value, event);
  }

  onSelect(callback: Selected<T>): this {
    this.selected = callback;
    return this;
  }

  protected abstract getSuggestions(query: string): T[] | Promise<T[]>;

  private update(): void {
    const turn = ++this.asked;
    const show = (values: T[]): void => {
      if (turn !== this.asked) return;
      const isFocused = this.textInputEl.isActiveElement();
      if (values.length === 0 || !isFocused) {
        this.close();
        return;
      }
      this.open();
      this.suggestions.setSuggestions(this.limit > 0 ? values.slice(0, this.limit) : values);
      const box = this.textInputEl.getBoundingClientRect();
      this.suggestEl.style.minWidth = `${Math.round(box.width)}px`;
      this.reposition(box);
    };
    const found = this.getSuggestions(this.getValue());
    if (Array.isArray(found)) show(found);
    else found.then(show, (error: unknown) => console.error("Looking for suggestions failed.", error));
  }
}
