/** MiniSearch with its own defaults, and asked as the plugin Omnisearch asks it: words as beginnings, slips, titles twice. */
import MiniSearch, { type SearchOptions } from "minisearch";
import type { Contestant } from "./contestant";

export const OMNISEARCH_WAY: SearchOptions = { prefix: true, fuzzy: 0.2, boost: { title: 2 } };

const asked = (name: string, options: SearchOptions): Contestant => ({
  name,
  index: (documents) => {
    const index = new MiniSearch<{ id: string; title: string; text: string }>({ fields: ["title", "text"] });
    index.addAll(documents);
    return (query) =>
      index
        .search(query, options)
        .slice(0, 10)
        .map(({ id }) => String(id));
  },
});

export const plainMiniSearch = asked("MiniSearch, plain", {});
export const omnisearchWay = asked("MiniSearch, Omnisearch's way", OMNISEARCH_WAY);
