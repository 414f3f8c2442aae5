/** The data adapter over the disk: what FileSystemAdapter and CapacitorAdapter share. It sees hidden files, and tells the vault what it did. */
import type { Disk, DiskEntry } from "../../disk/disk";
import { createPathNames, type PathNames } from "./path-names";
import { createTurns } from "./turns";

export interface DataWriteOptions {
  ctime?: number;
  mtime?: number;
}

export interface Stat {
  type: "file" | "folder";
  ctime: number;
  mtime: number;
  size: number;
}

export interface ListedFiles {
  files: string[];
  folders: string[];
}

/** What the vault hears of the adapter, in the vault's paths. */
export interface AdapterListener {
  found(entry: DiskEntry, isOwn: boolean): void;
  gone(path: string): void;
  moved(from: string, to: string): void;
}

// The app's texts begin without a byte order mark, as every text decoder's do.
const decode = (data: ArrayBuffer): string => new TextDecoder().decode(data);
const encode = (text: string): ArrayBuffer => new TextEncoder().encode(text).buffer;
const isError = (error: unknown, code: string): boolean => typeof error === "object" && error !== null && "code" in error && error.code === code;

export abstract class DiskAdapter {
  private readonly names: PathNames;
  private readonly inTurn = createTurns();
  private listener: AdapterListener | null = null;

  constructor(
    protected readonly disk: Disk,
    options: { namesAsOnDisk: boolean },
  ) {
    this.names = createPathNames(options.namesAsOnDisk);
  }

  /** For the vault alone: hears of what was written here, and of what other programs change once `watch` was called. */
  listen(listener: AdapterListener): void {
    this.listener = listener;
  }

  /** Returns the way to stop. */
  watch(): () => void {
    return this.disk.watch((changes) => {
      for (const { path, entry } of changes) {
        if (entry === null) this.listener?.gone(this.names.forget(path));
        else this.listener?.found({ ...entry, path: this.names.learn(path) }, false);
      }
    });
  }

  async walk(): Promise<DiskEntry[]> {
    return (await this.disk.walk()).map((entry) => ({ ...entry, path: this.names.learn(entry.path) }));
  }

  getName(): string {
    return this.disk.basePath.split(/[\\/]/).filter(Boolean).at(-1) ?? "";
  }

  getFullPath(path: string): string {
    const onDisk = this.onDisk(path);
    return onDisk === "" ? this.disk.basePath : `${this.disk.basePath}/${onDisk}`;
  }

  /** The number after the question mark makes the browser load a changed file again. */
  getResourcePath(path: string): string {
    return `${this.disk.resourceUrl(this.onDisk(path))}?${Date.now()}`;
  }

  async exists(path: string, sensitive = false): Promise<boolean> {
    if ((await this.stat(path)) === null) return false;
    if (!sensitive || this.onDisk(path) === "") return true;
    const onDisk = this.onDisk(path);
    const siblings = await this.disk.list(onDisk.slice(0, Math.max(0, onDisk.lastIndexOf("/"))));
    return siblings.some((sibling) => sibling.path === onDisk);
  }

  async stat(path: string): Promise<Stat | null> {
    const onDisk = this.onDisk(path);
    if (onDisk === "") return { type: "folder", ctime: 0, mtime: 0, size: 0 };
    const entry = await this.disk.stat(onDisk);
    return entry === null ? null : { type: entry.type, ctime: entry.ctime, mtime: entry.mtime, size: entry.size };
  }

  async list(path: string): Promise<ListedFiles> {
    const entries = await this.disk.list(this.onDisk(path));
    const pathsOf = (type: DiskEntry["type"]): string[] => entries.filter((entry) => entry.type === type).map((entry) => this.names.learn(entry.path));
    return { files: pathsOf("file"), folders: pathsOf("folder") };
  }

  async read(path: string): Promise<string> {
    return decode(await this.readBinary(path));
  }

  readBinary(path: string): Promise<ArrayBuffer> {
    return this.disk.read(this.onDisk(path));
  }

  write(path: string, data: string, options?: DataWriteOptions): Promise<void> {
    return this.writeBinary(path, encode(data), options);
  }

  writeBinary(path: string, data: ArrayBuffer, options?: DataWriteOptions): Promise<void> {
    return this.inTurn(path, async () => {
      this.tellFound(await this.disk.write(this.onDisk(path), data, options));
    });
  }

  append(path: string, data: string, options?: DataWriteOptions): Promise<void> {
    return this.appendBinary(path, encode(data), options);
  }

  appendBinary(path: string, data: ArrayBuffer, _options?: DataWriteOptions): Promise<void> {
    return this.inTurn(path, async () => {
      this.tellFound(await this.disk.append(this.onDisk(path), data));
    });
  }

  /** Reads from the disk, whatever was read before. A text that stays as it is is not written. */
  process(path: string, change: (data: string) => string, options?: DataWriteOptions): Promise<string> {
    return this.inTurn(path, async () => {
      const before = await this.read(path);
      const after = change(before);
      if (after !== before) this.tellFound(await this.disk.write(this.onDisk(path), encode(after), options));
      return after;
    });
  }

  /** Makes the folders above it too. */
  async mkdir(path: string): Promise<void> {
    const segments = this.onDisk(path).split("/").filter(Boolean);
    for (const [index] of segments.entries()) await this.makeOneFolder(segments.slice(0, index + 1).join("/"));
  }

  private async makeOneFolder(onDisk: string): Promise<void> {
    const before = await this.disk.stat(onDisk);
    if (before?.type === "folder") return;
    try {
      await this.disk.makeFolder(onDisk);
    } catch (error) {
      // Another call made it in between.
      if (!isError(error, "EEXIST") || (await this.disk.stat(onDisk))?.type !== "folder") throw error;
    }
    const entry = await this.disk.stat(onDisk);
    if (entry !== null) this.tellFound(entry);
  }

  /** This host has no trash but the vault's own. */
  async trashSystem(path: string): Promise<boolean> {
    await this.trashLocal(path);
    return true;
  }

  trashLocal(path: string): Promise<void> {
    return this.taking(path, (onDisk) => this.disk.trash(onDisk));
  }

  rmdir(path: string, recursive: boolean): Promise<void> {
    return this.taking(path, (onDisk) => this.disk.removeFolder(onDisk, recursive));
  }

  remove(path: string): Promise<void> {
    return this.taking(path, (onDisk) => this.disk.removeFile(onDisk));
  }

  private taking(path: string, take: (onDisk: string) => Promise<void>): Promise<void> {
    return this.inTurn(path, async () => {
      const onDisk = this.onDisk(path);
      await take(onDisk);
      this.listener?.gone(this.names.forget(onDisk));
    });
  }

  rename(path: string, newPath: string): Promise<void> {
    return this.inTurn(path, async () => {
      if (path === newPath) return;
      const from = this.onDisk(path);
      const to = this.onDisk(newPath);
      await this.disk.rename(from, to).catch(refusingTaken);
      this.names.forget(from);
      this.listener?.moved(path, this.names.learn(to));
    });
  }

  async copy(path: string, newPath: string): Promise<void> {
    const to = this.onDisk(newPath);
    await this.disk.copy(this.onDisk(path), to).catch(refusingTaken);
    await this.tellAllAt(to);
  }

  private async tellAllAt(onDisk: string): Promise<void> {
    const entry = await this.disk.stat(onDisk);
    if (entry === null) return;
    this.tellFound(entry);
    if (entry.type === "folder") for (const child of await this.disk.list(onDisk)) await this.tellAllAt(child.path);
  }

  private tellFound(entry: DiskEntry): void {
    this.listener?.found({ ...entry, path: this.names.learn(entry.path) }, true);
  }

  /** The disk's path: what a plugin gives may begin or end with a slash. */
  protected onDisk(path: string): string {
    return this.names.onDisk(path.replace(/^\/+|\/+$/g, ""));
  }
}

function refusingTaken(error: unknown): never {
  if (isError(error, "EEXIST")) throw new Error("Destination file already exists!", { cause: error });
  throw error;
}
