/** A vault in memory, as lean as can be: it must cost nothing next to what is measured. */
import { FileError, type FileStat, type Host } from "../../../src/core/ports";
import { freshCopy } from "./fresh-copy";

export interface VaultOfNotes {
  host: Host;
  /** Sets a note as a user would. */
  put(path: string, text: string): void;
  /** How much the kept index takes, in bytes. */
  keptBytes(): number;
}

/** The notes are below `raw/`; all else is the cache. */
export function vaultOfNotes(notes: Map<string, string>): VaultOfNotes {
  const kept = new Map<string, ArrayBuffer | string>();
  const times = new Map<string, number>();
  const sizeOf = (content: ArrayBuffer | string): number => (typeof content === "string" ? Buffer.byteLength(content) : content.byteLength);
  const statOf = (path: string, content: ArrayBuffer | string): FileStat => ({ path, size: typeof content === "string" ? content.length : content.byteLength, modified: times.get(path) ?? 1 });
  const contentOf = (path: string): ArrayBuffer | string => {
    const content = notes.get(path) ?? kept.get(path);
    if (content === undefined) throw new FileError("not-found", path, `There is no file ${path}.`);
    return content;
  };
  const store = (path: string, content: ArrayBuffer | string): FileStat => {
    kept.set(path, content);
    return statOf(path, content);
  };
  const never = (): never => {
    throw new Error("The search does not do this to files.");
  };
  return {
    host: {
      files: {
        renameKeepsLinks: false,
        list: async (folder) => [...(folder === "raw" ? notes : kept)].filter(([path]) => path.startsWith(`${folder}/`)).map(([path, content]) => statOf(path, content)),
        stat: async (path) => {
          const content = notes.get(path) ?? kept.get(path);
          return content === undefined ? null : statOf(path, content);
        },
        read: async (path) => {
          const content = contentOf(path);
          return typeof content === "string" ? freshCopy(content) : new TextDecoder().decode(content);
        },
        readBytes: async (path) => {
          const content = contentOf(path);
          return typeof content === "string" ? new TextEncoder().encode(content).buffer : content;
        },
        writeBytes: async (path, bytes) => store(path, bytes.slice(0)),
        write: async (path, text) => store(path, text),
        process: never,
        create: never,
        rename: never,
        trash: never,
        remove: async (path) => void kept.delete(path),
      },
      clock: {
        now: () => performance.now(),
        stamp: () => "2026-01-01 00:00",
        breathe: () => new Promise((resolve) => setImmediate(resolve)),
        wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
      },
      device: { name: "bench" } as unknown as Host["device"],
    },
    put: (path, text) => {
      notes.set(path, text);
      times.set(path, (times.get(path) ?? 1) + 1);
    },
    keptBytes: () => [...kept.values()].reduce((sum, content) => sum + sizeOf(content), 0),
  };
}
