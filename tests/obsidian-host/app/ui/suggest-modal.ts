/** Dialogs that find something while one types. Contracts: obsidian.d.ts, `SuggestModal` and `FuzzySuggestModal`. */
import type { FuzzyMatch, Instruction } from "obsidian";
import type { App } from "../app";
import { setIcon } from "../icons";
import { Modal } from "./modal";
import { prepareFuzzySearch, renderResults, sortSearchResults } from "./search";
import { SuggestionList } from "./suggestion-list";

export abstract class SuggestModal<T> extends Modal {
  limit = 100;
  emptyStateText = "No results found.";
  inputEl: HTMLInputElement;
  resultContainerEl: HTMLElement;
  protected readonly chooser: SuggestionList<T>;
  private readonly instructionsEl: HTMLElement;
  private asked = 0;

  constructor(app: App) {
    super(app);
    this.modalEl.removeClass("modal");
    this.modalEl.addClass("prompt");
    this.modalEl.removeAttribute("aria-labelledby");
    this.modalEl.empty();
    const inputContainer = this.modalEl.createDiv("prompt-input-container");
    this.inputEl = inputContainer.createEl("input", { cls: "prompt-input", type: "text", attr: { role: "combobox", autocomplete: "off", autocapitalize: "off", spellcheck: "false", enterkeyhint: "done", "aria-expanded": "true" } });
    const clearEl = inputContainer.createDiv({ cls: "search-input-clear-button", attr: { "aria-hidden": "true" } });
    setIcon(clearEl, "lucide-x");
    this.resultContainerEl = this.modalEl.createDiv("prompt-results");
    this.instructionsEl = createDiv("prompt-instructions");
    this.chooser = new SuggestionList<T>(this, this.resultContainerEl, this.scope);
    this.chooser.inputEl = this.inputEl;
    this.inputEl.setAttr("aria-controls", this.resultContainerEl.id);
    this.inputEl.addEventListener("input", () => this.updateSuggestions());
    clearEl.addEventListener("click", () => {
      this.inputEl.value = "";
      this.inputEl.focus();
      this.updateSuggestions();
    });
  }

  override open(): void {
    super.open();
    this.inputEl.focus();
    this.inputEl.select();
    this.updateSuggestions();
  }

  setPlaceholder(placeholder: string): void {
    this.inputEl.placeholder = placeholder;
  }

  setInstructions(instructions: Instruction[]): void {
    this.instructionsEl.empty();
    for (const { command, purpose } of instructions) {
      const line = this.instructionsEl.createDiv("prompt-instruction");
      line.createSpan({ cls: "prompt-instruction-command", text: command });
      line.createSpan({ text: purpose });
    }
    if (instructions.length > 0) this.modalEl.appendChild(this.instructionsEl);
    else this.instructionsEl.remove();
  }

  onNoSuggestion(): void {
    this.chooser.setSuggestions([]);
    if (this.inputEl.value.trim() !== "" || this.emptyStateText !== "") this.resultContainerEl.createDiv({ cls: "suggestion-empty", text: this.emptyStateText });
  }

  /** Closed first: what is chosen may open something itself. */
  selectSuggestion(value: T, event: MouseEvent | KeyboardEvent): void {
    this.close();
    this.onChooseSuggestion(value, event);
  }

  selectActiveSuggestion(event: MouseEvent | KeyboardEvent): void {
    this.chooser.useSelectedItem(event);
  }

  abstract getSuggestions(query: string): T[] | Promise<T[]>;
  abstract renderSuggestion(value: T, el: HTMLElement): void;
  abstract onChooseSuggestion(item: T, event: MouseEvent | KeyboardEvent): void;

  updateSuggestions(): void {
    const turn = ++this.asked;
    const show = (values: T[]): void => {
      // An answer that comes late is not to replace a newer one.
      if (turn !== this.asked || !this.isShown) return;
      if (values.length === 0) this.onNoSuggestion();
      else this.chooser.setSuggestions(this.limit > 0 ? values.slice(0, this.limit) : values);
    };
    const found = this.getSuggestions(this.inputEl.value);
    if (Array.isArray(found)) show(found);
    else found.then(show, (error: unknown) => console.error("Looking for suggestions failed.", error));
  }
}

export abstract class FuzzySuggestModal<T> extends SuggestModal<FuzzyMatch<T>> {
  getSuggestions(query: string): FuzzyMatch<T>[] {
    const search = prepareFuzzySearch(query);
    const found: FuzzyMatch<T>[] = [];
    for (const item of this.getItems()) {
      const match = search(this.getItemText(item));
      if (match !== null) found.push({ item, match });
    }
    if (query.trim() !== "") sortSearchResults(found);
    return found;
  }

  renderSuggestion(item: FuzzyMatch<T>, el: HTMLElement): void {
    renderResults(el, this.getItemText(item.item), item.match);
  }

  onChooseSuggestion(item: FuzzyMatch<T>, event: MouseEvent | KeyboardEvent): void {
    this.onChooseItem(item.item, event);
  }

  abstract getItems(): T[];
  abstract getItemText(item: T): string;
  abstract onChooseItem(item: T, event: MouseEvent | KeyboardEvent): void;
}
