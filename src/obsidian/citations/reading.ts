/** Citations in a reading view: a footnote reference of a wiki page becomes a small number with a card, and leads to its source. */
import { type MarkdownPostProcessorContext, MarkdownView, type Plugin, type TFile } from "obsidian";
import type { Context } from "../context";
import { createCiteLinks } from "./cite-link";
import { definitionsOfReferences, type PageFootnotes } from "./footnotes";
import type { SourceOpener } from "./open-source";
import { splitTarget, type PageCitation } from "./page-link";
import { hasPageProperties, isWikiPage } from "./pages";

const REFERENCES = "sup.footnote-ref, a.footnote-link:not(.footnote-backref)";

export interface Reading {
  /** What stands behind the citation that has the focus, if one has. */
  focused(): { citation: PageCitation; page: TFile; element: HTMLElement } | null;
}

export function registerReading(plugin: Plugin, context: Context, opener: SourceOpener, footnotesOf: (text: string) => PageFootnotes): Reading {
  const { app } = context;
  const rerender = (): void => {
    for (const { view } of app.workspace.getLeavesOfType("markdown")) if (view instanceof MarkdownView && isWikiPage(app, view.file)) view.previewMode.rerender(true);
  };
  const links = createCiteLinks(app, opener);

  // What was drawn before the plugin came is drawn again with it, and without it once it is gone: this runs after the processor was taken out.
  plugin.register(rerender);
  plugin.registerMarkdownPostProcessor(async (element, processing) => {
    if (element.querySelector(`${REFERENCES}, .footnotes`) === null) return;
    const page = app.vault.getFileByPath(processing.sourcePath);
    if (page === null || !(isWikiPage(app, page) || hasPageProperties(processing.frontmatter))) return;
    for (const link of element.querySelectorAll<HTMLElement>(".footnotes li a.internal-link")) listenToListed(link, page, opener);
    const references = referencesBelow(element);
    if (references.length === 0) return;
    const section = sectionOf(element, processing);
    const footnotes = footnotesOf(section?.whole ?? (await app.vault.cachedRead(page)));
    const definitions = definitionsOfReferences(footnotes, references.map(numberOf), section?.own ?? null);
    const { citationOf } = await import("./page-citation");
    references.forEach((reference, index) => {
      const definition = definitions[index] ?? null;
      const citation = definition === null ? null : citationOf(definition);
      if (citation !== null) links.draw(reference, { citation, page }, numberOf(reference) ?? index + 1);
    });
  });
  plugin.register(() => links.close());
  if (app.workspace.layoutReady) rerender();
  return { focused: () => links.focused(activeDocument.activeElement) };
}

/** The list at the page's end stays as it is; its links to sources lead to the words, too. */
function listenToListed(link: HTMLElement, page: TFile, opener: SourceOpener): void {
  const citation = citationOfItem(link);
  if (citation === null) return;
  const press = (event: MouseEvent): void => {
    if (event.button > 1) return;
    event.preventDefault();
    event.stopPropagation();
    void opener.open({ citation, page, event, element: link });
  };
  link.addEventListener("click", press);
  link.addEventListener("auxclick", press);
}

/** The references below an element, each once, however the view nests its parts; not the way back from the list. */
const referencesBelow = (element: HTMLElement): HTMLElement[] =>
  [...element.querySelectorAll<HTMLElement>(REFERENCES)].filter((found) => found.closest(".footnotes") === null && (found.matches("sup") || found.closest("sup.footnote-ref") === null));

function sectionOf(element: HTMLElement, processing: MarkdownPostProcessorContext): { whole: string; own: string } | null {
  const section = processing.getSectionInfo(element);
  return section === null ? null : { whole: section.text, own: section.text.split("\n").slice(section.lineStart, section.lineEnd + 1).join("\n") };
}

/** The number a view gave a reference: "[3]", or "[3-1]" where it is not the first. */
function numberOf(reference: HTMLElement): number | null {
  const found = /\d+/.exec(reference.textContent);
  return found === null ? null : Number(found[0]);
}

/** What a footnote in the list says: a link, then the words in quotes. */
function citationOfItem(link: HTMLElement): PageCitation | null {
  const target = link.getAttribute("data-href") ?? link.getAttribute("href");
  let words = "";
  for (let node = link.nextSibling; node !== null; node = node.nextSibling) if (!(node.instanceOf(HTMLElement) && node.matches(".footnote-backref"))) words += node.textContent ?? "";
  const quote = /^: ?["“](.*)["”]\s*$/s.exec(words.trim())?.[1];
  return target === null || quote === undefined || quote === "" ? null : { label: "", ...splitTarget(target), title: link.textContent, quote };
}
