/** MiniSearch over the passages of a large vault. */
import MiniSearch from "minisearch";
import { freshCopy } from "./fresh-copy";
import { OMNISEARCH_WAY } from "./mini-search";
import { passagesOfNote, type WholePassage } from "./passages-of-note";
import type { Scaled } from "./scaled";

const OPTIONS = { fields: ["title", "heading", "text"] };

export function scaledMiniSearch(notes: Map<string, string>): Scaled {
  const index = new MiniSearch<WholePassage>(OPTIONS);
  const counts = new Map<string, number>();
  let kept = "";
  const add = (path: string, text: string): void => {
    const passages = passagesOfNote(path, freshCopy(text));
    index.addAll(passages);
    counts.set(path, passages.length);
  };
  return {
    build: async () => {
      for (const [path, text] of notes) add(path, text);
    },
    settle: async () => undefined,
    ownMemory: () => 0,
    keep: async () => {
      kept = JSON.stringify(index);
      return Buffer.byteLength(kept);
    },
    load: async () => void MiniSearch.loadJSON(kept, OPTIONS),
    ways: [
      { name: "MiniSearch, plain", exact: async (query) => index.search(query).slice(0, 10), typed: null },
      { name: "MiniSearch, Omnisearch's way", exact: async (query) => index.search(query, OMNISEARCH_WAY).slice(0, 10), typed: async (query) => index.search(query, OMNISEARCH_WAY).slice(0, 10) },
    ],
    change: async (path, text) => {
      for (let passage = 0; passage < (counts.get(path) ?? 0); passage += 1) index.discard(`${path}#${passage}`);
      add(path, text);
    },
    isFound: async (path, word) => index.search(word).some(({ id }) => String(id).startsWith(`${path}#`)),
    close: () => undefined,
  };
}
