/** The field of a search: what is typed, as it is or composed of several keys, and keys that act elsewhere. */
import { Platform, setIcon } from "obsidian";
import { addHiddenLabel, addIconButton, labelledBy } from "../ui/elements";

export interface SearchFieldEvents {
  typed: () => void;
  clear: () => void;
  /** Whether the key was acted on; one that was not is the field's own. */
  act: (event: KeyboardEvent) => boolean;
}

export interface SearchField {
  readonly input: HTMLInputElement;
  /** What stands in the field is half a character. */
  readonly isComposing: boolean;
  /** Puts a text there, in place of what is being composed too. */
  set(text: string): void;
  /** Shows that there is something to clear, or that there is not. */
  drawClear(): void;
}

export function createSearchField(parent: HTMLElement, listId: string, { typed, clear, act }: SearchFieldEvents): SearchField {
  const element = parent.createDiv({ cls: "cpd-searchbox" });
  setIcon(element.createSpan({ cls: "cpd-searchbox-icon", attr: { "aria-hidden": "true" } }), "search");
  const input = element.createEl("input", {
    type: "text",
    attr: { role: "combobox", "aria-expanded": "false", "aria-controls": listId, "aria-autocomplete": "list", placeholder: "Search the wiki and sources", spellcheck: "false", autocapitalize: "off", enterkeyhint: "search", dir: "auto" },
  });
  labelledBy(input, addHiddenLabel(element, "Search the wiki and sources"));
  const clearButton = addIconButton(element, "x", "Clear search", clear);
  let isComposing = false;
  input.addEventListener("input", (event) => {
    // Half a character of an input method is no query; its end comes as an event of its own. On Android each word is composed, of letters that are whole.
    isComposing = (event as InputEvent).isComposing && !Platform.isAndroidApp;
    if (!isComposing) typed();
  });
  input.addEventListener("compositionend", () => {
    isComposing = false;
    typed();
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey || !act(event)) return;
    event.preventDefault();
    event.stopPropagation();
  });
  return {
    input,
    get isComposing() {
      return isComposing;
    },
    set: (text) => {
      isComposing = false;
      input.value = text;
    },
    drawClear: () => clearButton.toggle(input.value !== ""),
  };
}
