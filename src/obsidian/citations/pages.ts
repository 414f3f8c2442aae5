/** Which notes are pages of the wiki, and their footnotes, read once for each text. */
import type { App, TFile } from "obsidian";
import { readFootnotes, type PageFootnotes } from "./footnotes";

const isPageProperties = (properties: Record<string, unknown> | null | undefined): boolean => typeof properties?.["compendium"] === "string" && typeof properties["type"] === "string";

export const isWikiPage = (app: App, file: TFile | null): file is TFile => file !== null && isPageProperties(app.metadataCache.getFileCache(file)?.frontmatter);

export const hasPageProperties = (properties: unknown): boolean => typeof properties === "object" && isPageProperties(properties as Record<string, unknown> | null);

/** A page is drawn section by section, and each asks for the whole page's footnotes: the last few texts are remembered. */
export function rememberingFootnotes(): (text: string) => PageFootnotes {
  const remembered = new Map<string, PageFootnotes>();
  return (text) => {
    const footnotes = remembered.get(text) ?? readFootnotes(text);
    remembered.delete(text);
    remembered.set(text, footnotes);
    const [oldest] = remembered.keys();
    if (remembered.size > 4 && oldest !== undefined) remembered.delete(oldest);
    return footnotes;
  };
}
