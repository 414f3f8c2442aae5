/** The pages that only list others: made by code alone, so that every page and every source has its one line. */
import { shortHash } from "../text/hash";
import { byCodeUnit } from "../text/key";
import { escapeMarkdown } from "../vault/escape";
import { wikilink } from "../vault/links";
import { renderPage, type PropertyValue } from "../vault/page";
import type { LinkTarget } from "./concept-page";
import { blocks, listItem, oneLine, section } from "./parts";

export interface ListedPage extends LinkTarget {
  summary: string;
}

export interface ListedSource {
  source: ListedPage;
  /** Null where the user deleted it or the source failed. */
  page: LinkTarget | null;
  published: string;
  failure: string | null;
}

export interface ListedCategory extends LinkTarget {
  /** Most important first. */
  concepts: (ListedPage & { weight: number })[];
}

/** Beyond this many sources, sources.md lists pages of sources, one a year. */
export const SOURCES_PER_PAGE = 1000;
const TOP_CONCEPTS = 7;
/** A failure names its file, and ends in what to do about it. */
const LONGEST_FAILURE = 600;

const line = ({ path, name, summary }: ListedPage): string => listItem(`${wikilink(path, name)}${summary === "" ? "" : `: ${escapeMarkdown(oneLine(summary, 200))}`}`);

const listing = (id: string, type: string, properties: [string, PropertyValue][], body: string): string =>
  renderPage({ id, fingerprint: shortHash(JSON.stringify([properties, body]), 16), properties: [["type", type], ...properties], body });

export const categoryPageId = (name: string): string => `k-${shortHash(name, 10)}`;

export function renderCategoryPage(category: ListedCategory): string {
  const concepts = [...category.concepts].sort((left, right) => byCodeUnit(left.name.toLowerCase(), right.name.toLowerCase()) || byCodeUnit(left.path, right.path));
  return listing(
    categoryPageId(category.name),
    "category",
    [["summary", `${concepts.length} ${concepts.length === 1 ? "concept" : "concepts"}`]],
    concepts.map(line).join("\n"),
  );
}

const sourceLine = ({ source, page, failure }: ListedSource): string => {
  // No link can name a path with a backslash.
  const name = source.path.includes("\\") ? escapeMarkdown(oneLine(source.path)) : wikilink(source.path, source.name);
  if (failure !== null) return listItem(`${name}: not compiled (${escapeMarkdown(oneLine(failure, LONGEST_FAILURE))})`);
  if (page === null) return line(source);
  return `${line({ ...source, path: page.path })} (${wikilink(source.path, "source")})`;
};

/** sources.md and, for many sources, one page a year; by path. */
export function renderSourcesPages(sources: ListedSource[], wikiFolder: string): Map<string, string> {
  const pages = new Map<string, string>();
  const main = `${wikiFolder}/sources.md`;
  const count: [string, PropertyValue] = ["summary", `${sources.length} ${sources.length === 1 ? "source" : "sources"}`];
  if (sources.length <= SOURCES_PER_PAGE) {
    pages.set(main, listing("i-sources", "index", [count], sources.map(sourceLine).join("\n")));
    return pages;
  }
  const years = new Map<string, ListedSource[]>();
  for (const source of sources) {
    const year = /^\d{4}/.exec(source.published)?.[0] ?? "undated";
    years.set(year, [...(years.get(year) ?? []), source]);
  }
  const sorted = [...years].sort(([left], [right]) => byCodeUnit(left, right));
  for (const [year, list] of sorted) {
    pages.set(`${wikiFolder}/sources by year/${year}.md`, listing(`i-sources-${year}`, "index", [["summary", `${list.length} sources`]], list.map(sourceLine).join("\n")));
  }
  pages.set(main, listing("i-sources", "index", [count], sorted.map(([year, list]) => listItem(`${wikilink(`${wikiFolder}/sources by year/${year}.md`, year)}: ${list.length} sources`)).join("\n")));
  return pages;
}

/** The way in: categories with counts and their top concepts, a line each. */
export function renderIndexPage(categories: ListedCategory[], sourceCount: number, outputs: ListedPage[], wikiFolder: string): string {
  const conceptCount = categories.reduce((sum, category) => sum + category.concepts.length, 0);
  const categoryPart = categories.map((category) => {
    const top = [...category.concepts].sort((left, right) => right.weight - left.weight || byCodeUnit(left.name, right.name)).slice(0, TOP_CONCEPTS);
    return section(`${wikilink(category.path, category.name)} (${category.concepts.length})`, top.map(line).join("\n"));
  });
  const more = ["sources", "log", "decisions"].map((name) => wikilink(`${wikiFolder}/${name}.md`, `${name[0]?.toUpperCase() ?? ""}${name.slice(1)}`));
  const conventions = wikilink(`${wikiFolder}/AGENTS.md`, "Conventions");
  return listing(
    "i-index",
    "index",
    [["summary", `${conceptCount} ${conceptCount === 1 ? "concept" : "concepts"} from ${sourceCount} ${sourceCount === 1 ? "source" : "sources"}`]],
    blocks(
      ...categoryPart,
      section("Outputs", outputs.map(line).join("\n")),
      section("More", [`${more[0] ?? ""} (${sourceCount})`, more[1] ?? "", more[2] ?? "", conventions].map(listItem).join("\n")),
    ),
  );
}
