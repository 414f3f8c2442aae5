/** The vault: the visible files of a folder, kept in step with the disk, and its events. Type: obsidian.d.ts, `Vault`. */
import type { Disk, DiskEntry } from "../../disk/disk";
import { Events } from "../events";
import type { DataWriteOptions, DiskAdapter } from "./adapter";
import { CapacitorAdapter } from "./capacitor-adapter";
import { CONFIG_DEFAULTS, configFileOf, readConfig } from "./config";
import { FileSystemAdapter } from "./file-system-adapter";
import { TFile, TFolder, type TAbstractFile } from "./files";
import { createTextCache } from "./text-cache";
import { isHidden, statsOf, VaultTree } from "./vault-tree";

/** So many files are told of before other work gets its turn. */
const TOLD_AT_ONCE = 100;
const CONFIG_FILES = ["app.json", "appearance.json"] as const;

export interface VaultOptions {
  mobile: boolean;
  /** Leaves names as they are on the disk. The app composes letters (NFC) and makes every space plain, which is the default here. */
  namesAsOnDisk?: boolean;
}

const breathe = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
/** How the vault knows a path a plugin gave. */
const clean = (path: string): string => path.replace(/^\/+|\/+$/g, "") || "/";

export class Vault extends Events {
  readonly adapter: DiskAdapter;
  configDir = ".obsidian";
  private readonly tree = new VaultTree(this);
  private readonly texts = createTextCache();
  private config: Record<string, unknown> = {};
  private savingConfig: Promise<void> = Promise.resolve();
  private stopWatching: (() => void) | null = null;

  constructor(disk: Disk, { mobile, namesAsOnDisk = false }: VaultOptions) {
    super();
    const Adapter = mobile ? CapacitorAdapter : FileSystemAdapter;
    this.adapter = new Adapter(disk, { namesAsOnDisk });
    this.adapter.listen({
      found: (entry, isOwn) => {
        this.hearFound(entry, isOwn);
      },
      gone: (path) => {
        this.hearGone(path);
      },
      moved: (from, to) => {
        this.hearMoved(from, to);
      },
    });
  }

  /** Reads the settings, then finds every file and triggers "create" for each, a few at a time. From its start on, other programs' changes are heard. */
  async load(): Promise<void> {
    this.stopWatching ??= this.adapter.watch();
    const [entries] = await Promise.all([this.adapter.walk(), this.loadConfig()]);
    for (const [index, entry] of entries.entries()) {
      if (this.tree.at(entry.path) === null) this.hearFound(entry, false);
      if (index % TOLD_AT_ONCE === TOLD_AT_ONCE - 1) await breathe();
    }
  }

  /** No change of another program is heard any more. */
  unload(): void {
    this.stopWatching?.();
    this.stopWatching = null;
  }

  getName(): string {
    return this.adapter.getName();
  }

  getAbstractFileByPath(path: string): TAbstractFile | null {
    return this.tree.at(clean(path));
  }

  getFileByPath(path: string): TFile | null {
    const file = this.getAbstractFileByPath(path);
    return file instanceof TFile ? file : null;
  }

  getFolderByPath(path: string): TFolder | null {
    const folder = this.getAbstractFileByPath(path);
    return folder instanceof TFolder ? folder : null;
  }

  getRoot(): TFolder {
    return this.tree.root;
  }

  isEmpty(): boolean {
    return this.tree.root.children.length === 0;
  }

  getAllLoadedFiles(): TAbstractFile[] {
    return this.tree.all();
  }

  getAllFolders(includeRoot = false): TFolder[] {
    return this.tree.all().filter((file): file is TFolder => file instanceof TFolder && (includeRoot || !file.isRoot()));
  }

  getFiles(): TFile[] {
    return this.tree.all().filter((file): file is TFile => file instanceof TFile);
  }

  getMarkdownFiles(): TFile[] {
    return this.getFiles().filter(({ extension }) => extension === "md");
  }

  getResourcePath(file: TFile): string {
    return this.adapter.getResourcePath(file.path);
  }

  static recurseChildren(root: TFolder, visit: (file: TAbstractFile) => unknown): void {
    const waiting: TAbstractFile[] = [root];
    for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
      visit(file);
      if (file instanceof TFolder) waiting.push(...file.children);
    }
  }

  create(path: string, data: string, options?: DataWriteOptions): Promise<TFile> {
    return this.creating(path, () => this.adapter.write(path, data, options));
  }

  createBinary(path: string, data: ArrayBuffer, options?: DataWriteOptions): Promise<TFile> {
    return this.creating(path, () => this.adapter.writeBinary(path, data, options));
  }

  private async creating(path: string, write: () => Promise<void>): Promise<TFile> {
    if (await this.adapter.exists(path)) throw new Error("File already exists.");
    await write();
    return this.expect(path, TFile);
  }

  async createFolder(path: string): Promise<TFolder> {
    if (await this.adapter.exists(path)) throw new Error("Folder already exists.");
    await this.adapter.mkdir(path);
    return this.expect(path, TFolder);
  }

  /** What was just written, under the name the vault gives it. Hidden files are written too, but the vault has none. */
  private expect<T extends TAbstractFile>(path: string, type: abstract new (...given: never[]) => T): T {
    const file = this.getAbstractFileByPath(path) ?? this.getAbstractFileByPath(path.normalize("NFC").replace(/[\u00a0\u202f]/g, " "));
    // The app returns nothing for a hidden file, whatever its type says.
    return (file instanceof type ? file : null) as T;
  }

  async read(file: TFile): Promise<string> {
    const { stat } = file;
    const text = await this.adapter.read(file.path);
    this.texts.keep(file, stat, text);
    return text;
  }

  /** From memory, unless the vault has heard that the file changed. */
  async cachedRead(file: TFile): Promise<string> {
    return this.texts.get(file) ?? this.read(file);
  }

  readBinary(file: TFile): Promise<ArrayBuffer> {
    return this.adapter.readBinary(file.path);
  }

  modify(file: TFile, data: string, options?: DataWriteOptions): Promise<void> {
    return this.adapter.write(file.path, data, options);
  }

  modifyBinary(file: TFile, data: ArrayBuffer, options?: DataWriteOptions): Promise<void> {
    return this.adapter.writeBinary(file.path, data, options);
  }

  append(file: TFile, data: string, options?: DataWriteOptions): Promise<void> {
    return this.adapter.append(file.path, data, options);
  }

  appendBinary(file: TFile, data: ArrayBuffer, options?: DataWriteOptions): Promise<void> {
    return this.adapter.appendBinary(file.path, data, options);
  }

  process(file: TFile, change: (data: string) => string, options?: DataWriteOptions): Promise<string> {
    return this.adapter.process(file.path, change, options);
  }

  /** `force` removes a folder although there are hidden files in it. */
  async delete(file: TAbstractFile, force = false): Promise<void> {
    if (file instanceof TFile) return this.adapter.remove(file.path);
    if (!force && (await this.hasHidden(file.path))) throw new Error(`ENOTEMPTY: directory not empty, rmdir '${file.path}'`);
    return this.adapter.rmdir(file.path, true);
  }

  private async hasHidden(folder: string): Promise<boolean> {
    const { files, folders } = await this.adapter.list(folder);
    if ([...files, ...folders].some((path) => isHidden(path.slice(folder.length + 1)))) return true;
    for (const below of folders) if (await this.hasHidden(below)) return true;
    return false;
  }

  async trash(file: TAbstractFile, system: boolean): Promise<void> {
    if (system && (await this.adapter.trashSystem(file.path))) return;
    await this.adapter.trashLocal(file.path);
  }

  rename(file: TAbstractFile, newPath: string): Promise<void> {
    return this.adapter.rename(file.path, newPath);
  }

  async copy<T extends TAbstractFile>(file: T, newPath: string): Promise<T> {
    await this.adapter.copy(file.path, newPath);
    return this.expect(newPath, file.constructor as new (...given: never[]) => T);
  }

  /** The first free one of "name.ext", "name 1.ext", "name 2.ext" … Part of the app, but not of its API. */
  getAvailablePath(pathWithoutExtension: string, extension: string): string {
    const ending = extension === "" ? "" : `.${extension}`;
    for (let number = 0; ; number += 1) {
      const path = `${pathWithoutExtension}${number === 0 ? "" : ` ${number}`}${ending}`;
      if (this.getAbstractFileByPath(path) === null) return path;
    }
  }

  /** Part of the app, but not of its API. */
  getConfig(key: string): unknown {
    return this.config[key] ?? CONFIG_DEFAULTS[key];
  }

  /** Part of the app, but not of its API. Triggers "config-changed" and saves. */
  setConfig(key: string, value: unknown): void {
    if (this.getConfig(key) === value) return;
    this.config = { ...this.config, [key]: value };
    this.trigger("config-changed", key);
    this.savingConfig = this.savingConfig.then(() => this.saveConfig(configFileOf(key))).catch(() => undefined);
  }

  /** Resolves when every setting given so far is in its file. */
  configSaved(): Promise<void> {
    return this.savingConfig;
  }

  private async loadConfig(): Promise<void> {
    const texts = await Promise.all(CONFIG_FILES.map((name) => this.adapter.read(`${this.configDir}/${name}`).catch(() => "")));
    this.config = { ...texts.map(readConfig).reduce((all, some) => ({ ...all, ...some }), {}), ...this.config };
  }

  private async saveConfig(name: (typeof CONFIG_FILES)[number]): Promise<void> {
    const own = Object.fromEntries(Object.entries(this.config).filter(([key]) => configFileOf(key) === name));
    await this.adapter.mkdir(this.configDir);
    await this.adapter.write(`${this.configDir}/${name}`, JSON.stringify(own, null, 2));
  }

  private hearFound(entry: DiskEntry, isOwn: boolean): void {
    if (!isOwn) this.trigger("raw", entry.path);
    if (isHidden(entry.path)) return;
    const known = this.tree.at(entry.path);
    if (known instanceof TFile && entry.type === "file") {
      const isSame = known.stat.mtime === entry.mtime && known.stat.size === entry.size;
      known.stat = statsOf(entry);
      if (isOwn || !isSame) this.trigger("modify", known);
      return;
    }
    if (known instanceof TFolder && entry.type === "folder") return;
    if (known !== null) this.hearGone(entry.path);
    for (const added of this.tree.add(entry)) this.trigger("create", added);
  }

  private hearGone(path: string): void {
    if (isHidden(path)) {
      this.trigger("raw", path);
      return;
    }
    const known = this.tree.at(path);
    if (known === null || known === this.tree.root) return;
    for (const gone of this.tree.remove(known)) {
      if (gone instanceof TFile) this.texts.forget(gone);
      this.trigger("delete", gone);
    }
  }

  private hearMoved(from: string, to: string): void {
    const known = this.tree.at(clean(from));
    if (known === null || isHidden(to)) {
      if (known !== null) this.hearGone(known.path);
      else if (!isHidden(to)) void this.lookAt(to);
      return;
    }
    for (const [file, before] of this.tree.move(known, clean(to))) this.trigger("rename", file, before);
  }

  /** A hidden file that came into sight. */
  private async lookAt(path: string): Promise<void> {
    const stat = await this.adapter.stat(path);
    if (stat !== null) this.hearFound({ ...stat, path }, true);
  }
}
