/** Draws the footnotes of a note, at its end. */
import type { Footnote, Footnotes } from "../parse/footnotes";
import { scopeOfFootnotes } from "../parse/footnotes";
import { parseBlocks } from "../parse/syntax";
import { drawBlocks } from "./blocks";
import type { DrawContext } from "./context";

/** `section.footnotes` with one item a footnote. The note has at least one. */
export function drawFootnotes(footnotes: Footnotes, parent: HTMLElement, context: Omit<DrawContext, "footnotes">): void {
  const section = parent.createEl("section", { cls: "footnotes" });
  section.createEl("hr");
  const list = section.createEl("ol");
  const labels = footnotes.list.filter(({ isInline }) => !isInline).map(({ label }) => `[^${label}]: .`);
  const scope = scopeOfFootnotes(footnotes);
  for (const footnote of footnotes.list) drawFootnote(footnote, labels, list, { ...context, footnotes: scope });
}

function drawFootnote(footnote: Footnote, labels: string[], list: HTMLElement, context: DrawContext): void {
  const id = `fn-${footnote.number}-${context.docId}`;
  const item = list.createEl("li", { attr: { "data-footnote-id": id, id, dir: "auto" } });
  const root = parseBlocks(footnote.text.includes("[^") ? [footnote.text, "", ...labels].join("\n") : footnote.text);
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
