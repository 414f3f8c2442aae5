/** The real folder under a test host's vault: all that the host asks of it. Over HTTP in the browser, over Node's file system in jest and in the server. */

/** `path` is relative to the folder, with `/`; "" is the folder itself. Times in milliseconds since 1970, sizes in bytes. */
export interface DiskEntry {
  path: string;
  type: "file" | "folder";
  size: number;
  ctime: number;
  mtime: number;
}

/** What another program did to the folder. */
export interface DiskChange {
  path: string;
  /** What lies there now; null: nothing. */
  entry: DiskEntry | null;
}

/** A path that leaves the folder is refused by an error. What is missing is an error whose `code` is "ENOENT"; what exists already, "EEXIST". */
export interface Disk {
  /** Where the folder is on this machine, for `FileSystemAdapter.getBasePath`. Over HTTP it is known once the first call was answered; "" until then. */
  readonly basePath: string;
  /** An address under which a page can show the file, for `getResourcePath`. */
  resourceUrl(path: string): string;
  /** Everything below the folder, a folder before what is in it, hidden files and folders left out: what the vault shows. */
  walk(): Promise<DiskEntry[]>;
  /** What lies directly in one folder, hidden entries included. */
  list(folder: string): Promise<DiskEntry[]>;
  stat(path: string): Promise<DiskEntry | null>;
  read(path: string): Promise<ArrayBuffer>;
  /** Creates or replaces a file whose folder exists. `times` sets them where given. */
  write(path: string, data: ArrayBuffer, times?: { mtime?: number; ctime?: number }): Promise<DiskEntry>;
  append(path: string, data: ArrayBuffer): Promise<DiskEntry>;
  makeFolder(path: string): Promise<void>;
  /** Moves a file or folder. Refuses where something is at `to`. */
  rename(from: string, to: string): Promise<void>;
  /** Copies a file, or a folder with all that is in it. Refuses where something is at `to`. */
  copy(from: string, to: string): Promise<void>;
  removeFile(path: string): Promise<void>;
  removeFolder(path: string, recursive: boolean): Promise<void>;
  /** Into `.trash` of the folder, numbered where the name is taken. */
  trash(path: string): Promise<void>;
  /**
   * Tells what other programs change, in what the vault shows and in the configuration folder. What this very `Disk` wrote is not told.
   * What any later call finds, the watch has seen too or will tell. Returns the way to stop.
   */
  watch(tell: (changes: DiskChange[]) => void): () => void;
}
