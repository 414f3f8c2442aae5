/** A citation as a small number in rendered text: card on hover and focus, a sheet on touch, its source on a press. */
import { type App, type HoverParent, type HoverPopover, MarkdownView, Platform, type TFile } from "obsidian";
import { CitationSheet, hideHoverCard, showFocusCard, showHoverCard } from "./card";
import type { PageCitation } from "./page-link";
import { leafHolding, type SourceOpener } from "./open-source";

export interface Cited {
  citation: PageCitation;
  page: TFile;
}

export interface CiteLinks {
  /** Draws the number in place of what a footnote reference holds. */
  draw(reference: HTMLElement, cited: Cited, number: number): void;
  focused(element: Element | null): (Cited & { element: HTMLElement }) | null;
  /** Closes the cards that are open, for the pointer and for the keyboard. */
  close(): void;
}

export function createCiteLinks(app: App, opener: SourceOpener): CiteLinks {
  const drawn = new WeakMap<Element, Cited>();
  let closeCard = (): void => undefined;
  /** The last one: those before it went with the pointer. */
  let hoverCard: HoverPopover | null = null;

  const press = (event: MouseEvent, link: HTMLElement, { citation, page }: Cited): void => {
    if (event.button > 1) return;
    // Else the view jumps to the footnote.
    event.preventDefault();
    event.stopPropagation();
    closeCard();
    const open = (): void => void opener.open({ citation, page, event, element: link });
    if (isTouch(event)) new CitationSheet(app, citation, open).open();
    else open();
  };
  const describe = (link: HTMLElement, citation: PageCitation): void => {
    closeCard();
    // Under the pointer there is a card already.
    if (!link.matches(":focus-visible") || link.matches(":hover")) return;
    closeCard = openFocusCard(link, citation, () => {
      closeCard = () => undefined;
    });
  };
  const listen = (link: HTMLElement, cited: Cited): void => {
    let hover: HoverPopover | null = null;
    for (const type of ["click", "auxclick"] as const) {
      link.addEventListener(type, (event) => {
        hideHoverCard(hover);
        press(event, link, cited);
      });
    }
    link.addEventListener("focus", () => describe(link, cited.citation));
    link.addEventListener("mouseenter", (event) => {
      if (Platform.isMobile && !isFine(event)) return;
      if (hover?.hoverEl.isConnected === true) return;
      hover = showHoverCard(parentOf(app, link), link, cited.citation, "Click opens the source");
      hoverCard = hover;
    });
  };
  return {
    draw: (reference, cited, number) => {
      const given = reference.matches("a") ? reference : reference.querySelector("a");
      const link = reference.createEl("a", { cls: "cpd-cite", text: String(number), href: given?.getAttribute("href") ?? "#", attr: { role: "doc-noteref" } });
      if (given === null) reference.replaceChildren(link);
      else given.replaceWith(link);
      link.closest("sup")?.classList.add("cpd-cite-holder");
      drawn.set(link, cited);
      listen(link, cited);
    },
    focused: (element) => {
      const found = element === null ? undefined : drawn.get(element);
      return found === undefined ? null : { ...found, element: element as HTMLElement };
    },
    close: () => {
      closeCard();
      hideHoverCard(hoverCard);
    },
  };
}

/** Returns what closes it; it closes by itself when the focus leaves, on Escape, and when the page is scrolled. */
function openFocusCard(link: HTMLElement, citation: PageCitation, onClose: () => void): () => void {
  const card = showFocusCard(link, citation);
  const close = (): void => {
    card.close();
    link.removeEventListener("blur", close);
    link.removeEventListener("keydown", escape);
    link.win.removeEventListener("scroll", close, true);
    onClose();
  };
  const escape = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    close();
  };
  link.addEventListener("blur", close);
  link.addEventListener("keydown", escape);
  link.win.addEventListener("scroll", close, { capture: true, passive: true });
  return close;
}

const parentOf = (app: App, element: HTMLElement): HoverParent => {
  const view = leafHolding(app, element)?.view;
  return view instanceof MarkdownView ? view : { hoverPopover: null };
};

const isTouch = (event: MouseEvent): boolean => Platform.isMobile || (event as Partial<PointerEvent>).pointerType === "touch";

/** A mouse or pen at a phone or tablet hovers as it does anywhere. */
const isFine = (event: MouseEvent): boolean => event.view?.matchMedia("(hover: hover)").matches === true;
