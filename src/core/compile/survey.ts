/**
 * What stands in the wiki folder now, against what this device remembers: pages that changed, pages another device brought, pages that
 * moved, pages that are gone, and files that are the user's. Only files whose size or time differ are opened.
 */
import { FileError, type FileStat, type Host } from "../ports";
import { hashText } from "../text/hash";
import { asText, asTextList } from "../vault/frontmatter";
import { findLinks, notePathOf } from "../vault/links";
import { readPage, stampHash, type ReadPage } from "../vault/page";
import { pathKey, safeFileName } from "../vault/path";
import type { PageKind, PageState, SourceState, State } from "./state";
import { createTextStore, type TextStore } from "./text-store";

export interface Survey {
  /** Pages that were here at the last run and are not now. They are still in the state. */
  missing: string[];
  /** Keys of the paths that are the user's. */
  foreign: Set<string>;
  /** Pages that were not remembered. */
  adopted: number;
  /** Nothing differs from what is remembered. */
  isUnchanged: boolean;
  /** Texts of untouched pages that the text store may lack: they are the merge bases. */
  bases: string[];
}

const KIND_OF_TYPE: Record<string, PageKind> = { source: "source", concept: "concept", category: "listing", index: "listing" };

/** Files of the wiki that are neither pages nor the user's: known by name. */
const NAMED_FILES = ["log.md", "decisions.md", "AGENTS.md", "wiki.base"];
export const isNamedFile = (path: string, wikiFolder: string): boolean => NAMED_FILES.some((name) => path === `${wikiFolder}/${name}`);

/** Brings `state.pages`, `state.foreign` and the ids and paths of sources up to what the wiki folder holds. */
export async function surveyPages(host: Host, state: State, wikiFolder: string): Promise<Survey> {
  const listing = (await host.files.list(wikiFolder)).filter(({ path }) => !isNamedFile(path, wikiFolder)).sort((left, right) => (left.path < right.path ? -1 : 1));
  const present = new Set(listing.map(({ path }) => path));
  const missing = Object.keys(state.pages).filter((path) => !present.has(path) && !isNamedFile(path, wikiFolder));
  const texts = createTextStore(host.files);
  const survey: Survey = { missing, foreign: new Set(), adopted: 0, isUnchanged: missing.length === 0, bases: [] };
  const foreign: Record<string, string> = {};
  for (const stat of listing) {
    const known = state.pages[stat.path];
    if (known !== undefined && known.size === stat.size && known.modified === stat.modified) continue;
    const mark = `${stat.size} ${stat.modified}`;
    const isKnownForeign = state.foreign[stat.path] === mark;
    const text = isKnownForeign || !stat.path.endsWith(".md") ? null : await readText(host, stat.path);
    const page = text === null ? null : readPage(text);
    if (text === null || page === null || isCopy(state, stat.path, page, present)) {
      foreign[stat.path] = mark;
      survey.foreign.add(pathKey(stat.path));
      if (!isKnownForeign) survey.isUnchanged = false;
      if (known !== undefined && page === null) Reflect.deleteProperty(state.pages, stat.path);
      continue;
    }
    survey.isUnchanged = false;
    if (page.isUntouched) survey.bases.push(text);
    await remember(state, survey, { stat, text, page, known }, texts);
  }
  state.foreign = foreign;
  return survey;
}

const readText = (host: Host, path: string): Promise<string | null> =>
  host.files.read(path).catch((error: unknown) => {
    if (error instanceof FileError) return null;
    throw error;
  });

/** A page with the id of another that is still there is a copy somebody made: theirs. */
const isCopy = (state: State, path: string, page: ReadPage, present: Set<string>): boolean =>
  state.pages[path]?.id !== page.stamp.id && Object.entries(state.pages).some(([other, known]) => known.id === page.stamp.id && other !== path && present.has(other));

interface SeenPage {
  stat: FileStat;
  text: string;
  page: ReadPage;
  known: PageState | undefined;
}

const remember = async (state: State, survey: Survey, seen: SeenPage, texts: TextStore): Promise<void> => {
  const { stat, text, page } = seen;
  const movedFrom = survey.missing.find((path) => state.pages[path]?.id === page.stamp.id);
  const previous = seen.known ?? (movedFrom === undefined ? undefined : state.pages[movedFrom]);
  const fresh = pageStateOf(stat, text, page);
  if (previous === undefined) survey.adopted += 1;
  state.pages[stat.path] = { ...fresh, ...(previous === undefined ? {} : await goingOn(previous, fresh, page, texts)) };
  if (movedFrom !== undefined && previous !== undefined) {
    Reflect.deleteProperty(state.pages, movedFrom);
    survey.missing = survey.missing.filter((path) => path !== movedFrom);
    // A page moved by hand is a concept renamed by hand; it stays known by its old name.
    state.pages[stat.path] = { ...(state.pages[stat.path] ?? fresh), name: fresh.name, aliases: [...previous.aliases, previous.name], inputs: "" };
  }
  if (fresh.kind === "source") rememberSource(state, page, fresh);
};

/** What still holds of a page's memory after its text changed. An untouched page is its own base: another device may have published it. */
const goingOn = async (previous: PageState, fresh: PageState, page: ReadPage, texts: TextStore): Promise<Partial<PageState>> => {
  if (page.isUntouched) return fresh.published === previous.published ? { ...previous, disk: fresh.disk, size: fresh.size, modified: fresh.modified } : { recipe: previous.recipe };
  const base = await texts.find(previous.published);
  const isOurBase = base !== null && stampHash(base) === page.stamp.hash;
  return { ...previous, published: isOurBase ? previous.published : "", inputs: isOurBase ? previous.inputs : "", disk: fresh.disk, size: fresh.size, modified: fresh.modified };
};

/** A source known only from its page: enough to give it its id again, and its digest where the content still is the same. */
const rememberSource = (state: State, page: ReadPage, fresh: PageState): void => {
  const link = findLinks(typeof page.values["source"] === "string" ? page.values["source"] : "")[0];
  const isTaken = Object.values(state.sources).some((source) => source.id === fresh.id);
  if (link === undefined || isTaken) return;
  const path = notePathOf(link.target);
  if (state.sources[path] === undefined) state.sources[path] = { ...unknownSource(fresh.id), content: page.isUntouched ? page.stamp.fingerprint : "" };
};

export const unknownSource = (id: string): SourceState => ({
  id,
  size: -1,
  modified: -1,
  text: "",
  content: "",
  recipe: "",
  digest: "",
  sections: [],
  title: "",
  published: "",
  summary: "",
  claims: 0,
  covered: 0,
  concepts: [],
  warnings: [],
  failure: null,
});

const pageStateOf = (stat: FileStat, text: string, page: ReadPage): PageState => {
  const hash = hashText(text);
  const fileName = stat.path.slice(stat.path.lastIndexOf("/") + 1, -".md".length);
  const aliases = asTextList(page.values["aliases"]);
  const kind = KIND_OF_TYPE[asText(page.values["type"])] ?? "file";
  return {
    id: page.stamp.id,
    kind,
    // A concept page's stamp says what it was made from: where that still holds, nobody has to write it again.
    inputs: kind === "concept" && page.isUntouched ? page.stamp.fingerprint : "",
    recipe: "",
    published: page.isUntouched ? hash : "",
    disk: hash,
    size: stat.size,
    modified: stat.modified,
    summary: asText(page.values["summary"]),
    name: nameOf(fileName, aliases),
    aliases,
    conflicts: [],
  };
};

/** A name that cannot stand in a file name is the page's first alias. */
const nameOf = (fileName: string, aliases: string[]): string => {
  const [first] = aliases;
  return first !== undefined && first !== fileName && safeFileName(first) === fileName ? first : fileName;
};
