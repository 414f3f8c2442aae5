/** The disk host: core's ports over a folder, for the command line. */
import { createHash, randomBytes } from "node:crypto";
import { mkdir, open, readFile, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import type { Stats } from "node:fs";
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

const decoder = { decode: (bytes: Uint8Array, encoding: string) => new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes) };

/** Files below `root`. Linked folders are not followed: a link could lead out of the vault or round in circles. */
export function diskFiles(root: string): Files {
  const absolute = (path: string): string => {
    const inside = normalisePath(path);
    if (inside === null) throw new FileError("outside-vault", path, `${path} lies outside the vault.`);
    return join(root, inside);
  };

  const list = async (folder: string): Promise<FileStat[]> => {
    const found: FileStat[] = [];
    const walk = async (relative: string): Promise<void> => {
      const entries = await readdir(relative === "" ? root : absolute(relative), { withFileTypes: true }).catch((error: unknown) => {
        if (errorCode(error) === "ENOENT" || errorCode(error) === "ENOTDIR") return [];
        throw fileError(error, relative, false);
      });
      for (const entry of entries) {
        const path = relative === "" ? entry.name : `${relative}/${entry.name}`;
        if (entry.isDirectory()) {
          if (!entry.name.startsWith(".")) await walk(path);
        } else if (entry.isFile() || entry.isSymbolicLink()) {
          const stats = await stat(join(root, path)).catch(() => null);
          if (stats?.isFile()) found.push(fileStat(path, stats));
        }
      }
    };
    await walk(folder);
    return found;
  };

  const read = async (path: string): Promise<string> => {
    const bytes = await readFile(absolute(path)).catch((error: unknown) => {
      throw fileError(error, path, false);
    });
    return decodeText(path, bytes, decoder);
  };

  const statFile = async (path: string): Promise<FileStat | null> => {
    const stats = await stat(absolute(path)).catch((error: unknown) => {
      if (["ENOENT", "ENOTDIR", "ENAMETOOLONG"].includes(errorCode(error))) return null;
      throw fileError(error, path, false);
    });
    return stats?.isFile() ? fileStat(path, stats) : null;
  };

  const write = async (path: string, text: string): Promise<FileStat> => {
    try {
      const target = absolute(path);
      const temporary = join(root, TEMPORARY_FOLDER, randomBytes(8).toString("hex"));
      await writeFile(temporary, text).catch(async (error: unknown) => {
        if (errorCode(error) !== "ENOENT") throw error;
        await mkdir(dirname(temporary), { recursive: true });
        await writeFile(temporary, text);
      });
      // The time is taken before the move: what another program writes after it shows as a change.
      const stats = await stat(temporary);
      await rename(temporary, target).catch(async (error: unknown) => {
        if (errorCode(error) !== "ENOENT") throw error;
        await mkdir(dirname(target), { recursive: true });
        await rename(temporary, target);
      });
      return fileStat(path, stats);
    } catch (error) {
      throw fileError(error, path, true);
    }
  };

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

  const create = async (path: string, text: string): Promise<void> => {
    try {
      await mkdir(dirname(absolute(path)), { recursive: true });
      const handle = await open(absolute(path), "wx");
      await handle.writeFile(text);
      await handle.close();
    } catch (error) {
      throw fileError(error, path, true);
    }
  };

  const move = async (from: string, to: string): Promise<void> => {
    try {
      const isCaseChange = from.toLowerCase() === to.toLowerCase();
      if (!isCaseChange && (await statFile(to)) !== null) throw new FileError("exists", to, `${to} exists already.`);
      await mkdir(dirname(absolute(to)), { recursive: true });
      await rename(absolute(from), absolute(to));
    } catch (error) {
      throw fileError(error, from, true);
    }
  };

  const trash = async (path: string): Promise<void> => {
    const name = path.split("/").at(-1) ?? path;
    for (let number = 1; ; number += 1) {
      const target = number === 1 ? `${TRASH_FOLDER}/${name}` : `${TRASH_FOLDER}/${number} ${name}`;
      if ((await statFile(target)) === null) return move(path, target);
    }
  };

  const remove = (path: string): Promise<void> => rm(absolute(path), { force: true, recursive: true });

  return { list, stat: statFile, read, write, process, create, rename: move, trash, remove };
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
