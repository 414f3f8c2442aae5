/** The memory host: core's ports over a map, with a clock that moves by itself and counters for what was opened and written. */
import { FileError, type FileStat, type Host } from "../../src/core/ports";

interface StoredFile {
  text: string;
  modified: number;
}

export interface MemoryHost extends Host {
  /** Every file by path: for a test to look at and to change as a user or another program would. */
  contents: Map<string, StoredFile>;
  opened: string[];
  written: string[];
  trashed: Map<string, string>;
  /** Sets a file as somebody else would: with a new modification time. */
  put(path: string, text: string): void;
  drop(path: string): void;
  text(path: string): string;
  /** The visible vault as a plain record, for comparing. */
  tree(folder?: string): Record<string, string>;
  /** Runs before each write: a test may throw here to play a crash, or change files to play another program. */
  beforeWrite: (path: string) => void;
}

const sizeOf = (text: string): number => new TextEncoder().encode(text).length;

export function memoryHost(files: Record<string, string> = {}, options: { device?: string } = {}): MemoryHost {
  const contents = new Map<string, StoredFile>();
  const trashed = new Map<string, string>();
  const opened: string[] = [];
  const written: string[] = [];
  let time = Date.UTC(2026, 10, 22, 14, 3);
  const tick = (): number => (time += 1000);
  const statOf = (path: string, file: StoredFile): FileStat => ({ path, size: sizeOf(file.text), modified: file.modified });
  const missing = (path: string) => new FileError("not-found", path, `There is no file ${path}.`);

  const host: MemoryHost = {
    contents,
    opened,
    written,
    trashed,
    beforeWrite: () => undefined,
    put: (path, text) => void contents.set(path, { text, modified: tick() }),
    drop: (path) => void contents.delete(path),
    text: (path) => {
      const file = contents.get(path);
      if (file === undefined) throw missing(path);
      return file.text;
    },
    tree: (folder = "") =>
      Object.fromEntries(
        [...contents]
          .filter(([path]) => !path.startsWith(".") && (folder === "" || path.startsWith(`${folder}/`)))
          .sort(([left], [right]) => (left < right ? -1 : 1))
          .map(([path, file]) => [path, file.text]),
      ),
    clock: {
      now: () => tick(),
      stamp: () => new Date(time).toISOString().slice(0, 16).replace("T", " "),
      breathe: () => Promise.resolve(),
    },
    device: { id: options.device ?? "memory", owner: "memory-1", isAlive: () => false },
    files: {
      renameKeepsLinks: false,
      list: (folder) => {
        const visible = (path: string) => !path.slice(folder === "" ? 0 : folder.length + 1).split("/").slice(0, -1).some((part) => part.startsWith("."));
        return Promise.resolve([...contents].filter(([path]) => (folder === "" || path.startsWith(`${folder}/`)) && visible(path)).map(([path, file]) => statOf(path, file)));
      },
      stat: (path) => {
        const file = contents.get(path);
        return Promise.resolve(file === undefined ? null : statOf(path, file));
      },
      read: (path) => {
        const file = contents.get(path);
        if (file === undefined) return Promise.reject(missing(path));
        opened.push(path);
        return Promise.resolve(file.text);
      },
      write: (path, text) => {
        try {
          host.beforeWrite(path);
        } catch (error) {
          return Promise.reject(error as Error);
        }
        const file = { text, modified: tick() };
        contents.set(path, file);
        written.push(path);
        return Promise.resolve(statOf(path, file));
      },
      process: async (path, change) => {
        const current = contents.get(path)?.text ?? null;
        const text = change(current);
        const file = contents.get(path);
        if (text === current && file !== undefined) return { text, stat: statOf(path, file) };
        return { text, stat: await host.files.write(path, text) };
      },
      create: async (path, text) => {
        if (contents.has(path)) throw new FileError("exists", path, `${path} exists already.`);
        await host.files.write(path, text);
      },
      rename: (from, to) => {
        const file = contents.get(from);
        if (file === undefined) return Promise.reject(missing(from));
        if (contents.has(to)) return Promise.reject(new FileError("exists", to, `${to} exists already.`));
        contents.delete(from);
        contents.set(to, file);
        return Promise.resolve();
      },
      trash: (path) => {
        const file = contents.get(path);
        if (file === undefined) return Promise.reject(missing(path));
        trashed.set(path, file.text);
        contents.delete(path);
        return Promise.resolve();
      },
      remove: (path) => {
        for (const known of [...contents.keys()]) if (known === path || known.startsWith(`${path}/`)) contents.delete(known);
        return Promise.resolve();
      },
    },
  };
  for (const [path, text] of Object.entries(files)) host.put(path, text);
  return host;
}
