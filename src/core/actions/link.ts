/** Action: mentions of known titles and aliases in the user's own notes, as wikilinks. */
import { closeJournal, commit, type FileChange } from "../compile/commit";
import type { State } from "../compile/state";
import { saveState } from "../compile/state-store";
import type { Emit } from "../events";
import { CompendiumError } from "../failure";
import { createDictionary, formatLink, lineOf, linkNote, type Dictionary, type DictionaryEntry, type LinkFormat, type MentionLine, type PlacedLink } from "../linking";
import { isInFolder } from "../settings";
import { baseName } from "../vault/path";
import { createPathIndex } from "../vault/links";
import { glance, logPathOf, readSourceFile, withMemory, type Vault } from "./session";

export interface LinkOptions extends LinkFormat {
  /** Only links that start there are written, at these UTF-16 offsets into the notes as they were shown; in notes that are not listed, none. */
  only?: { path: string; starts: number[] }[];
}

/** A link with what shows where it stands. `name` is what the page is called. */
export interface ShownLink extends PlacedLink, MentionLine {
  name: string;
}

export interface LinkResult {
  notes: { path: string; links: ShownLink[] }[];
  written: string[];
}

interface PlannedNote {
  path: string;
  links: ShownLink[];
  before: string;
  after: string;
}

/** With `write` the links are written, as a run that can be undone; without, nothing is. */
export async function link(vault: Vault, paths: string[], write: boolean, emit: Emit, options: LinkOptions): Promise<LinkResult> {
  if (!write) return { notes: withoutTexts(await planLinks(vault, (await glance(vault)).state, paths, options)), written: [] };
  return withMemory(vault, emit, async ({ state }) => {
    const notes = await planLinks(vault, state, paths, options);
    const changes = notes
      .filter(({ before, after }) => before !== after)
      .map(({ path, before, after }): FileChange => ({ path, movedFrom: null, before, after, page: null, previous: null }));
    if (changes.length > 0) {
      const details = [`${changes.length} ${changes.length === 1 ? "note" : "notes"}`];
      const { journal } = await commit(vault.host, state, changes, { kind: "link", details, logPath: logPathOf(vault), onEntry: () => Promise.resolve() });
      await saveState(vault.host.files, vault.host.device.id, state);
      await closeJournal(vault.host, journal);
    }
    return { notes: withoutTexts(notes), written: changes.map(({ path }) => path) };
  });
}

const withoutTexts = (notes: PlannedNote[]): LinkResult["notes"] => notes.map(({ path, links }) => ({ path, links }));

async function planLinks(vault: Vault, state: State, paths: string[], options: LinkOptions): Promise<PlannedNote[]> {
  const { host, settings } = vault;
  const dictionary = await knownNames(vault, state);
  const index = createPathIndex((await host.files.list("")).map(({ path }) => path));
  const notes: PlannedNote[] = [];
  for (const path of paths) {
    if (isInFolder(path, settings.wikiFolder) && state.pages[path] !== undefined) {
      throw new CompendiumError("no-such-source", `${path} is a generated page; its links are made by compiling.`, path);
    }
    const before = await readSourceFile(vault, path);
    const starts = options.only === undefined ? null : new Set(options.only.filter((only) => only.path === path).flatMap((only) => only.starts));
    const { links, text } = linkNote(before, dictionary, path, {
      paths: index,
      formatLink: (target, words) => formatLink(target, words, path, index, options),
      ...(starts === null ? {} : { isWanted: ({ start }) => starts.has(start) }),
    });
    const nameOf = (target: string): string => state.pages[target]?.name ?? baseName(target);
    notes.push({ path, links: links.map((found) => ({ ...found, name: nameOf(found.target), ...lineOf(before, found.start, found.end) })), before, after: text });
  }
  return notes;
}

/** Names and aliases of concept pages, and the user's own notes in canonical folders. */
async function knownNames({ host, settings }: Vault, state: State): Promise<Dictionary> {
  const entries: DictionaryEntry[] = [];
  for (const [path, page] of Object.entries(state.pages)) {
    if (page.kind === "concept") for (const name of new Set([page.name, ...page.aliases])) entries.push({ name, path });
  }
  for (const folder of settings.canonicalFolders) {
    for (const { path } of await host.files.list(folder)) if (path.endsWith(".md")) entries.push({ name: baseName(path), path });
  }
  return createDictionary(entries);
}
