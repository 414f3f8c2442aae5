/** The disk host: core's ports over a folder, for the command line. */
import { copyFileSync, linkSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync, type Stats } from "node:fs";
import { basename, dirname, join, sep } from "node:path";
import { setImmediate } from "node:timers/promises";
import { waitWith } from "../core/cancel";
import { FileError, type FileStat, type Files, type Host } from "../core/ports";
import { CACHE_FOLDER } from "../core/settings";
import { decodeText } from "../core/text/decode";
import { folderOf, normalisePath } from "../core/vault/path";
import { diskDevice } from "./device";
import { entriesOf, errorCode, isMissing, lstatIfThere, makingFolders, PERMISSIONS, randomName, statIfThere, writeAndPlace } from "./file-system";
import { createNames, type Place } from "./names";

const TEMPORARY_FOLDER = `${CACHE_FOLDER}/tmp`;
const TRASH_FOLDER = ".trash";
/** So often a file may change under our hands before we give up. */
const MOST_ATTEMPTS = 6;
/** Stands in a name for bytes that are not UTF-8: the name no longer leads to the file. */
const NOT_UTF8 = "\uFFFD";
/** What a file system without hard links answers. There, creating a file and filling it are two steps. */
const NO_HARD_LINKS = ["EPERM", "ENOSYS", "ENOTSUP", "EOPNOTSUPP", "EXDEV", "EMLINK"];

const REASONS: Record<string, string> = {
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the disk is read-only",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk is full",
  ENAMETOOLONG: "the name is too long",
  EISDIR: "a folder has that name",
  ENOTDIR: "a file stands where a folder should be",
};

const fileError = (error: unknown, path: string, isWriting: boolean): FileError => {
  if (error instanceof FileError) return error;
  const code = errorCode(error);
  const options = { cause: error };
  if (path.includes(NOT_UTF8)) return new FileError("unreadable", path, `The name of ${path} is not UTF-8, so it cannot be opened; rename it.`, options);
  if (code === "ENOENT" || (!isWriting && (code === "EISDIR" || isMissing(error)))) return new FileError("not-found", path, `There is no file ${path}.`, options);
  if (code === "EEXIST") return new FileError("exists", path, `${path} exists already.`, options);
  const why = REASONS[code] ?? (code || String(error));
  return isWriting
    ? new FileError("unwritable", path, `${path} cannot be written (${why}).`, options)
    : new FileError("unreadable", path, `${path} cannot be read (${why}).`, options);
};

const decoder = { decode: (bytes: Uint8Array) => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes) };

/** The longest the process goes without hearing signals, in milliseconds: the calls are synchronous, and not every action breathes by itself. */
const LONGEST_HOLD = 50;
let lastBreath = performance.now();

/** Failures of the file system as failures of the promise the port speaks of. */
const promised = async <Result>(work: () => Result, path: string, isWriting: boolean): Promise<Result> => {
  if (performance.now() - lastBreath > LONGEST_HOLD) {
    await setImmediate();
    lastBreath = performance.now();
  }
  try {
    return work();
  } catch (error) {
    throw fileError(error, path, isWriting);
  }
};

/**
 * Files below `root`. Linked folders are not followed: a link could lead out of the vault or round in circles.
 * The calls are synchronous inside: a compile opens and writes thousands of small files, and handing each to the thread pool costs more
 * than the work.
 */
export function diskFiles(root: string): Files {
  const place: Place = { root, names: createNames(root) };
  const reading = <Result>(path: string, work: () => Result): Promise<Result> => promised(work, path, false);
  const writing = <Result>(path: string, work: () => Result): Promise<Result> => promised(work, path, true);
  return {
    renameKeepsLinks: false,
    list: (folder) => reading(folder, () => listBelow(place, insideVault(folder))),
    stat: (path) => reading(path, () => statFile(place, path)),
    read: (path) => reading(path, () => readText(place, path)),
    readBytes: (path) => reading(path, () => readBytes(place, path)),
    write: (path, text) => writing(path, () => writeText(place, path, text)),
    writeBytes: (path, bytes) => writing(path, () => writeText(place, path, new Uint8Array(bytes))),
    process: (path, change) => writing(path, () => processText(place, path, change)),
    create: (path, text) => writing(path, () => createFile(place, path, text)),
    rename: (from, to) => writing(from, () => moveFile(place, from, to)),
    trash: (path) => writing(path, () => moveFile(place, path, freeTrashPath(place, path))),
    remove: (path) => writing(path, () => rmSync(absolutePath(place, path), { force: true, recursive: true })),
  };
}

function insideVault(path: string): string {
  const clean = normalisePath(path);
  if (clean === null) throw new FileError("outside-vault", path, `${path} lies outside the vault.`);
  if (sep === "/" && path.includes("\\")) throw new FileError("unreadable", path, `The name of ${path} holds a backslash, which Obsidian and other systems cannot open; rename it.`);
  return clean;
}

/** Of a file: the vault itself is none. */
function absolutePath(place: Place, path: string): string {
  const clean = insideVault(path);
  if (clean === "") throw new FileError("outside-vault", path, "The vault itself is no file.");
  return join(place.root, place.names.onDisk(clean));
}

const toFileStat = (path: string, stats: Stats): FileStat => ({ path, size: stats.size, modified: stats.mtimeMs });

function listBelow(place: Place, folder: string): FileStat[] {
  const folderOnDisk = join(place.root, place.names.onDisk(folder));
  const entries = entriesOf(folderOnDisk);
  const names = place.names.learn(folder, entries.map(({ name }) => name));
  return entries.flatMap((entry, index): FileStat[] => {
    const name = names[index] ?? entry.name;
    const path = folder === "" ? name : `${folder}/${name}`;
    if (entry.isDirectory()) return entry.name.startsWith(".") ? [] : listBelow(place, path);
    if (!entry.isFile() && !entry.isSymbolicLink()) return [];
    const stats = statIfThere(join(folderOnDisk, entry.name));
    if (stats?.isFile() === true) return [toFileStat(path, stats)];
    // Listed all the same, so that whoever opens it learns why it cannot be opened.
    return stats === null && entry.name.includes(NOT_UTF8) ? [{ path, size: 0, modified: 0 }] : [];
  });
}

function statFile(place: Place, path: string): FileStat | null {
  const stats = statIfThere(absolutePath(place, path));
  return stats?.isFile() === true ? toFileStat(path, stats) : null;
}

const readText = (place: Place, path: string): string => decodeText(path, readFileSync(absolutePath(place, path)), decoder);

function readBytes(place: Place, path: string): ArrayBuffer {
  const bytes = readFileSync(absolutePath(place, path));
  // A small file's buffer is a part of one that Node shares among many.
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
}

function writeText(place: Place, path: string, text: string | Uint8Array): FileStat {
  const { target, mode } = writeTarget(place, path);
  const writeVia = (temporary: string): FileStat =>
    toFileStat(path, writeAndPlace(text, { temporary, mode, place: () => makingFolders(target, () => renameSync(temporary, target)) }));
  try {
    return writeVia(join(place.root, TEMPORARY_FOLDER, randomName()));
  } catch (error) {
    if (errorCode(error) !== "EXDEV") throw error;
    // The folder lies on another disk, where a file of ours cannot be moved to.
    return writeVia(join(dirname(target), `.${randomName()}`));
  }
}

/** Where a write goes, and the permissions that stay: a private note stays private, and a link inside the vault stays a link. */
function writeTarget(place: Place, path: string): { target: string; mode: number | undefined } {
  const target = absolutePath(place, path);
  const stats = lstatIfThere(target);
  if (stats === null) return { target, mode: undefined };
  if (!stats.isSymbolicLink() || statIfThere(target) === null) return { target, mode: stats.mode & PERMISSIONS };
  const real = realpathSync(target);
  if (!real.startsWith(`${realpathSync(place.root)}${sep}`)) throw new FileError("outside-vault", path, `${path} is a link to a file outside the vault; it is not written.`);
  return { target: real, mode: statSync(real).mode & PERMISSIONS };
}

function processText(place: Place, path: string, change: (current: string | null) => string): { text: string; stat: FileStat } {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    const before = statFile(place, path);
    const current = before === null ? null : readText(place, path);
    const text = change(current);
    const now = statFile(place, path);
    // Somebody wrote between our reading and our writing: look again, so that their words are merged and not lost.
    if (before?.modified !== now?.modified || before?.size !== now?.size) continue;
    return { text, stat: text === current && now !== null ? now : writeText(place, path, text) };
  }
  throw new FileError("unwritable", path, `Another program keeps changing ${path}; wait until it is done and try again.`);
}

function createFile(place: Place, path: string, text: string): void {
  const target = absolutePath(place, path);
  const temporary = join(place.root, TEMPORARY_FOLDER, randomName());
  // A link appears at once with all its text: whoever finds a lock can read who holds it.
  const put = (): void => {
    try {
      makingFolders(target, () => linkSync(temporary, target));
    } catch (error) {
      if (!NO_HARD_LINKS.includes(errorCode(error))) throw error;
      makingFolders(target, () => writeFileSync(target, text, { flag: "wx" }));
    }
  };
  writeAndPlace(text, { temporary, mode: undefined, place: put });
  rmSync(temporary, { force: true });
}

function moveFile(place: Place, from: string, to: string): void {
  const [source, target] = [absolutePath(place, from), absolutePath(place, to)];
  const stats = statIfThere(source);
  if (stats?.isFile() !== true) throw new FileError("not-found", from, `There is no file ${from}.`);
  const there = lstatIfThere(target);
  // Where case or Unicode form make no difference, the new name may be the file itself.
  const isSameFile = there?.ino === stats.ino && there.dev === stats.dev;
  if (there !== null && !isSameFile) throw new FileError("exists", to, `${to} exists already.`);
  try {
    makingFolders(target, () => renameSync(source, target));
  } catch (error) {
    if (errorCode(error) !== "EXDEV") throw error;
    copyToOtherDisk(source, target);
  }
  place.names.forget(folderOf(from));
}

/** The file is in its new place, whole, before it leaves the old one. */
function copyToOtherDisk(source: string, target: string): void {
  const temporary = join(dirname(target), `.${randomName()}`);
  try {
    copyFileSync(source, temporary);
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  rmSync(source);
}

function freeTrashPath(place: Place, path: string): string {
  const name = basename(absolutePath(place, path));
  for (let number = 1; ; number += 1) {
    const target = number === 1 ? `${TRASH_FOLDER}/${name}` : `${TRASH_FOLDER}/${number} ${name}`;
    if (lstatIfThere(join(place.root, target)) === null) return target;
  }
}

const twoDigits = (value: number): string => String(value).padStart(2, "0");

/** The key for the model's endpoint comes from the environment and from nowhere else. */
const keyInEnvironment = (): string | null => [process.env["COMPENDIUM_API_KEY"], process.env["OPENAI_API_KEY"]].find((key) => key !== undefined && key.trim() !== "") ?? null;

export function diskHost(root: string): Host {
  return {
    files: diskFiles(root),
    device: diskDevice(),
    // What is sent is for the address the user named: a redirect would take the text of sources to another one.
    fetch: (url, options) => fetch(url, { ...options, redirect: "error", signal: (options.signal ?? null) as AbortSignal | null }),
    modelKey: () => Promise.resolve(keyInEnvironment()),
    clock: {
      now: () => Date.now(),
      stamp: () => {
        const now = new Date();
        return `${now.getFullYear()}-${twoDigits(now.getMonth() + 1)}-${twoDigits(now.getDate())} ${twoDigits(now.getHours())}:${twoDigits(now.getMinutes())}`;
      },
      breathe: () => setImmediate(),
      wait: waitWith((callBack, milliseconds) => {
        const timer = setTimeout(callBack, milliseconds);
        return () => clearTimeout(timer);
      }),
    },
  };
}
