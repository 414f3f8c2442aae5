import type { ArticleDraft } from "../../../src/core/engines/engine";
import { linkArticle, renderConceptPage, type ConceptPageInput } from "../../../src/core/pages/concept-page";
import { tellContradictions } from "../../../src/core/pages/tell-contradictions";
import { findLinks } from "../../../src/core/vault/links";
import { parseMarkdown } from "../../../src/core/vault/markdown/parse";
import { withMoney } from "../../../src/core/vault/markdown/stand-ins";
import { readPage } from "../../../src/core/vault/page";

const CRANE = { name: "Kestrel Crane", path: "wiki/concepts/Kestrel Crane.md" };
const LINK = "[[wiki/concepts/Kestrel Crane|Kestrel Crane]]";

const draft = (...lead: string[]): ArticleDraft => ({ summary: "One line.", lead: lead.map((text) => ({ text, claims: ["c1"] })), sections: [] });

const linked = (text: string): string => linkArticle(tellContradictions(draft(text), []), [CRANE], "wiki/concepts/Maria.md").lead.sentences[0]?.text ?? "";

const render = (article: ArticleDraft, more: Partial<ConceptPageInput> = {}): string =>
  renderConceptPage({
    id: "c-1",
    fingerprint: "f",
    path: "wiki/concepts/Maria.md",
    name: "Maria",
    aliases: [],
    kind: "person",
    category: { name: "People", path: "wiki/categories/People.md" },
    article: linkArticle(tellContradictions(article, []), [CRANE], "wiki/concepts/Maria.md"),
    citations: new Map([["c1", { label: "c1", sourcePath: "raw/a.md", headingPath: [], title: "A", quote: "The words of the source." }]]),
    related: [],
    mentionedIn: [],
    ...more,
  });

interface Node {
  type: string;
  value?: string;
  children?: Node[];
}

const typesOf = (markdown: string): string[] => {
  const types = new Set<string>();
  const walk = (node: Node): void => {
    types.add(node.type);
    node.children?.forEach(walk);
  };
  walk(parseMarkdown(withMoney(markdown)) as Node);
  return [...types];
};

describe("A sentence with a link", () => {
  it("links the first mention, and no other", () => {
    expect(linked("She built the Kestrel Crane, and the Kestrel Crane stands.")).toBe(`She built the ${LINK}, and the Kestrel Crane stands.`);
  });

  it.each(["Look!Kestrel Crane is here.", "the !Kestrel Crane", "!Kestrel Crane"])("embeds nothing where an exclamation mark stands before the name: %s", (text) => {
    const markdown = linked(text);
    expect(findLinks(markdown)).toMatchObject([{ isEmbed: false }]);
    expect(markdown).not.toMatch(/(?<!\\)!\[\[/);
  });

  it.each(["She ~built the Kestrel Crane~ alone.", "It costs US$5 with the Kestrel Crane at A$ more.", "*She* built the Kestrel Crane *alone*.", "_She built the Kestrel Crane alone_", "==She built the Kestrel Crane alone==", "`Kestrel Crane`", "[Kestrel Crane](http://x.example)", "<b>Kestrel Crane</b>"])(
    "has nothing live on both sides of the link: %s",
    (text) => {
      expect(typesOf(linked(text).replace(LINK, "Link"))).toEqual(["root", "paragraph", "text"]);
    },
  );

  it.each(["# Kestrel Crane", "- Kestrel Crane", "1. Kestrel Crane", "> Kestrel Crane", "--- Kestrel Crane", "+ Kestrel Crane", "[ ] Kestrel Crane"])("begins no block: %s", (text) => {
    expect(typesOf(`- ${linked(text)}`.replace(LINK, "Link"))).toEqual(["root", "list", "listItem", "paragraph", "text"]);
  });
});

describe("A concept page", () => {
  it("tells a section of prose in paragraphs of a few sentences, and other sections one sentence a line", () => {
    const sentence = (text: string) => ({ text, claims: ["c1"] });
    const many = Array.from({ length: 7 }, (_, index) => sentence(`Sentence ${index + 1}.`));
    const page = render({ summary: "x", lead: [sentence("Lead.")], sections: [{ heading: "Prose", sentences: many, isProse: true }, { heading: "List", sentences: many.slice(0, 2) }] });
    expect(page).toContain("## Prose\n\nSentence 1.[^c1] Sentence 2.[^c1] Sentence 3.[^c1] Sentence 4.[^c1]\n\nSentence 5.[^c1] Sentence 6.[^c1] Sentence 7.[^c1]\n\n## List\n\n- Sentence 1.[^c1]\n- Sentence 2.[^c1]\n");
  });

  it("keeps sentences of its lead apart, whatever each of them leaves open", () => {
    for (const [first, second] of [["It is a US$5 crane.", "It costs A$ more."], ["It is a ~big crane.", "It lifts 40~ tonnes."], ["It is *big.", "It is* old."], ["It is `big.", "It is` old."], ["It is <!-- big.", "It is --> old."]]) {
      const types = typesOf(readPage(render(draft(first ?? "", second ?? "")))?.body.replace(/\[\[[^\]]*\]\]/g, "Link") ?? "");
      expect(types.filter((type) => ["inlineMath", "delete", "emphasis", "inlineCode", "html"].includes(type))).toEqual([]);
    }
  });

  it("tells an article's own sections from the parts of the page", () => {
    const sections = ["Related", "mentioned in", "#", "[x] *y*", "w".repeat(400)].map((heading) => ({ heading, sentences: [{ text: "Words.", claims: ["c1"] }] }));
    const headings = render({ ...draft("Lead."), sections }, { related: [CRANE] }).split("\n").filter((line) => line.startsWith("## "));
    expect(headings).toHaveLength(6);
    expect(headings.filter((line) => line === "## Related")).toHaveLength(1);
    expect(headings).not.toContain("## mentioned in");
    for (const heading of headings) expect(heading.length).toBeLessThan(200);
  });

  it("cites each source once, and only what a sentence rests on", () => {
    const citations = new Map(["c1", "c2", "c3"].map((label) => [label, { label, sourcePath: "raw/a.md", headingPath: [], title: "A", quote: "The words of the source." }]));
    const page = render({ summary: "x", lead: [{ text: "One.", claims: ["c1", "c2"] }], sections: [{ heading: "H", sentences: [{ text: "Two.", claims: ["c1"] }] }] }, { citations });
    expect(page.match(/^\[\^\w+\]:/gm)).toEqual(["[^c1]:", "[^c2]:"]);
  });
});
