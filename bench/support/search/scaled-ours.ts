/** Our search over a large vault. */
import { createSearcher } from "../../../src/core/search";
import { DEFAULT_SETTINGS } from "../../../src/core/settings";
import type { Scaled } from "./scaled";
import { vaultOfNotes } from "./vault-of-notes";

const SETTINGS = { ...DEFAULT_SETTINGS, sourceFolders: ["raw"] };
/** The names of a large vault are filled in while others are let through. */
const NAMES_WAIT = 500;

export function scaledOurs(notes: Map<string, string>): Scaled {
  const vault = vaultOfNotes(notes);
  const searcher = createSearcher(vault.host, SETTINGS);
  const isStill = async (): Promise<boolean> => {
    const before = process.cpuUsage();
    await vault.host.clock.wait(NAMES_WAIT);
    const { user } = process.cpuUsage(before);
    return user < NAMES_WAIT * 100;
  };
  return {
    build: async () => {
      await searcher.refresh();
    },
    settle: async () => {
      await searcher.search("warm");
      while (!(await isStill()));
    },
    ownMemory: () => 0,
    keep: async () => {
      await searcher.save();
      return vault.keptBytes();
    },
    load: async () => {
      await createSearcher(vault.host, SETTINGS).refresh();
    },
    ways: [
      { name: "ours, notes", exact: (query) => searcher.searchNotes(query), typed: (query) => searcher.searchNotes(query, { isTyping: true }) },
      { name: "ours, with snippets", exact: (query) => searcher.search(query), typed: (query) => searcher.search(query, { isTyping: true }) },
    ],
    change: async (path, text) => {
      vault.put(path, text);
      await searcher.refresh([path]);
    },
    isFound: async (path, word) => (await searcher.search(word)).hits.some((hit) => hit.path === path),
    close: () => undefined,
  };
}
