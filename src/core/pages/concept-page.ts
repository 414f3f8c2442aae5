/** A concept's page: an article whose every sentence is cited, and where the concept is treated. */
import type { ArticleClaim, ArticleSentence } from "../engines/engine";
import type { ConceptKind } from "../claims/digest";
import { createDictionary, linkPlainText, type Dictionary, type DictionaryEntry } from "../linking";
import { renderCitation, type Citation } from "../vault/citation";
import { escapeMarkdown, escapeMarkdownBlock } from "../vault/escape";
import { wikilink } from "../vault/links";
import { renderPage } from "../vault/page";
import { blocks, citedLine, headingText, listItem, oneLine, section } from "./parts";
import { originOf, type ContestedPoint, type ToldArticle } from "./tell-contradictions";

/** A page or note that can be linked: `name` is what is shown. */
export interface LinkTarget {
  name: string;
  path: string;
}

export interface ConceptPageInput {
  id: string;
  fingerprint: string;
  path: string;
  name: string;
  aliases: string[];
  kind: ConceptKind;
  category: LinkTarget;
  article: LinkedArticle;
  citations: Map<string, Citation>;
  related: LinkTarget[];
  /** The sources that treat it: their pages where they have one, in order. */
  mentionedIn: { source: LinkTarget; page: LinkTarget | null }[];
}

/** An article whose sentences are Markdown with links; what is contested is data still. */
export type LinkedArticle = ToldArticle;

/** Escapes an article's sentences and links the first mention of each other concept, a section at a time. The words of callouts are quotes: nothing is linked in them. */
export function linkArticle(article: ToldArticle, names: readonly DictionaryEntry[], selfPath: string): LinkedArticle {
  const dictionary = createDictionary(names);
  const mayMention = createFilter(names);
  const linkAll = <Part extends { sentences: ArticleSentence[] }>(part: Part): Part => {
    const used = new Set([selfPath]);
    return { ...part, sentences: part.sentences.map((sentence) => ({ ...sentence, text: linkSentence(sentence.text, dictionary, mayMention, used) })) };
  };
  return { summary: article.summary, lead: linkAll(article.lead), sections: article.sections.map(linkAll) };
}

/** Whether a sentence may name any of these: a quick look for letters that every mention must contain. Most sentences name nothing else. */
const createFilter = (names: readonly DictionaryEntry[]): ((text: string) => boolean) => {
  const isPlain = (text: string): boolean => /^[ -~]*$/.test(text);
  const words = new Set(names.flatMap(({ name }) => (isPlain(name) ? [(/[a-z0-9]+/.exec(name.toLowerCase()) ?? [""])[0]] : [])));
  const hasForeign = names.some(({ name }) => !isPlain(name));
  return (text) => {
    const lower = text.toLowerCase();
    for (const word of words) if (lower.includes(word)) return true;
    return hasForeign && !isPlain(text);
  };
};

const linkSentence = (text: string, dictionary: Dictionary, mayMention: (text: string) => boolean, used: Set<string>): string => {
  if (!mayMention(text)) return escapeMarkdownBlock(text);
  return linkPlainText(text, dictionary, used)
    .map((part, index, parts) => {
      if (part.path !== undefined) return wikilink(part.path, part.text);
      const escaped = index === 0 ? escapeMarkdownBlock(part.text) : escapeMarkdown(part.text);
      return parts[index + 1]?.path === undefined ? escaped : withoutEmbed(escaped);
    })
    .join("");
};

/** An exclamation mark right before a link would embed the page. */
const withoutEmbed = (markdown: string): string => markdown.replace(/(^|[^\\])((?:\\\\)*)!$/u, "$1$2\\!");

/** Headings that the page's own parts use; an article's section of that name gets another. */
const RESERVED = new Set(["related", "mentioned in"]);

export function renderConceptPage(input: ConceptPageInput): string {
  const { article } = input;
  const parts = [article.lead, ...article.sections];
  const cited = new Set(parts.flatMap(({ sentences, contested }) => [...sentences.flatMap(({ claims }) => claims), ...contested.flatMap(({ claims }) => claims.map(({ id }) => id))]));
  return renderPage({
    id: input.id,
    fingerprint: input.fingerprint,
    properties: [
      ["type", "concept"],
      ["kind", input.kind],
      ["summary", oneLine(article.summary)],
      ["aliases", input.aliases],
      ["category", wikilink(input.category.path, input.category.name)],
      ["sources", input.mentionedIn.map(({ source }) => wikilink(source.path, source.name))],
    ],
    body: blocks(
      paragraphs(article.lead.sentences),
      ...article.lead.contested.map(renderContested),
      ...article.sections.map(({ heading, sentences, isProse, contested }) => section(sectionHeading(heading), blocks(isProse === true ? paragraphs(sentences) : list(sentences), ...contested.map(renderContested)))),
      section("Related", input.related.map((target) => listItem(wikilink(target.path, target.name))).join("\n")),
      section("Mentioned in", input.mentionedIn.map(({ source, page }) => listItem(wikilink((page ?? source).path, source.name))).join("\n")),
      [...cited].flatMap((label) => input.citations.get(label) ?? []).map(renderCitation).join("\n"),
    ),
  });
}

/** Longer paragraphs are parted evenly: they read better, and an edit in one is merged without touching the others. */
const LONGEST_PARAGRAPH = 5;

function paragraphs(sentences: readonly ArticleSentence[]): string {
  const count = Math.ceil(sentences.length / LONGEST_PARAGRAPH);
  const parts = Array.from({ length: count }, (_, index) => sentences.slice(Math.round((index * sentences.length) / count), Math.round(((index + 1) * sentences.length) / count)));
  return parts.map((part) => part.map((sentence) => citedLine(sentence.text, sentence.claims)).join(" ")).join("\n\n");
}

const list = (sentences: readonly ArticleSentence[]): string => sentences.map((sentence) => listItem(citedLine(sentence.text, sentence.claims))).join("\n");

const sectionHeading = (text: string): string => headingText(oneLine(RESERVED.has(text.toLowerCase()) ? `${text} (section)` : text, 120));

/** A callout with each side's own words, its source and its date: `> - "…" (Source, date)[^label]`. A statement that is put in other words than its quote comes before it. */
function renderContested({ claims, differ }: ContestedPoint): string {
  const title = differ.map((words) => escapeMarkdown(oneLine(words, LONGEST_DIFFERENCE))).join(" or ");
  return [`[!contested] Contested${title === "" ? "" : `: ${title}`}`, ...claims.map((claim) => listItem(renderSide(claim)))].map((line) => `> ${line}`).join("\n");
}

const LONGEST_DIFFERENCE = 60;

function renderSide(claim: ArticleClaim): string {
  const [text, quote] = [claim.text, claim.quote].map((words) => words.replace(/\s+/gu, " ").trim());
  const said = text === quote ? "" : `${escapeMarkdownBlock((text ?? "").replace(/[.。]+$/u, ""))}: `;
  return citedLine(`${said}"${escapeMarkdown(quote ?? "")}" (${escapeMarkdown(originOf(claim))})`, [claim.id]);
}
