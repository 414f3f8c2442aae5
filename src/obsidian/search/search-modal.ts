/** The quick search: from anywhere to a passage, and gone. */
import { Modal, Platform } from "obsidian";
import type { Context } from "../context";
import { addHiddenLabel, labelledBy } from "../ui/elements";
import { showHitMenu } from "./hit-menu";
import { openHit } from "./open-hit";
import { createSearchBox, type SearchBox } from "./search-box";

const KEYS: readonly [key: string, does: string][] = [
  ["↑↓", "to move"],
  ["↵", "to open at the passage"],
  [Platform.isMacOS ? "⌘ ↵" : "Ctrl ↵", "new tab"],
  ["Tab", "to filter"],
  ["Esc", "to close"],
];

const open = new Set<SearchModal>();

/** With the plugin its searches go. */
export function closeSearches(): void {
  for (const modal of [...open]) modal.close();
}

export class SearchModal extends Modal {
  private box: SearchBox | null = null;
  private forget: () => void = () => undefined;

  constructor(private readonly context: Context) {
    super(context.app);
  }

  override onOpen(): void {
    open.add(this);
    const { contentEl, context, modalEl } = this;
    modalEl.addClass("compendium", "cpd-search-modal");
    labelledBy(modalEl, addHiddenLabel(contentEl, "Quick search"));
    const box = createSearchBox(contentEl, {
      context,
      query: "",
      scope: "all",
      open: (hit, newLeaf) => {
        this.close();
        void openHit(context, hit, newLeaf);
      },
      menu: (hit, event) => showHitMenu(context, hit, event, () => this.close()),
      preview: () => undefined,
      escape: () => this.close(),
      changed: () => undefined,
    });
    this.box = box;
    this.forget = context.searching.onChange(() => box.again());
    if (!Platform.isMobile) {
      const foot = contentEl.createDiv({ cls: "cpd-keys", attr: { "aria-hidden": "true" } });
      for (const [key, does] of KEYS) {
        const hint = foot.createSpan();
        hint.createEl("b", { text: key });
        hint.appendText(` ${does}`);
      }
    }
    box.focus();
  }

  override onClose(): void {
    open.delete(this);
    this.forget();
    this.box?.close();
    this.contentEl.empty();
  }
}
