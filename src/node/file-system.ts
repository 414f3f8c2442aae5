/** Small steps over the file system that the disk host is made of. They know absolute paths only, and nothing of a vault. */
import { randomBytes } from "node:crypto";
import { chmodSync, lstatSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync, type Dirent, type Stats } from "node:fs";
import { dirname } from "node:path";

/** The code of a failure of the operating system ("ENOENT"); "" for any other. */
export const errorCode = (error: unknown): string => (error as NodeJS.ErrnoException | undefined)?.code ?? "";

/** Codes that all say: there is no such file. */
const MISSING = ["ENOENT", "ENOTDIR", "ENAMETOOLONG", "ELOOP"];

export const isMissing = (error: unknown): boolean => MISSING.includes(errorCode(error));

export const PERMISSIONS = 0o777;

export const randomName = (): string => randomBytes(8).toString("hex");

/** Of what a path leads to, through links; null where that is nothing. */
export const statIfThere = (path: string): Stats | null => {
  try {
    return statSync(path, { throwIfNoEntry: false }) ?? null;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
};

/** Of what stands at a path, a link itself too. */
export const lstatIfThere = (path: string): Stats | null => lstatSync(path, { throwIfNoEntry: false }) ?? null;

/** A folder's entries; none where there is no folder. */
export const entriesOf = (path: string): Dirent[] => {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
};

/** Does the work, and again with the target's folders made where they were missing. */
export const makingFolders = (target: string, work: () => void): void => {
  try {
    work();
  } catch (error) {
    if (errorCode(error) !== "ENOENT") throw error;
    mkdirSync(dirname(target), { recursive: true });
    work();
  }
};

/** A file on its way: written under the name `temporary` with the permissions `mode`, then moved by `place` to where it belongs. */
export interface Placing {
  temporary: string;
  mode: number | undefined;
  place: () => void;
}

/**
 * Writes a file so that it appears with all its text or not at all. Returns its stat: the time is taken before the move, so that what another
 * program writes after it shows as a change. Nothing is left behind on a failure.
 */
export const writeAndPlace = (text: string | Uint8Array, { temporary, mode, place }: Placing): Stats => {
  try {
    makingFolders(temporary, () => writeFileSync(temporary, text, { flag: "wx", ...(mode === undefined ? {} : { mode }) }));
    const stats = statSync(temporary);
    if (mode !== undefined && (stats.mode & PERMISSIONS) !== mode) chmodSync(temporary, mode);
    place();
    return stats;
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
};
