/** A set of documents and judged queries. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { cutPassages } from "../../../src/core/search/passages";
import { splitFrontmatter } from "../../../src/core/vault/frontmatter";

export interface SearchDocument {
  id: string;
  title: string;
  /** Without the properties. */
  text: string;
  /** The whole note. */
  note: string;
}

export interface JudgedQuery {
  text: string;
  /** How relevant, by the documents' ids. */
  relevant: Map<string, number>;
}

export interface SearchSet {
  name: string;
  documents: SearchDocument[];
  /** Those with at least one relevant document. */
  queries: JudgedQuery[];
}

const readDocument = (folder: string, name: string): SearchDocument => {
  const note = readFileSync(join(folder, name), "utf8");
  return { id: name.replace(/\.md$/, ""), title: cutPassages(name, note).properties.title, text: note.slice(splitFrontmatter(note).bodyStart), note };
};

const readJudgements = (path: string): Map<string, Map<string, number>> => {
  const judged = new Map<string, Map<string, number>>();
  for (const line of readFileSync(path, "utf8").split(/\r?\n/u).slice(1)) {
    const [query = "", id = "", grade = ""] = line.split("\t");
    if (id === "" || !(Number(grade) > 0)) continue;
    const relevant = judged.get(query) ?? new Map<string, number>();
    judged.set(query, relevant.set(id, Number(grade)));
  }
  return judged;
};

export function readSearchSet(name: string, unpacked: string): SearchSet {
  const folder = join(unpacked, name);
  const judged = readJudgements(join(folder, "qrels.tsv"));
  const queries = readFileSync(join(folder, "queries.jsonl"), "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .flatMap((line): JudgedQuery[] => {
      const { _id: id, text } = JSON.parse(line) as { _id: string; text: string };
      const relevant = judged.get(id);
      return relevant === undefined ? [] : [{ text, relevant }];
    });
  const files = readdirSync(join(folder, "docs")).filter((file) => file.endsWith(".md")).sort();
  return { name, documents: files.map((file) => readDocument(join(folder, "docs"), file)), queries };
}
