/** What the plugin knows of searching: it asks the core, tells it what changed in the vault, and tells views when results may be others. */
import type { SearchOptions } from "../../core/api";
import type { Settings } from "../../core/settings";
import type { CallResult } from "../core-calls/calls";
import type { CoreRunner } from "../core-calls/runner";
import { codeOf, isForPeople } from "../told-errors";

export type SearchReply = CallResult<"search">;

export interface Searching {
  /** Rejects with what is wrong. The first search begins to read the notes; until they are read, it answers from those that are. */
  ask(query: string, options: SearchOptions): Promise<SearchReply>;
  /** These notes changed. Nothing is done before the first search. */
  noteChanged(paths: readonly string[]): Promise<void>;
  /** Keeps the index for the next start. */
  save(): Promise<void>;
  /** Hears when what was changed can be found. */
  onChange(listener: () => void): () => void;
}

export interface SearchingOptions {
  core: CoreRunner;
  settings: () => Promise<Settings>;
  /** Faults of ours, for the developer console. */
  report: (error: unknown) => void;
}

export function createSearching({ core, settings, report }: SearchingOptions): Searching {
  const listeners = new Set<() => void>();
  let hasBegun = false;
  /** Nobody waits for these: what is for people they see at their next search. */
  const behind = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      if (!isForPeople(error) && codeOf(error) !== "cancelled") report(error);
    }
  };
  return {
    ask: async (query, options) => {
      hasBegun = true;
      return core.call("search", { settings: await settings() }, query, options);
    },
    noteChanged: (paths) =>
      behind(async () => {
        if (!hasBegun) return;
        await core.call("searchChanged", { settings: await settings() }, paths);
        for (const listener of [...listeners]) listener();
      }),
    save: () =>
      behind(async () => {
        if (hasBegun) await core.call("searchSave", { settings: await settings() });
      }),
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
