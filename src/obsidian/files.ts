/**
 * Core's files over the Vault API. Our cache lies in a folder that starts with a dot, which only the adapter sees.
 * Everything else goes through the vault, so that open notes, other plugins and sync hear of it.
 */
import { type App, type TFile, TFolder } from "obsidian";
import { FileError, type Files, type FileStat } from "../core/ports";
import { decodeText } from "../core/text/decode";
import { folderOf, normalisePath } from "../core/vault/path";
import { createQueues } from "./queues";
import { orNull, processBySwapping, type Swap } from "./swap";

/** What the core's worker asks for beside the port. */
export interface VaultFiles extends Files {
  /** The file as the vault knows it, without asking the disk; only of hidden files the vault knows none. */
  peek(path: string): Promise<FileStat | null>;
  swap: Swap;
}

const decoder = { decode: (bytes: Uint8Array) => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes) };

const isHidden = (path: string): boolean => path.split("/").some((part) => part.startsWith("."));
const missing = (path: string): FileError => new FileError("not-found", path, `There is no file ${path}.`);
const taken = (path: string): FileError => new FileError("exists", path, `${path} exists already.`);

function insideVault(path: string): string {
  const clean = normalisePath(path);
  if (clean === null) throw new FileError("outside-vault", path, `${path} lies outside the vault.`);
  return clean;
}

function fileInVault(path: string): string {
  const clean = insideVault(path);
  if (clean === "") throw new FileError("outside-vault", path, "The vault itself is no file.");
  return clean;
}

/** Failures of the app as failures the port speaks of. */
async function telling<Result>(path: string, isWriting: boolean, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof FileError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    if (isWriting) throw new FileError("unwritable", path, `${path} cannot be written (${why}).`, { cause: error });
    throw new FileError("unreadable", path, `${path} cannot be read (${why}).`, { cause: error });
  }
}

export function vaultFiles(app: App): VaultFiles {
  const { vault } = app;
  const { adapter } = vault;
  const inTurn = createQueues();
  // A queue of its own: in a process there is a swap, which takes its turn in the other. Many at once would else keep each other from ever finishing.
  const processInTurn = createQueues();
  const statOf = (file: TFile): FileStat => ({ path: file.path, size: file.stat.size, modified: file.stat.mtime });
  const fileAt = (path: string): TFile | null => vault.getFileByPath(path);

  /** What the adapter finds: hidden files, and those the vault has not heard of yet. */
  const statOnDisk = async (path: string): Promise<FileStat | null> => {
    const stat = await adapter.stat(path).catch(() => null);
    return stat?.type === "file" ? { path, size: stat.size, modified: stat.mtime } : null;
  };
  const statAt = async (path: string): Promise<FileStat | null> => {
    const file = fileAt(path);
    return file === null ? statOnDisk(path) : statOf(file);
  };
  const peekAt = (path: string): Promise<FileStat | null> => (isHidden(path) ? statOnDisk(path) : Promise.resolve(fileAt(path)).then((file) => (file === null ? null : statOf(file))));
  const listOnDisk = async (folder: string): Promise<FileStat[]> => {
    const stat = await adapter.stat(folder).catch(() => null);
    if (stat?.type !== "folder") return [];
    const { files, folders } = await adapter.list(folder);
    const here = await Promise.all(files.map(statOnDisk));
    const below = await Promise.all(folders.map(listOnDisk));
    return [...here.filter((found): found is FileStat => found !== null), ...below.flat()];
  };
  /** What is done to a note that the vault knows; fails as one that is missing where another program took it away a moment ago. */
  const onDisk = async <Result>(path: string, work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work();
    } catch (error) {
      if ((await statOnDisk(path)) === null) throw missing(path);
      throw error;
    }
  };
  const bytesAt = async (path: string): Promise<ArrayBuffer> => {
    const file = fileAt(path);
    if (file === null && (await statOnDisk(path)) === null) throw missing(path);
    return file === null ? adapter.readBinary(path) : onDisk(path, () => vault.readBinary(file));
  };
  const textAt = async (path: string): Promise<string> => decodeText(path, new Uint8Array(await bytesAt(path)), decoder);
  const textIfThere = async (path: string): Promise<string | null> => ((await statAt(path)) === null ? null : orNull(textAt(path)));

  const makeFolderOf = async (path: string): Promise<void> => {
    const folder = folderOf(path);
    if (folder === "" || vault.getAbstractFileByPath(folder) instanceof TFolder || (await adapter.exists(folder))) return;
    await makeFolderOf(folder);
    try {
      if (isHidden(folder)) await adapter.mkdir(folder);
      else await vault.createFolder(folder);
    } catch (error) {
      // Somebody made it in between: all the same to us.
      if (!(await adapter.exists(folder))) throw error;
    }
  };
  const statWritten = async (path: string): Promise<FileStat> => {
    const found = await statAt(path);
    if (found === null) throw new FileError("unwritable", path, `${path} could not be written.`);
    return found;
  };
  /** Of the cache or of what the vault has not heard of: the folder is made only where it turns out to be missing. */
  const putOnDisk = async (path: string, write: () => Promise<void>): Promise<FileStat> => {
    try {
      await write();
    } catch {
      // Whether the folder is there now tells nothing: another write may have made it since.
      await makeFolderOf(path);
      await write();
    }
    return statWritten(path);
  };
  /** Creates a note through the vault; null where a file stands there already that the vault has not heard of. */
  const createInVault = async (path: string, text: string): Promise<FileStat | null> => {
    await makeFolderOf(path);
    try {
      await vault.create(path, text);
    } catch (error) {
      if ((await statAt(path)) === null) throw error;
      return null;
    }
    return statWritten(path);
  };
  /** Replaces or creates, through the vault where the vault knows the place. */
  const put = async (path: string, text: string): Promise<FileStat> => {
    const file = fileAt(path);
    if (file !== null && (await orNull(onDisk(path, () => vault.process(file, () => text)))) !== null) return statWritten(path);
    const writeText = (): Promise<void> => adapter.write(path, text);
    if (file !== null || isHidden(path)) return putOnDisk(path, writeText);
    return (await createInVault(path, text)) ?? putOnDisk(path, writeText);
  };
  const swapFile: Swap = async (path, expected, next) => {
    const file = fileAt(path);
    if (file === null && expected === null && !isHidden(path)) {
      const made = await createInVault(path, next);
      return made === null ? { current: await textAt(path) } : { stat: made };
    }
    if (file === null || expected === null) {
      const current = await textIfThere(path);
      return current === expected ? { stat: await put(path, next) } : { current };
    }
    let found: string | null = null;
    const written = await orNull(
      onDisk(path, () =>
        vault.process(file, (current) => {
          // The app may hand the text over without its byte order mark.
          found = current === expected || `\uFEFF${current}` === expected ? null : current;
          return found ?? next;
        }),
      ),
    );
    if (written === null) return { current: null };
    return found === null ? { stat: await statWritten(path) } : { current: found };
  };
  const swap: Swap = (path, expected, next) => inTurn(path, () => swapFile(path, expected, next));
  const read = (path: string): Promise<string> => telling(path, false, () => textAt(fileInVault(path)));
  const stat = (path: string): Promise<FileStat | null> => telling(path, false, () => statAt(fileInVault(path)));

  return {
    renameKeepsLinks: false,
    list: (given) =>
      telling(given, false, async () => {
        const folder = insideVault(given);
        if (isHidden(folder)) return listOnDisk(folder);
        return vault.getFiles().filter((file) => folder === "" || file.path.startsWith(`${folder}/`)).map(statOf);
      }),
    stat,
    read,
    peek: (path) => telling(path, false, () => peekAt(fileInVault(path))),
    readBytes: (path) => telling(path, false, () => bytesAt(fileInVault(path))),
    swap: (path, expected, next) => telling(path, true, () => swap(fileInVault(path), expected, next)),
    process: (path, change) =>
      telling(path, true, async () => {
        const clean = fileInVault(path);
        return processInTurn(clean, () => processBySwapping({ path: clean, stat: statAt, peek: peekAt, read: textAt, swap }, change));
      }),
    write: (path, text) => telling(path, true, () => inTurn(fileInVault(path), () => put(fileInVault(path), text))),
    writeBytes: (path, bytes) => telling(path, true, () => inTurn(fileInVault(path), () => putOnDisk(fileInVault(path), () => adapter.writeBinary(fileInVault(path), bytes)))),
    create: (given, text) =>
      telling(given, true, async () => {
        const path = fileInVault(given);
        await inTurn(path, async () => {
          if ((await statAt(path)) !== null) throw taken(given);
          await put(path, text);
        });
      }),
    rename: (from, to) =>
      telling(from, true, async () => {
        const [source, target] = [fileInVault(from), fileInVault(to)];
        const file = fileAt(source);
        if (file === null) throw missing(from);
        if (source === target) return;
        const isOther = target.toLowerCase() !== source.toLowerCase() || fileAt(target) !== null;
        if (isOther && (await statAt(target)) !== null) throw taken(to);
        await makeFolderOf(target);
        // Not the file manager's: the links in other notes are rewritten by the run itself, so that undoing it takes them back too.
        await vault.rename(file, target);
      }),
    trash: (path) =>
      telling(path, true, async () => {
        const file = fileAt(fileInVault(path));
        if (file === null) throw missing(path);
        await onDisk(path, () => app.fileManager.trashFile(file));
      }),
    remove: (given) =>
      telling(given, true, async () => {
        const path = fileInVault(given);
        if (!isHidden(path)) throw new FileError("unwritable", path, `${path} is not part of the cache; it is not removed for good.`);
        const found = await adapter.stat(path).catch(() => null);
        if (found?.type === "file") await adapter.remove(path);
        else if (found !== null) await adapter.rmdir(path, true);
      }),
  };
}
