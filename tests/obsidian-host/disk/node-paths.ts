/** Paths of the folder as paths of the machine: nothing leads out of the folder, neither by its name nor by a link. */
import { lstatSync, realpathSync } from "node:fs";
import { dirname, join, sep } from "node:path";

const IS_NOWHERE = ["ENOENT", "ENOTDIR", "ENAMETOOLONG"];

/** Node's own errors are no `Error` of a test's realm, so what counts is that there is a code. */
export const errorCode = (error: unknown): string => (typeof error === "object" && error !== null && "code" in error ? String(error.code) : "");

/** Whether the error says that nothing is at the path. */
export const isNowhere = (error: unknown): boolean => IS_NOWHERE.includes(errorCode(error));

export function diskError(code: string, message: string): Error {
  return Object.assign(new Error(`${code}: ${message}`), { code });
}

const refuse = (path: string): never => {
  throw diskError("EPERM", `the path leads out of the folder, '${path}'`);
};

/** Where a link leads, or its nearest folder that is there. Null for a link that leads nowhere. */
function realPlace(absolute: string): string | null {
  try {
    return realpathSync.native(absolute);
  } catch (error) {
    if (!isNowhere(error)) throw error;
    return isBrokenLink(absolute) ? null : realPlace(dirname(absolute));
  }
}

function isBrokenLink(absolute: string): boolean {
  try {
    return lstatSync(absolute).isSymbolicLink();
  } catch {
    return false;
  }
}

/** `root` must be real. Throws EPERM for a path that leaves it. */
export function absolutePath(root: string, path: string): string {
  if (path === "") return root;
  const segments = path.split("/");
  const leaves = segments.some((segment) => segment === "" || segment === "." || segment === ".." || segment.includes("\0") || (sep === "\\" && /[\\:]/.test(segment)));
  if (leaves) return refuse(path);
  const absolute = join(root, ...segments);
  const real = realPlace(absolute);
  if (real === null || (real !== root && !real.startsWith(root.endsWith(sep) ? root : `${root}${sep}`))) return refuse(path);
  return absolute;
}
