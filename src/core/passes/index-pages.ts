/** Pass 6, index: every page and every source has its one line, by code. */
import { CATEGORY_OF_KIND } from "../concepts/concept";
import { CONCEPT_KINDS } from "../claims/digest";
import { renderBase } from "../pages/fixed-pages";
import { categoryPageId, renderCategoryPage, renderIndexPage, renderSourcesPages, type ListedCategory, type ListedPage, type ListedSource } from "../pages/listing-pages";
import { readPage } from "../vault/page";
import { baseName } from "../vault/path";
import { hashText } from "../text/hash";
import { byCodeUnit } from "../text/key";
import { isInFolder } from "../settings";
import { categoryPath } from "./article";
import type { Proposal } from "./proposal";
import type { Run } from "./run";
import type { WikiIndex } from "./wiki-index";

export function proposeIndexPages(run: Run, wiki: WikiIndex, conceptPages: Proposal[]): Proposal[] {
  const { wikiFolder } = run.settings;
  const pages = new Map(conceptPages.map((page) => [page.path, page]));
  const categories = CONCEPT_KINDS.map((kind): ListedCategory => {
    const name = CATEGORY_OF_KIND[kind];
    const concepts = wiki.records
      .filter((record) => record.kind === kind)
      .map((record) => ({ name: record.name, path: record.path, summary: pages.get(record.path)?.summary ?? "", weight: record.members.length * 4 + record.claims }));
    return { name, path: categoryPath(wikiFolder, name), concepts };
  }).filter(({ concepts }) => concepts.length > 0);
  const sources = wiki.sources.map(({ path, source, pagePath }): ListedSource => ({
    source: { name: source.title, path, summary: source.summary },
    page: pagePath === null ? null : { name: source.title, path: pagePath },
    published: source.published,
    failure: source.failure?.message ?? null,
  }));
  const texts: [path: string, text: string, name: string][] = [
    ...categories.map((category): [string, string, string] => [category.path, renderCategoryPage(category), category.name]),
    ...[...renderSourcesPages(sources, wikiFolder)].map(([path, text]): [string, string, string] => [path, text, baseName(path)]),
    [`${wikiFolder}/index.md`, renderIndexPage(categories, sources.length, listOutputs(run), wikiFolder), "index"],
  ];
  return [
    ...texts.map(([path, text, name]) => listingProposal(run, path, text, readPage(text)?.stamp.id ?? categoryPageId(path), name)),
    listingProposal(run, `${wikiFolder}/wiki.base`, renderBase(wikiFolder), "f-base", "wiki"),
  ];
}

/** Answers and decks that were filed back: listed, but evidence for nothing. */
const listOutputs = (run: Run): ListedPage[] =>
  Object.entries(run.state.pages)
    .filter(([path]) => isInFolder(path, `${run.settings.wikiFolder}/outputs`))
    .map(([path, { summary }]) => ({ path, name: baseName(path), summary }))
    .sort((left, right) => byCodeUnit(left.path, right.path));

const listingProposal = (run: Run, path: string, text: string, id: string, name: string): Proposal => {
  const inputs = hashText(text);
  if (run.state.pages[path]?.published === inputs) run.runner.countReuse("index");
  else run.runner.countRun("index");
  return { path, movedFrom: null, id, kind: path.endsWith(".base") ? "file" : "listing", inputs, recipe: "", text, summary: "", name, aliases: [] };
};
