/** The card of a citation: its quote, where it stands, and that it was checked. Shown on hover, on keyboard focus, and as a sheet on touch. */
import { type App, HoverPopover, type HoverParent, Modal } from "obsidian";
import { addButton, addIcon } from "../ui/elements";
import type { PageCitation } from "./page-link";

/** Room between a card and what it belongs to, and the window's edge (pixels). */
const GAP = 8;

/** The folder and heading a passage stands under, outermost first. */
export const whereOf = ({ path, heading }: Pick<PageCitation, "path" | "heading">): string => [...path.split("/").slice(0, -1), ...heading.split("#").filter((part) => part !== "")].join(" › ");

export function fillCard(holder: HTMLElement, citation: PageCitation, hint: string | null): void {
  holder.addClass("compendium", "cpd-card");
  holder.createDiv({ cls: "cpd-card-title", text: citation.title, attr: { dir: "auto" } });
  const where = whereOf(citation);
  if (where !== "") holder.createDiv({ cls: "cpd-card-where", text: where, attr: { dir: "auto" } });
  holder.createEl("blockquote", { cls: "cpd-card-quote", attr: { dir: "auto" } }).createEl("q", { text: citation.quote });
  const foot = holder.createDiv({ cls: "cpd-card-foot" });
  const checked = foot.createSpan({ cls: "cpd-card-checked cpd-ok" });
  addIcon(checked, "check", "ok");
  checked.createSpan({ text: "Quote checked" });
  if (hint !== null) foot.createSpan({ cls: "cpd-card-hint", text: hint });
}

/** The app's own hover card beside `target`. It goes when the pointer leaves both. */
export function showHoverCard(parent: HoverParent, target: HTMLElement, citation: PageCitation, hint: string): HoverPopover {
  const popover = new HoverPopover(parent, target);
  fillCard(popover.hoverEl, citation, hint);
  return popover;
}

/** Takes a card away before the pointer leaves it, or before it came. The app's own way to do so has no name in its API. */
export function hideHoverCard(popover: HoverPopover | null): void {
  const { hide } = (popover ?? {}) as { hide?: () => void };
  if (hide !== undefined) hide.call(popover);
  else popover?.hoverEl.remove();
}

let cards = 0;

/** A card for the keyboard: beside `target` until `close` is called. It describes the target to screen readers. */
export function showFocusCard(target: HTMLElement, citation: PageCitation): { close(): void } {
  cards += 1;
  const id = `cpd-card-${cards}`;
  const card = target.doc.body.createDiv({ cls: ["popover", "hover-popover", "cpd-focus-card"], attr: { role: "tooltip", id } });
  fillCard(card, citation, "Enter opens the source");
  target.setAttribute("aria-describedby", id);
  const { innerWidth, innerHeight } = target.win;
  const box = target.getBoundingClientRect();
  const { offsetWidth, offsetHeight } = card;
  const left = Math.max(GAP, Math.min(box.left, innerWidth - offsetWidth - GAP));
  const isBelow = box.bottom + GAP + offsetHeight <= innerHeight;
  card.setCssStyles({ left: `${left}px`, top: `${isBelow ? box.bottom + GAP : Math.max(GAP, box.top - GAP - offsetHeight)}px` });
  return {
    close: () => {
      if (target.getAttribute("aria-describedby") === id) target.removeAttribute("aria-describedby");
      card.remove();
    },
  };
}

/** The card as a sheet, for fingers. */
export class CitationSheet extends Modal {
  constructor(
    app: App,
    private readonly citation: PageCitation,
    private readonly openSource: () => void,
  ) {
    super(app);
  }

  override onOpen(): void {
    this.containerEl.addClass("cpd-sheet-container");
    this.modalEl.addClass("compendium", "cpd-sheet");
    this.setTitle("Citation");
    fillCard(this.contentEl, this.citation, null);
    const actions = this.contentEl.createDiv({ cls: "cpd-actions" });
    addButton(actions, {
      text: "Open source",
      isPrimary: true,
      onClick: () => {
        this.close();
        this.openSource();
      },
    }).focus();
  }
}
