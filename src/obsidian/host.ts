/** The Obsidian host: core's ports over the Vault API. Our cache lies in a folder that starts with a dot, which only the adapter sees. */
import { type App, normalizePath, TFile, TFolder } from "obsidian";
import { FileError, type FileStat, type Files, type Host } from "../core/ports";
import { decodeText } from "../core/text/decode";
import { folderOf } from "../core/vault/path";

const decoder = { decode: (bytes: Uint8Array) => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes) };

const isHidden = (path: string): boolean => path.split("/").some((part) => part.startsWith("."));
const missing = (path: string): FileError => new FileError("not-found", path, `There is no file ${path}.`);

export function obsidianFiles(app: App): Files {
  const { vault } = app;
  const { adapter } = vault;
  const statOf = (file: TFile): FileStat => ({ path: file.path, size: file.stat.size, modified: file.stat.mtime });

  const statHidden = async (path: string): Promise<FileStat | null> => {
    const stat = await adapter.stat(path);
    return stat?.type === "file" ? { path, size: stat.size, modified: stat.mtime } : null;
  };
  const stat = async (path: string): Promise<FileStat | null> => {
    if (isHidden(path)) return statHidden(path);
    const file = vault.getAbstractFileByPath(path);
    return file instanceof TFile ? statOf(file) : null;
  };
  const listHidden = async (folder: string): Promise<FileStat[]> => {
    if (!(await adapter.exists(folder))) return [];
    const { files, folders } = await adapter.list(folder);
    const below = await Promise.all(folders.map(listHidden));
    const here = await Promise.all(files.map(statHidden));
    return [...here.filter((found): found is FileStat => found !== null), ...below.flat()];
  };
  const list = async (folder: string): Promise<FileStat[]> => {
    if (isHidden(folder)) return listHidden(folder);
    const root = folder === "" ? vault.getRoot() : vault.getAbstractFileByPath(folder);
    return root instanceof TFolder ? vault.getFiles().filter((file) => folder === "" || file.path.startsWith(`${folder}/`)).map(statOf) : [];
  };
  const read = async (path: string): Promise<string> => {
    if ((await stat(path)) === null) throw missing(path);
    const file = vault.getAbstractFileByPath(path);
    const bytes = file instanceof TFile ? await vault.readBinary(file) : await adapter.readBinary(path);
    return decodeText(path, new Uint8Array(bytes), decoder);
  };
  const makeFolders = async (path: string): Promise<void> => {
    const folder = folderOf(path);
    if (folder === "" || (await adapter.exists(folder))) return;
    if (isHidden(folder)) await adapter.mkdir(folder);
    else await vault.createFolder(folder);
  };
  const statWritten = async (path: string): Promise<FileStat> => {
    const found = await stat(path);
    if (found === null) throw new FileError("unwritable", path, `${path} could not be written.`);
    return found;
  };
  const process = async (path: string, change: (current: string | null) => string): Promise<{ text: string; stat: FileStat }> => {
    const file = vault.getAbstractFileByPath(path);
    let text: string;
    if (file instanceof TFile) text = await vault.process(file, change);
    else if (isHidden(path) && (await adapter.exists(path))) text = await adapter.process(path, change);
    else {
      text = change(null);
      await makeFolders(path);
      if (isHidden(path)) await adapter.write(path, text);
      else await vault.create(path, text);
    }
    return { text, stat: await statWritten(path) };
  };
  return {
    renameKeepsLinks: true,
    list,
    stat,
    read,
    process,
    write: async (path, text) => (await process(normalizePath(path), () => text)).stat,
    create: async (path, text) => {
      if ((await stat(path)) !== null) throw new FileError("exists", path, `${path} exists already.`);
      await process(path, () => text);
    },
    rename: async (from, to) => {
      const file = vault.getAbstractFileByPath(from);
      if (!(file instanceof TFile)) throw missing(from);
      await makeFolders(to);
      await app.fileManager.renameFile(file, to);
    },
    trash: async (path) => {
      const file = vault.getAbstractFileByPath(path);
      if (!(file instanceof TFile)) throw missing(path);
      await app.fileManager.trashFile(file);
    },
    remove: async (path) => {
      if (!isHidden(path)) throw new FileError("unwritable", path, `${path} is not part of the cache; it is not removed for good.`);
      const found = await adapter.stat(path);
      if (found?.type === "file") await adapter.remove(path);
      else if (found !== null) await adapter.rmdir(path, true);
    },
  };
}

const DEVICE_KEY = "compendium-device";

const deviceId = (app: App): string => {
  const known: unknown = app.loadLocalStorage(DEVICE_KEY);
  if (typeof known === "string" && /^[a-z0-9-]+$/.test(known)) return known;
  const fresh = `app-${Math.random().toString(36).slice(2, 10)}`;
  app.saveLocalStorage(DEVICE_KEY, fresh);
  return fresh;
};

const twoDigits = (value: number): string => String(value).padStart(2, "0");

export function obsidianHost(app: App): Host {
  const id = deviceId(app);
  const owner = `${id}-${Math.random().toString(36).slice(2, 10)}`;
  return {
    files: obsidianFiles(app),
    clock: {
      now: () => Date.now(),
      stamp: () => {
        const now = new Date();
        return `${now.getFullYear()}-${twoDigits(now.getMonth() + 1)}-${twoDigits(now.getDate())} ${twoDigits(now.getHours())}:${twoDigits(now.getMinutes())}`;
      },
      breathe: () => new Promise((resolve) => window.setTimeout(resolve, 0)),
    },
    // A lock of this very window that is still there was left behind by an earlier load of the plugin.
    device: { id, owner, isAlive: (other) => (other.startsWith(`${id}-`) && other !== owner ? false : null) },
  };
}
