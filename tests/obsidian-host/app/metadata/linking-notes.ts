/** Which notes name a file in a link, so that a file that comes or goes costs only those. */
import { getLinkpath } from "./link-text";
import { keyOf, nameOf } from "./link-index";
import type { CachedMetadata } from "obsidian";
import type { TFile } from "../vault";

export interface LinkingNotes {
  /** Replaces what the note's links named before. */
  set(note: TFile, linkpaths: readonly string[]): void;
  delete(note: TFile): void;
  /** Notes with a link that may mean a file of this name. */
  naming(fileName: string): Iterable<TFile>;
}

/** Paths of all links of a note, embeds and properties included. */
export const linkpathsOf = ({ links = [], embeds = [], frontmatterLinks = [] }: CachedMetadata): string[] => [...links, ...embeds, ...frontmatterLinks].map(({ link }) => getLinkpath(link));

const withoutMarkdown = (key: string): string => key.replace(/\.md$/, "");

export function createLinkingNotes(): LinkingNotes {
  const byKey = new Map<string, Set<TFile>>();
  const keysByNote = new Map<TFile, Set<string>>();

  const forget = (note: TFile): void => {
    for (const key of keysByNote.get(note) ?? []) {
      const notes = byKey.get(key);
      notes?.delete(note);
      if (notes?.size === 0) byKey.delete(key);
    }
    keysByNote.delete(note);
  };

  return {
    set: (note, linkpaths) => {
      forget(note);
      // A link to "a.md" may mean "a.md" and "a.md.md".
      const keys = new Set(linkpaths.map((path) => keyOf(nameOf(path))).flatMap((key) => [key, withoutMarkdown(key)]));
      keysByNote.set(note, keys);
      for (const key of keys) {
        const notes = byKey.get(key) ?? new Set<TFile>();
        byKey.set(key, notes.add(note));
      }
    },
    delete: forget,
    naming: (fileName) => byKey.get(withoutMarkdown(keyOf(fileName))) ?? [],
  };
}
