/** The cache of what was made from each source: one versioned file a source. */
import type { Digest } from "../claims/digest";
import type { ClaimPlace } from "../claims/places";
import type { SectionDraft } from "../engines/engine";
import type { Files } from "../ports";
import { CACHE_FOLDER } from "../settings";
import type { SourceProperties } from "../vault/passage";
import { FILES_AT_ONCE } from "./in-batches";
import { readJson } from "./read-json";
import type { Stored } from "./incremental";

const RECORD_VERSION = 1;

export const SOURCE_CACHE_FOLDER = `${CACHE_FOLDER}/sources`;

/** `drafts` are the engine's answers by section fingerprint; those of sections that are gone stay until `gc`, so that a reverted edit costs nothing. */
export interface SourceRecord {
  version: number;
  /** Hash of the file's text this was made from. */
  text: string;
  content: string;
  properties: SourceProperties;
  warnings: string[];
  sections: string[];
  drafts: Record<string, Stored<SectionDraft>>;
  /** The keys of the drafts the digest was made from. */
  liveDrafts: string[];
  digest: Stored<Digest>;
  /** Where each claim and question stands in the file, by id. Missing in a record an older version wrote. */
  places?: Record<string, ClaimPlace>;
}

const isRecord = (data: unknown): data is SourceRecord => {
  const record = data as Partial<SourceRecord> | null;
  return typeof record === "object" && record?.version === RECORD_VERSION && typeof record.digest === "object" && typeof record.drafts === "object";
};

export const recordPath = (id: string): string => `${SOURCE_CACHE_FOLDER}/${id}.json`;

export interface SourceCache {
  find(id: string): Promise<SourceRecord | null>;
  /** Remembers the record at once and writes it while the caller goes on; waits only when many writes are under way. */
  keep(id: string, record: Omit<SourceRecord, "version">): Promise<void>;
  /** Waits for all writing. Throws what failed. */
  settle(): Promise<void>;
}

/** With `isReadOnly`, what is kept stays in memory: for a dry run. */
export function createSourceCache(files: Files, isReadOnly: boolean): SourceCache {
  const loaded = new Map<string, SourceRecord>();
  const writing = new Set<Promise<void>>();
  let failures: Error[] = [];
  const write = (path: string, text: string): void => {
    const ended = files
      .write(path, text)
      .then(
        () => undefined,
        (error: unknown) => void failures.push(error instanceof Error ? error : new Error(String(error))),
      )
      .finally(() => void writing.delete(ended));
    writing.add(ended);
  };
  const settle = async (): Promise<void> => {
    await Promise.all(writing);
    const [failure] = failures;
    failures = [];
    if (failure !== undefined) throw failure;
  };
  return {
    find: async (id) => {
      const known = loaded.get(id);
      if (known !== undefined) return known;
      const record = await readJson(files, recordPath(id), isRecord);
      if (record !== null) loaded.set(id, record);
      return record;
    },
    keep: async (id, record) => {
      const versioned = { version: RECORD_VERSION, ...record };
      loaded.set(id, versioned);
      if (isReadOnly) return;
      write(recordPath(id), JSON.stringify(versioned));
      if (writing.size >= FILES_AT_ONCE) await Promise.race(writing);
    },
    settle,
  };
}
