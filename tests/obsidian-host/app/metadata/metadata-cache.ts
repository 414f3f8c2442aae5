/**
 * The metadata of every note, kept up with the vault. Types and contracts: obsidian.d.ts, `MetadataCache`.
 * Notes are read one at a time with the page's thread given free between them: the app does this off the thread altogether.
 */
import type { CachedMetadata } from "obsidian";
import { Events } from "../events";
import { TFile, type TAbstractFile, type Vault } from "../vault";
import { createLinkIndex, nameOf } from "./link-index";
import { createLinkingNotes, linkpathsOf } from "./linking-notes";
import { readMetadata } from "./read-metadata";
import { createTurn } from "./turns";

/** A burst of writes is worked off this long after its beginning, in milliseconds. */
const AFTER_WRITE = 20;

type LinkCounts = Record<string, Record<string, number>>;

const isNote = ({ extension }: TFile): boolean => extension === "md";

export class MetadataCache extends Events {
  resolvedLinks: LinkCounts = {};
  unresolvedLinks: LinkCounts = {};
  private readonly caches = new Map<TFile, CachedMetadata>();
  private readonly index = createLinkIndex<TFile>();
  private readonly linking = createLinkingNotes();
  private readonly toRead = new Set<TFile>();
  private readonly toResolve = new Set<TFile>();
  private working: Promise<void> | null = null;
  private isLoaded = false;

  constructor(private readonly vault: Vault) {
    super();
    vault.on("create", (file: TAbstractFile) => this.hearCreate(file));
    vault.on("modify", (file: TAbstractFile) => this.request(file));
    vault.on("delete", (file: TAbstractFile) => this.hearDelete(file));
    vault.on("rename", (file: TAbstractFile, before: string) => this.hearRename(file, before));
    for (const file of vault.getFiles()) this.hearCreate(file);
  }

  /** Reads all notes; afterwards `resolved` is told. */
  async load(): Promise<void> {
    this.isLoaded = true;
    await this.work(0);
  }

  /** For a test: done with everything that was heard so far. */
  async whenIdle(): Promise<void> {
    while (this.hasWork() || this.working !== null) await this.work(0);
  }

  getFileCache(file: TFile): CachedMetadata | null {
    return this.caches.get(file) ?? null;
  }

  getCache(path: string): CachedMetadata | null {
    const file = this.vault.getAbstractFileByPath(path);
    return file instanceof TFile ? this.getFileCache(file) : null;
  }

  getFirstLinkpathDest(linkpath: string, sourcePath: string): TFile | null {
    if (linkpath !== "") return this.index.resolve(linkpath, sourcePath);
    const source = this.vault.getAbstractFileByPath(sourcePath);
    return source instanceof TFile ? source : null;
  }

  /** The name where no other file has it, else the path. It always leads back to the file. */
  fileToLinktext(file: TFile, sourcePath: string, omitMdExtension = true): string {
    const whole = this.index.named(file.name).length > 1 ? file.path : file.name;
    const short = omitMdExtension && isNote(file) ? whole.slice(0, -".md".length) : whole;
    // Without its ending a note "photo.png.md" would be called like a picture.
    return this.getFirstLinkpathDest(short, sourcePath) === file ? short : file.path;
  }

  private hearCreate(file: TAbstractFile): void {
    if (!(file instanceof TFile)) return;
    // A vault that is loading tells of files this cache may have found by itself.
    if (!this.index.has(file)) this.index.add(file);
    this.request(file);
    this.resolveAgain(file.name);
  }

  private hearDelete(file: TAbstractFile): void {
    if (!(file instanceof TFile)) return;
    const before = this.caches.get(file) ?? null;
    this.index.remove(file, file.path);
    this.forget(file, file.path);
    this.trigger("deleted", file, before);
    this.resolveAgain(file.name);
  }

  /** A renamed note is not read again: its links are counted under its new path at once, and resolved from there soon. */
  private hearRename(file: TAbstractFile, before: string): void {
    if (!(file instanceof TFile)) return;
    this.index.remove(file, before);
    this.index.add(file);
    if (isNote(file) && this.caches.has(file)) {
      for (const counts of [this.resolvedLinks, this.unresolvedLinks]) {
        counts[file.path] = counts[before] ?? {};
        Reflect.deleteProperty(counts, before);
      }
      this.toResolve.add(file);
    } else {
      this.forget(file, before);
      this.request(file);
    }
    this.resolveAgain(nameOf(before));
    this.resolveAgain(file.name);
  }

  private forget(file: TFile, path: string): void {
    this.caches.delete(file);
    this.linking.delete(file);
    this.toRead.delete(file);
    this.toResolve.delete(file);
    Reflect.deleteProperty(this.resolvedLinks, path);
    Reflect.deleteProperty(this.unresolvedLinks, path);
  }

  /** Links that name a file which came or went may lead elsewhere now. */
  private resolveAgain(fileName: string): void {
    for (const note of this.linking.naming(fileName)) this.toResolve.add(note);
    this.schedule();
  }

  private request(file: TAbstractFile): void {
    if (!(file instanceof TFile) || !isNote(file)) return;
    this.toRead.add(file);
    this.schedule();
  }

  private hasWork(): boolean {
    return this.toRead.size > 0 || this.toResolve.size > 0;
  }

  private schedule(): void {
    if (this.isLoaded && this.working === null) void this.work(AFTER_WRITE);
  }

  private work(delay: number): Promise<void> {
    this.working ??= this.workOff(delay).finally(() => {
      this.working = null;
      if (this.hasWork()) this.schedule();
    });
    return this.working;
  }

  /** What comes while it works is worked off too; only then all is resolved. */
  private async workOff(delay: number): Promise<void> {
    await pause(delay);
    const turn = createTurn();
    while (this.hasWork()) {
      for (const file of this.toRead) {
        this.toRead.delete(file);
        await this.readFile(file);
        await turn();
      }
      const [file] = this.toResolve;
      if (file === undefined) continue;
      this.toResolve.delete(file);
      this.resolveFile(file);
      await turn();
    }
    this.trigger("resolved");
  }

  private async readFile(file: TFile): Promise<void> {
    const data = await this.vault.cachedRead(file).catch(() => null);
    if (data === null || this.vault.getAbstractFileByPath(file.path) !== file || !isNote(file)) return;
    const cache = readMetadata(data);
    this.caches.set(file, cache);
    this.linking.set(file, linkpathsOf(cache));
    this.toResolve.add(file);
    this.trigger("changed", file, data, cache);
  }

  private resolveFile(file: TFile): void {
    const cache = this.caches.get(file);
    if (cache === undefined) return;
    const resolved: Record<string, number> = {};
    const unresolved: Record<string, number> = {};
    for (const linkpath of linkpathsOf(cache)) {
      const found = this.getFirstLinkpathDest(linkpath, file.path);
      if (found === null) count(unresolved, linkpath);
      else count(resolved, found.path);
    }
    this.resolvedLinks[file.path] = resolved;
    this.unresolvedLinks[file.path] = unresolved;
    this.trigger("resolve", file);
  }
}

function count(counts: Record<string, number>, key: string): void {
  // A link may be called like what every object has.
  counts[key] = (Object.hasOwn(counts, key) ? (counts[key] ?? 0) : 0) + 1;
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
