/** Our search, as the command line and the plugin ask it. */
import { createSearcher } from "../../../src/core/search";
import { DEFAULT_SETTINGS } from "../../../src/core/settings";
import type { Contestant } from "./contestant";
import { vaultOfNotes } from "./vault-of-notes";

export const ours: Contestant = {
  name: "ours",
  index: async (documents) => {
    const { host } = vaultOfNotes(new Map(documents.map(({ id, note }) => [`raw/${id}.md`, note])));
    const searcher = createSearcher(host, { ...DEFAULT_SETTINGS, sourceFolders: ["raw"] });
    await searcher.refresh();
    return async (query) => (await searcher.searchNotes(query)).hits.map(({ path }) => path.slice("raw/".length, -".md".length));
  },
};
