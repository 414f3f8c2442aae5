/**
 * An auditor of a compiled wiki: it looks at files as a reader would and shares no code with the renderers but the link resolution.
 * Quotes are looked up in the sources' plain text, read anew.
 */
import { createPathIndex, findLinks, isAmbiguous, resolveLink } from "../../src/core/vault/links";
import { readSource } from "../../src/core/vault/read-source";

export interface Audit {
  citations: number;
  /** Definitions that do not have the form of a citation. */
  malformed: string[];
  /** Quotes that do not stand in the source they cite. */
  untrue: string[];
  /** References without definition, definitions without reference. */
  dangling: string[];
  /** Sentences of source and concept pages without a citation. */
  uncited: string[];
  brokenLinks: string[];
  ambiguousLinks: string[];
  /** Pages and sources that no listing names. */
  unlisted: string[];
  sentences: number;
  links: number;
}

const fold = (text: string): string => text.replace(/\s+/gu, " ").trim();
const unescape = (text: string): string => text.replace(/\\([!-/:-@[-`{-~])/g, "$1");

const DEFINITION = /^\[\^([^\]]+)\]: (\[\[([^\]|#]+)(?:#([^\]|]+))?\|[^\]]+\]\]|\[[^\]]*\]\(<[^>]+>\)): "(.*)"$/;

const splitProperties = (text: string): { properties: string; body: string } => {
  const match = /^---\n([\s\S]*?)\n---\n/.exec(text);
  return match === null ? { properties: "", body: text } : { properties: match[1] ?? "", body: text.slice(match[0].length) };
};

const typeOf = (text: string): string => /^type: (\S+)$/m.exec(splitProperties(text).properties)?.[1] ?? "";

/** Lines of prose: not headings, titles of callouts, tables, definitions, or list items that are nothing but links and references. */
const proseLines = (body: string): string[] =>
  body.split("\n").filter((line) => {
    if (line.trim() === "" || /^(#|\||\[\^|> \[![a-z]+\])/.test(line)) return false;
    const rest = line.replace(/^- /, "").replace(/\[\[[^\]]*\]\]/g, "").replace(/\[[^\]]*\]\(<[^>]*>\)/g, "");
    return rest.trim() !== "";
  });

/** On a source page, the lines under "Concepts" name things and say nothing. */
const withoutConceptList = (body: string): string => body.replace(/\n## Concepts\n[\s\S]*?(?=\n## |\n\[\^|$)/, "\n");

export function audit(files: Record<string, string>, sourcePaths: string[], wikiFolder = "wiki"): Audit {
  const result: Audit = { citations: 0, malformed: [], untrue: [], dangling: [], uncited: [], brokenLinks: [], ambiguousLinks: [], unlisted: [], sentences: 0, links: 0 };
  const paths = createPathIndex(Object.keys(files));
  const plain = new Map<string, string>();
  const plainTextOf = (path: string): string => {
    const known = plain.get(path);
    if (known !== undefined) return known;
    const text = readSource(path, files[path] ?? "").sections.flatMap((section) => section.passages.map((passage) => fold(passage.text))).join("\n");
    plain.set(path, text);
    return text;
  };
  const listed = new Set<string>();
  const pages = Object.keys(files).filter((path) => path.startsWith(`${wikiFolder}/`) && path.endsWith(".md"));
  for (const path of pages) {
    const text = files[path] ?? "";
    const { body } = splitProperties(text);
    for (const link of findLinks(text)) {
      result.links += 1;
      const target = resolveLink(link.target, path, paths);
      if (target === null) result.brokenLinks.push(`${path}: ${link.target}`);
      else if (isAmbiguous(link.target, paths) && link.target !== target && `${link.target}.md` !== target) result.ambiguousLinks.push(`${path}: ${link.target}`);
      if (target !== null && (typeOf(text) === "index" || typeOf(text) === "category" || path.endsWith("/index.md"))) listed.add(target);
    }
    const type = typeOf(text);
    if (type !== "source" && type !== "concept") continue;
    const defined = new Set<string>();
    for (const line of body.split("\n")) {
      if (!line.startsWith("[^")) continue;
      result.citations += 1;
      const match = DEFINITION.exec(line);
      if (match === null) {
        result.malformed.push(`${path}: ${line}`);
        continue;
      }
      defined.add(match[1] ?? "");
      const source = resolveLink(findLinks(match[2] ?? "")[0]?.target ?? "", path, paths);
      const quote = fold(unescape(match[5] ?? ""));
      if (source === null || source.startsWith(`${wikiFolder}/`) || !plainTextOf(source).includes(quote)) result.untrue.push(`${path}: ${quote}`);
    }
    const referenced = new Set([...body.matchAll(/(?<!\\)\[\^([^\]]+)\](?!:)/g)].map((match) => match[1] ?? ""));
    for (const label of referenced) if (!defined.has(label)) result.dangling.push(`${path}: ${label}`);
    for (const label of defined) if (!referenced.has(label)) result.dangling.push(`${path}: ${label} (unused)`);
    for (const line of proseLines(type === "source" ? withoutConceptList(body) : body)) {
      result.sentences += 1;
      if (!/\[\^[^\]]+\]$/.test(line)) result.uncited.push(`${path}: ${line}`);
    }
  }
  const structural = new Set(["index.md", "log.md", "decisions.md", "AGENTS.md", "sources.md"].map((name) => `${wikiFolder}/${name}`));
  for (const path of [...pages.filter((page) => !structural.has(page)), ...sourcePaths]) if (!listed.has(path)) result.unlisted.push(path);
  return result;
}
