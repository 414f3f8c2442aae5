/** Draws the footnotes of a note, at its end. */
import type { Footnote, Footnotes } from "../parse/footnotes";
import { scopeOfFootnotes } from "../parse/footnotes";
import { parsePart } from "../parse/resolve";
import type { Definitions } from "../parse/resolve";
import { drawBlocks } from "./blocks";
import type { DrawContext } from "./context";

/** `section.footnotes` with one item a footnote. The note has at least one. Yields between them, so that others may run. */
export function* drawFootnotes(footnotes: Footnotes, definitions: Definitions, parent: HTMLElement, context: Omit<DrawContext, "footnotes">): Generator<undefined, void> {
  const section = parent.createEl("section", { cls: "footnotes" });
  section.createEl("hr");
  const list = section.createEl("ol");
  const scope = scopeOfFootnotes(footnotes);
  for (const footnote of footnotes.list) {
    drawFootnote(footnote, definitions, list, { ...context, footnotes: scope });
    yield undefined;
  }
}

function drawFootnote(footnote: Footnote, definitions: Definitions, list: HTMLElement, context: DrawContext): void {
  const id = `fn-${footnote.number}-${context.docId}`;
  const item = list.createEl("li", { attr: { "data-footnote-id": id, id, dir: "auto" } });
  const root = parsePart(footnote.text, definitions);
  drawBlocks(root.children, item, context);
  const last = item.lastElementChild;
  const place = last?.localName === "p" ? last : item;
  for (const paragraph of item.children) paragraph.removeAttribute("dir");
  for (let index = 0; index < footnote.references; index++) {
    const number = index === 0 ? String(footnote.number) : `${footnote.number}-${index}`;
    place.createEl("a", { cls: "footnote-backref footnote-link", text: "↩︎", href: `#fnref-${number}-${context.docId}`, attr: { target: "_blank", rel: "noopener nofollow" } });
  }
  if (footnote.isInline && place !== item) item.replaceChildren(...place.childNodes);
}
