/** The memory host: core's ports over a map, with a clock that moves by itself and counters for what was opened and written. */
import { FileError, type FileStat, type Files, type Host } from "../../src/core/ports";
import { decodeText } from "../../src/core/text/decode";
import { normalisePath } from "../../src/core/vault/path";

interface StoredFile {
  text: string;
  modified: number;
  /** Set for a file that is no text. */
  bytes?: Uint8Array;
}

export interface MemoryHost extends Host {
  /** Every file by path: for a test to look at and to change as a user or another program would. */
  contents: Map<string, StoredFile>;
  opened: string[];
  written: string[];
  trashed: Map<string, string>;
  /** Sets a file as somebody else would: with a new modification time. */
  put(path: string, content: string | Uint8Array): void;
  drop(path: string): void;
  text(path: string): string;
  /** The visible vault as a plain record, for comparing. */
  tree(folder?: string): Record<string, string>;
  /** Runs before each write: a test may throw here to play a crash, or change files to play another program. */
  beforeWrite: (path: string) => void;
}

const encoder = new TextEncoder();

const sizeOf = ({ text, bytes }: StoredFile): number => bytes?.length ?? encoder.encode(text).length;

const decoder = { decode: (bytes: Uint8Array) => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes) };

/** So often a file may change while it is processed. */
const MOST_ATTEMPTS = 6;

/** The path in its one form; of a file, which the vault itself is not. */
const clean = (path: string): string => {
  const inside = normalisePath(path);
  if (inside === null || inside === "") throw new FileError("outside-vault", path, inside === "" ? "The vault itself is no file." : `${path} lies outside the vault.`);
  return inside;
};

export function memoryHost(files: Record<string, string> = {}, options: { device?: string } = {}): MemoryHost {
  const contents = new Map<string, StoredFile>();
  const trashed = new Map<string, string>();
  const opened: string[] = [];
  const written: string[] = [];
  let time = Date.UTC(2026, 10, 22, 14, 3);
  const tick = (): number => (time += 1000);
  const statOf = (path: string, file: StoredFile): FileStat => ({ path, size: sizeOf(file), modified: file.modified });
  const missing = (path: string) => new FileError("not-found", path, `There is no file ${path}.`);

  const textOf = (path: string, { text, bytes }: StoredFile): string => (bytes === undefined ? text : decodeText(path, bytes, decoder));
  const set = (path: string, text: string): FileStat => {
    const file = { text, modified: tick() };
    contents.set(path, file);
    written.push(path);
    return statOf(path, file);
  };
  const freeTrashName = (path: string): string => {
    for (let number = 1; ; number += 1) {
      const name = number === 1 ? path : `${number} ${path}`;
      if (!trashed.has(name)) return name;
    }
  };

  const host: MemoryHost = {
    contents,
    opened,
    written,
    trashed,
    beforeWrite: () => undefined,
    put: (path, content) => void contents.set(path, typeof content === "string" ? { text: content, modified: tick() } : { text: "", bytes: content, modified: tick() }),
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
      // Time is made up here, so a wait is over at once.
      wait: async (milliseconds) => void (time += Math.max(0, milliseconds)),
    },
    device: { id: options.device ?? "memory", owner: "memory-1", isAlive: () => false },
    files: {
      renameKeepsLinks: false,
      list: async (folder) => {
        const inside = normalisePath(folder);
        if (inside === null) throw new FileError("outside-vault", folder, `${folder} lies outside the vault.`);
        const start = inside === "" ? "" : `${inside}/`;
        const isVisible = (path: string) => !path.slice(start.length).split("/").slice(0, -1).some((part) => part.startsWith("."));
        return [...contents].filter(([path]) => path.startsWith(start) && isVisible(path)).map(([path, file]) => statOf(path, file));
      },
      stat: async (path) => {
        const file = contents.get(clean(path));
        return file === undefined ? null : statOf(path, file);
      },
      read: async (path) => {
        const file = contents.get(clean(path));
        if (file === undefined) throw missing(path);
        opened.push(path);
        return textOf(path, file);
      },
      readBytes: async (path) => {
        const file = contents.get(clean(path));
        if (file === undefined) throw missing(path);
        opened.push(path);
        return (file.bytes ?? encoder.encode(file.text)).slice().buffer;
      },
      write: async (path, text) => {
        const target = clean(path);
        host.beforeWrite(target);
        return set(target, text);
      },
      writeBytes: async (path, bytes) => {
        const target = clean(path);
        host.beforeWrite(target);
        const file = { text: "", bytes: new Uint8Array(bytes.slice(0)), modified: tick() };
        contents.set(target, file);
        written.push(target);
        return statOf(target, file);
      },
      process: async (path, change) => {
        const target = clean(path);
        for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
          const file = contents.get(target);
          const current = file === undefined ? null : textOf(path, file);
          const text = change(current);
          if (text === current && file !== undefined && contents.get(target) === file) return { text, stat: statOf(target, file) };
          host.beforeWrite(target);
          if (contents.get(target) === file) return { text, stat: set(target, text) };
        }
        throw new FileError("unwritable", path, `Another program keeps changing ${path}; wait until it is done and try again.`);
      },
      create: async (path, text) => {
        const target = clean(path);
        if (contents.has(target)) throw new FileError("exists", path, `${path} exists already.`);
        host.beforeWrite(target);
        set(target, text);
      },
      rename: async (from, to) => {
        const [source, target] = [clean(from), clean(to)];
        const file = contents.get(source);
        if (file === undefined) throw missing(from);
        if (source === target) return;
        if (contents.has(target)) throw new FileError("exists", to, `${to} exists already.`);
        contents.delete(source);
        contents.set(target, file);
      },
      trash: async (path) => {
        const target = clean(path);
        const file = contents.get(target);
        if (file === undefined) throw missing(path);
        trashed.set(freeTrashName(target), file.text);
        contents.delete(target);
      },
      remove: async (path) => {
        const target = clean(path);
        for (const known of [...contents.keys()]) if (known === target || known.startsWith(`${target}/`)) contents.delete(known);
      },
    } satisfies Files,
  };
  for (const [path, text] of Object.entries(files)) host.put(path, text);
  return host;
}
