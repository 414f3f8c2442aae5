/** Action: mentions of known titles and aliases in the user's own notes, as wikilinks. */
import { closeJournal, commit, type FileChange } from "../compile/commit";
import { saveState, type State } from "../compile/state";
import type { Emit } from "../events";
import { CompendiumError } from "../failure";
import { createDictionary, linkNote, type Dictionary, type DictionaryEntry, type PlacedLink } from "../linking";
import { FileError } from "../ports";
import { isInFolder } from "../settings";
import { baseName } from "../vault/path";
import { createPathIndex } from "../vault/links";
import { glance, logPathOf, withMemory, type Vault } from "./session";

export interface LinkResult {
  notes: { path: string; links: PlacedLink[] }[];
  written: string[];
}

interface PlannedNote {
  path: string;
  links: PlacedLink[];
  before: string;
  after: string;
}

/** With `write` the links are written, as a run that can be undone; without, nothing is. */
export async function link(vault: Vault, paths: string[], write: boolean, emit: Emit): Promise<LinkResult> {
  if (!write) return { notes: withoutTexts(await planLinks(vault, (await glance(vault)).state, paths)), written: [] };
  return withMemory(vault, emit, async ({ state }) => {
    const notes = await planLinks(vault, state, paths);
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

async function planLinks(vault: Vault, state: State, paths: string[]): Promise<PlannedNote[]> {
  const { host, settings } = vault;
  const dictionary = await knownNames(vault, state);
  const index = createPathIndex((await host.files.list("")).map(({ path }) => path));
  const notes: PlannedNote[] = [];
  for (const path of paths) {
    if (isInFolder(path, settings.wikiFolder) && state.pages[path] !== undefined) {
      throw new CompendiumError("no-such-source", `${path} is a generated page; its links are made by compiling.`, path);
    }
    const before = await host.files.read(path).catch((error: unknown) => {
      if (error instanceof FileError) throw new CompendiumError(error.code === "not-found" ? "no-such-source" : "unreadable", error.message, path);
      throw error;
    });
    const { links, text } = linkNote(before, dictionary, path, { paths: index });
    notes.push({ path, links, before, after: text });
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
