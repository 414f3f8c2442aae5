import { renderCategoryPage, renderIndexPage, renderSourcesPages, SOURCES_PER_PAGE, type ListedSource } from "../../../src/core/pages/listing-pages";
import { findLinks } from "../../../src/core/vault/links";
import { parseMarkdown } from "../../../src/core/vault/markdown/parse";
import { readPage } from "../../../src/core/vault/page";

const listed = (path: string, name: string, more: Partial<ListedSource> = {}): ListedSource => ({ source: { path, name, summary: "A summary." }, page: { path: `wiki/sources/${name} (source).md`, name }, published: "", failure: null, ...more });

const bodyOf = (text: string | undefined): string => readPage(text ?? "")?.body ?? "";
const linesOf = (text: string | undefined): string[] => bodyOf(text).trim().split("\n");

interface Node {
  type: string;
  children?: Node[];
}

/** The types of all nodes but text, wikilinks taken for text. */
const typesOf = (text: string | undefined): string[] => {
  const types = new Set<string>();
  const walk = (node: Node): void => {
    types.add(node.type);
    node.children?.forEach(walk);
  };
  walk(parseMarkdown(bodyOf(text).replace(/\[\[[^\]]*\]\]/g, "Link")) as Node);
  return [...types];
};

describe("The list of sources", () => {
  it("has one line for each, with its page and itself", () => {
    const page = renderSourcesPages([listed("raw/a.md", "A"), listed("raw/b.md", "B", { page: null })], "wiki").get("wiki/sources.md");
    expect(linesOf(page)).toEqual(["- [[wiki/sources/A (source)|A]]: A summary. ([[raw/a|source]])", "- [[raw/b|B]]: A summary."]);
  });

  it("says of a failed source why, in one line, whatever its name", () => {
    const path = "raw/x\n\n# Heading <b>\n\n- item.md";
    const page = renderSourcesPages([listed(path, path.slice(4), { page: null, failure: `${path} is not UTF-8 text.` }), listed("raw/b.md", "B")], "wiki").get("wiki/sources.md");
    expect(linesOf(page)).toHaveLength(2);
    expect(typesOf(page)).not.toContain("heading");
    expect(findLinks(bodyOf(page))[0]?.target).toBe(path);
  });

  it("shows names and summaries as text", () => {
    const odd = ["[x](http://y.example)", "<b>", "*x*", "`x`", "$x$", "~x~", "==x==", "![x]", "| x |", "%%x%%", "<% x %>", "#tag"];
    const page = renderSourcesPages(odd.map((text, index) => listed(`raw/${index}.md`, text, { source: { path: `raw/${index}.md`, name: text, summary: text }, page: { path: `wiki/sources/${index} (source).md`, name: text } })), "wiki").get("wiki/sources.md");
    expect(typesOf(page)).toEqual(["root", "list", "listItem", "paragraph", "text"]);
    expect(linesOf(page)).toHaveLength(odd.length);
  });

  it("is parted by years when it grows, and every source still has its line", () => {
    const sources = Array.from({ length: SOURCES_PER_PAGE + 1 }, (_, index) => listed(`raw/${index}.md`, `N ${index}`, { published: index % 3 === 0 ? "" : `${2000 + (index % 7)}-01-01` }));
    const pages = renderSourcesPages(sources, "wiki");
    const targets = new Set([...pages.values()].flatMap((page) => findLinks(bodyOf(page)).map(({ target }) => target)));
    for (const { source } of sources) expect(targets.has(source.path.slice(0, -3))).toBe(true);
    expect([...pages.keys()].every((path) => path === "wiki/sources.md" || targets.has(path.slice(0, -3)))).toBe(true);
  });

  it.each(["../../x", "20<b>", "9999999", "０１２３", "n/a", "2020\n2021"])("keeps a source within the wiki whatever year it claims: %j", (published) => {
    const sources = Array.from({ length: SOURCES_PER_PAGE + 1 }, (_, index) => listed(`raw/${index}.md`, `N ${index}`, { published }));
    for (const path of renderSourcesPages(sources, "wiki").keys()) expect(path).toMatch(/^wiki\/sources(?: by year\/(?:\d{4}|undated))?\.md$/);
  });
});

describe("A category page", () => {
  it("lists its concepts by name, whatever order they come in", () => {
    const concepts = ["b", "A", "Ä", "a"].map((name, weight) => ({ name, path: `wiki/concepts/${name}${weight}.md`, summary: "", weight }));
    const category = { name: "People", path: "wiki/categories/People.md" };
    expect(renderCategoryPage({ ...category, concepts })).toBe(renderCategoryPage({ ...category, concepts: [...concepts].reverse() }));
    expect(linesOf(renderCategoryPage({ ...category, concepts }))).toHaveLength(4);
  });
});

describe("The index", () => {
  it("shows the weightiest concepts of each category, and is the same for the same wiki", () => {
    const concepts = Array.from({ length: 20 }, (_, index) => ({ name: `Concept ${String(index).padStart(2, "0")}`, path: `wiki/concepts/${index}.md`, summary: "*x*", weight: index % 5 }));
    const category = { name: "People", path: "wiki/categories/People.md", concepts };
    const page = renderIndexPage([category], 3, [], "wiki");
    expect(page).toBe(renderIndexPage([{ ...category, concepts: [...concepts].reverse() }], 3, [], "wiki"));
    expect(page).toContain("Concept 04");
    expect(page).not.toContain("Concept 05|");
    expect(typesOf(page)).not.toContain("emphasis");
  });
});
