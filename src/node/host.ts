/** The disk host: core's ports over a folder, for the command line. */
import { createHash, randomBytes } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync, type Stats } from "node:fs";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { FileError, type Device, type FileStat, type Files, type Host } from "../core/ports";
import { CACHE_FOLDER } from "../core/settings";
import { decodeText } from "../core/text/decode";
import { normalisePath } from "../core/vault/path";

const TEMPORARY_FOLDER = `${CACHE_FOLDER}/tmp`;
const TRASH_FOLDER = ".trash";

const errorCode = (error: unknown): string => (error as NodeJS.ErrnoException | undefined)?.code ?? "";

const fileError = (error: unknown, path: string, isWriting: boolean): FileError => {
  if (error instanceof FileError) return error;
  const code = errorCode(error);
  const options = { cause: error };
  if (code === "ENOENT") return new FileError("not-found", path, `There is no file ${path}.`, options);
  if (code === "EEXIST") return new FileError("exists", path, `${path} exists already.`, options);
  const why = code === "EACCES" || code === "EPERM" ? "permission denied" : code === "ENOSPC" ? "the disk is full" : code || String(error);
  return isWriting
    ? new FileError("unwritable", path, `${path} cannot be written (${why}).`, options)
    : new FileError("unreadable", path, `${path} cannot be read (${why}).`, options);
};

const fileStat = (path: string, stats: Stats): FileStat => ({ path, size: stats.size, modified: stats.mtimeMs });

const statIfThere = (path: string): Stats | null => {
  try {
    return statSync(path, { throwIfNoEntry: false }) ?? null;
  } catch (error) {
    if (["ENOENT", "ENOTDIR", "ENAMETOOLONG", "ELOOP"].includes(errorCode(error))) return null;
    throw error;
  }
};

const entriesOf = (path: string) => {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch (error) {
    if (errorCode(error) === "ENOENT" || errorCode(error) === "ENOTDIR") return [];
    throw error;
  }
};

/** Does the work, and again with the target's folders made where they were missing. */
const makingFolders = (target: string, work: () => void): void => {
  try {
    work();
  } catch (error) {
    if (errorCode(error) !== "ENOENT") throw error;
    mkdirSync(dirname(target), { recursive: true });
    work();
  }
};

const decoder = { decode: (bytes: Uint8Array) => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes) };

/** Failures of the file system as failures of the promise the port speaks of. */
const promised = async <Result>(work: () => Result, path: string, isWriting: boolean): Promise<Result> => {
  try {
    return await Promise.resolve(work());
  } catch (error) {
    throw fileError(error, path, isWriting);
  }
};

/**
 * Files below `root`. Linked folders are not followed: a link could lead out of the vault or round in circles.
 * The calls are synchronous inside: a compile opens and writes thousands of small files, and handing each to the thread pool costs more
 * than the work; between files core lets other things run.
 */
export function diskFiles(root: string): Files {
  const absolute = (path: string): string => {
    const inside = normalisePath(path);
    if (inside === null) throw new FileError("outside-vault", path, `${path} lies outside the vault.`);
    return join(root, inside);
  };

  const list = (folder: string): Promise<FileStat[]> => {
    const found: FileStat[] = [];
    const walk = (relative: string): void => {
      for (const entry of entriesOf(relative === "" ? root : absolute(relative))) {
        const path = relative === "" ? entry.name : `${relative}/${entry.name}`;
        if (entry.isDirectory()) {
          if (!entry.name.startsWith(".")) walk(path);
        } else if (entry.isFile() || entry.isSymbolicLink()) {
          const stats = statIfThere(join(root, path));
          if (stats?.isFile()) found.push(fileStat(path, stats));
        }
      }
    };
    return promised(
      () => {
        walk(folder);
        return found;
      },
      folder,
      false,
    );
  };

  const read = (path: string): Promise<string> => promised(() => decodeText(path, readFileSync(absolute(path)), decoder), path, false);

  const statFile = (path: string): Promise<FileStat | null> =>
    promised(
      () => {
        const stats = statIfThere(absolute(path));
        return stats?.isFile() ? fileStat(path, stats) : null;
      },
      path,
      false,
    );

  const write = (path: string, text: string): Promise<FileStat> =>
    promised(
      () => {
        const target = absolute(path);
        const temporary = join(root, TEMPORARY_FOLDER, randomBytes(8).toString("hex"));
        makingFolders(temporary, () => writeFileSync(temporary, text));
        // The time is taken before the move: what another program writes after it shows as a change.
        const stats = statSync(temporary);
        makingFolders(target, () => renameSync(temporary, target));
        return fileStat(path, stats);
      },
      path,
      true,
    );

  const readOrNull = (path: string): Promise<string | null> =>
    read(path).catch((error: unknown) => {
      if (error instanceof FileError && error.code === "not-found") return null;
      throw error;
    });

  const process = async (path: string, change: (current: string | null) => string) => {
    for (let attempt = 0; ; attempt += 1) {
      const before = await statFile(path);
      const current = before === null ? null : await readOrNull(path);
      const text = change(current);
      const now = await statFile(path);
      // Somebody wrote between our reading and our writing: look again, so that their words are merged and not lost.
      if (attempt < 5 && (before?.modified !== now?.modified || before?.size !== now?.size)) continue;
      if (text === current && now !== null) return { text, stat: now };
      return { text, stat: await write(path, text) };
    }
  };

  const create = (path: string, text: string): Promise<void> => promised(() => makingFolders(absolute(path), () => writeFileSync(absolute(path), text, { flag: "wx" })), path, true);

  const move = (from: string, to: string): Promise<void> =>
    promised(
      () => {
        const isCaseChange = from.toLowerCase() === to.toLowerCase();
        if (!isCaseChange && statIfThere(absolute(to)) !== null) throw new FileError("exists", to, `${to} exists already.`);
        makingFolders(absolute(to), () => renameSync(absolute(from), absolute(to)));
      },
      from,
      true,
    );

  const trash = async (path: string): Promise<void> => {
    const name = path.split("/").at(-1) ?? path;
    for (let number = 1; ; number += 1) {
      const target = number === 1 ? `${TRASH_FOLDER}/${name}` : `${TRASH_FOLDER}/${number} ${name}`;
      if ((await statFile(target)) === null) return move(path, target);
    }
  };

  const remove = (path: string): Promise<void> => promised(() => rmSync(absolute(path), { force: true, recursive: true }), path, true);

  return { renameKeepsLinks: false, list, stat: statFile, read, write, process, create, rename: move, trash, remove };
}

/** This machine and process: locks of a process that is gone are free again. */
export function diskDevice(): Device {
  const machine = createHash("sha1").update(hostname()).digest("hex").slice(0, 8);
  return {
    id: `cli-${machine}`,
    owner: `${machine}-${process.pid}`,
    isAlive: (owner) => {
      const [machineOfOwner, processId] = owner.split("-");
      if (machineOfOwner !== machine) return null;
      if (processId === String(process.pid)) return false;
      try {
        process.kill(Number(processId), 0);
        return true;
      } catch (error) {
        return errorCode(error) === "EPERM";
      }
    },
  };
}

const twoDigits = (value: number): string => String(value).padStart(2, "0");

export function diskHost(root: string): Host {
  return {
    files: diskFiles(root),
    device: diskDevice(),
    clock: {
      now: () => Date.now(),
      stamp: () => {
        const now = new Date();
        return `${now.getFullYear()}-${twoDigits(now.getMonth() + 1)}-${twoDigits(now.getDate())} ${twoDigits(now.getHours())}:${twoDigits(now.getMinutes())}`;
      },
      breathe: () => setImmediate(),
    },
  };
}
