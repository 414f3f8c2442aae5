/** Action: search over the wiki and the sources. */
import { createSearcher, type Searcher } from "../search";
import type { Vault } from "./session";

/** A searcher that knows the vault as it is now: what was kept of the index is taken, what changed since is read. */
export async function openSearch({ host, settings }: Vault): Promise<Searcher> {
  const searcher = createSearcher(host, settings);
  await searcher.refresh();
  return searcher;
}
