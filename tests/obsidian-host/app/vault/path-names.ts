/** The vault's names are composed and have only plain spaces, as `normalizePath` makes them; the disk's may be otherwise. This knows which stands for which. */
import { normalizePath } from "./normalize-path";

export interface PathNames {
  /** Notes a path as it is on disk and returns the vault's. */
  learn(onDisk: string): string;
  /** The same for a path that is gone, with all below it. */
  forget(onDisk: string): string;
  onDisk(path: string): string;
}

/** `isAsOnDisk` leaves every name as it is. */
export function createPathNames(isAsOnDisk: boolean): PathNames {
  const differing = new Map<string, string>();
  const inVault = (onDisk: string): string => (isAsOnDisk || onDisk === "" ? onDisk : normalizePath(onDisk));
  const onDisk = (path: string): string => {
    if (differing.size === 0) return path;
    const known = differing.get(path);
    if (known !== undefined) return known;
    const slash = path.lastIndexOf("/");
    return slash < 0 ? path : `${onDisk(path.slice(0, slash))}/${path.slice(slash + 1)}`;
  };
  return {
    learn: (path) => {
      const name = inVault(path);
      if (onDisk(name) !== path) differing.set(name, path);
      return name;
    },
    forget: (path) => {
      const name = inVault(path);
      for (const known of [...differing.keys()]) if (known === name || known.startsWith(`${name}/`)) differing.delete(known);
      return name;
    },
    onDisk,
  };
}
