/** The chips over the results: where to look, which type, and each filter that stands in the query, to take away. */
import { Menu } from "obsidian";
import { addIcon } from "../ui/elements";
import { filtersIn, type SearchScope } from "./search-words";

export interface ChipEvents {
  setScope: (scope: SearchScope) => void;
  removeFilter: (filter: string) => void;
  setType: (type: string) => void;
  pickTag: () => void;
}

const SCOPES: readonly [scope: SearchScope, text: string][] = [
  ["all", "All"],
  ["wiki", "Wiki"],
  ["sources", "Sources"],
];
const TYPES: readonly [type: string, text: string][] = [
  ["concept", "Concept pages"],
  ["source", "Sources"],
  ["category", "Categories"],
  ["output", "Outputs"],
];

/** Draws the chips anew; where one had the focus, the chip in its place has it again. */
export function drawChips(parent: HTMLElement, query: string, scope: SearchScope, events: ChipEvents): void {
  const focused = [...parent.children].indexOf(parent.doc.activeElement ?? parent);
  parent.empty();
  for (const [id, text] of SCOPES) {
    const chip = parent.createEl("button", { cls: "cpd-chip", text, attr: { type: "button", "aria-pressed": String(id === scope) } });
    chip.toggleClass("is-on", id === scope);
    chip.addEventListener("click", () => events.setScope(id));
  }
  const type = parent.createEl("button", { cls: "cpd-chip", text: "Type", attr: { type: "button", "aria-haspopup": "menu" } });
  addIcon(type, "chevron-down");
  type.addEventListener("click", () => {
    const menu = new Menu();
    for (const [id, text] of TYPES) menu.addItem((item) => item.setTitle(text).onClick(() => events.setType(id)));
    const { left, bottom } = type.getBoundingClientRect();
    menu.showAtPosition({ x: left, y: bottom }, type.doc);
  });
  const tag = parent.createEl("button", { cls: "cpd-chip", text: "Tag", attr: { type: "button", "aria-haspopup": "dialog" } });
  addIcon(tag, "chevron-down");
  tag.addEventListener("click", () => events.pickTag());
  for (const filter of filtersIn(query)) {
    const chip = parent.createEl("button", { cls: ["cpd-chip", "is-on"], attr: { type: "button", "aria-label": `Remove filter ${filter}` } });
    chip.createSpan({ cls: "cpd-chip-text", text: filter, attr: { dir: "auto" } });
    addIcon(chip, "x");
    chip.addEventListener("click", () => events.removeFilter(filter));
  }
  const again = parent.children[Math.min(focused, parent.children.length - 1)];
  if (focused >= 0 && again?.instanceOf(HTMLElement) === true) again.focus();
}
