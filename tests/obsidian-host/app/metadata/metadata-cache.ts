/**
 * The metadata of every note, kept up with the vault. Types and contracts: obsidian.d.ts, `MetadataCache`.
 * Notes are read one at a time with the page's thread given free between them: the app does this off the thread altogether.
 */
import type { CachedMetadata } from "obsidian";
import { Events } from "../events";
import { TFile, type TAbstractFile, type Vault } from "../vault";
import { parseLinktext } from "./link-text";
import { createLinkIndex } from "./link-index";
import { readMetadata } from "./read-metadata";

/** So long the thread is held before others have their turn, in milliseconds. */
const LONGEST_HOLD = 6;
/** A burst of writes is worked off this long after its beginning. */
const AFTER_WRITE = 20;

type LinkCounts = Record<string, Record<string, number>>;

export class MetadataCache extends Events {
  resolvedLinks: LinkCounts = {};
  unresolvedLinks: LinkCounts = {};
  private readonly caches = new Map<TFile, CachedMetadata>();
  private readonly index = createLinkIndex();
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
    await this.work();
  }

  /** For a test: done with everything that was heard so far. */
  async whenIdle(): Promise<void> {
    while (this.toRead.size > 0 || this.toResolve.size > 0 || this.working !== null) await this.work();
  }

  getFileCache(file: TFile): CachedMetadata | null {
    return this.caches.get(file) ?? null;
  }

  getCache(path: string): CachedMetadata | null {
    const file = this.vault.getAbstractFileByPath(path);
    return file instanceof TFile ? this.getFileCache(file) : null;
  }

  getFirstLinkpathDest(linkpath: string, sourcePath: string): TFile | null {
    if (linkpath === "") {
      const source = this.vault.getAbstractFileByPath(sourcePath);
      return source instanceof TFile ? source : null;
    }
    return this.index.resolve(linkpath, sourcePath);
  }

  fileToLinktext(file: TFile, _sourcePath: string, omitMdExtension = true): string {
    const text = this.index.named(file.name).length > 1 ? file.path : file.name;
    return omitMdExtension && file.extension === "md" ? text.slice(0, -".md".length) : text;
  }

  private hearCreate(file: TAbstractFile): void {
    if (!(file instanceof TFile)) return;
    // A vault that is loading tells of files this cache may have found by itself.
    if (!this.index.named(file.name).includes(file)) this.index.add(file);
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

  private hearRename(file: TAbstractFile, before: string): void {
    if (!(file instanceof TFile)) return;
    this.index.remove(file, before);
    this.index.add(file);
    Reflect.deleteProperty(this.resolvedLinks, before);
    Reflect.deleteProperty(this.unresolvedLinks, before);
    if (this.caches.has(file)) this.toResolve.add(file);
    this.resolveAgain(before.slice(before.lastIndexOf("/") + 1));
    this.resolveAgain(file.name);
    this.schedule();
  }

  private forget(file: TFile, path: string): void {
    this.caches.delete(file);
    this.toRead.delete(file);
    this.toResolve.delete(file);
    Reflect.deleteProperty(this.resolvedLinks, path);
    Reflect.deleteProperty(this.unresolvedLinks, path);
  }

  /** Links that name a file which came or went may lead elsewhere now. */
  private resolveAgain(name: string): void {
    if (!this.isLoaded) return;
    const wanted = new Set([name.toLowerCase(), name.toLowerCase().replace(/\.md$/, "")]);
    for (const [file, cache] of this.caches) {
      if (linksOf(cache).some((link) => wanted.has(link.slice(link.lastIndexOf("/") + 1).toLowerCase()))) this.toResolve.add(file);
    }
    this.schedule();
  }

  private request(file: TAbstractFile): void {
    if (!(file instanceof TFile) || file.extension !== "md") return;
    this.toRead.add(file);
    this.schedule();
  }

  private schedule(): void {
    if (this.isLoaded && this.working === null) void this.work();
  }

  private work(): Promise<void> {
    this.working ??= this.workOff().finally(() => {
      this.working = null;
      if (this.toRead.size > 0 || this.toResolve.size > 0) this.schedule();
    });
    return this.working;
  }

  private async workOff(): Promise<void> {
    await pause(AFTER_WRITE);
    const turn = createTurn();
    for (const file of this.toRead) {
      this.toRead.delete(file);
      await this.readFile(file);
      await turn();
    }
    for (const file of this.toResolve) {
      this.toResolve.delete(file);
      this.resolveFile(file);
      await turn();
    }
    this.trigger("resolved");
  }

  private async readFile(file: TFile): Promise<void> {
    const data = await this.vault.cachedRead(file).catch(() => null);
    if (data === null || this.vault.getAbstractFileByPath(file.path) !== file) return;
    const cache = readMetadata(data);
    this.caches.set(file, cache);
    this.toResolve.add(file);
    this.trigger("changed", file, data, cache);
  }

  private resolveFile(file: TFile): void {
    const cache = this.caches.get(file);
    if (cache === undefined) return;
    const [resolved, unresolved]: Record<string, number>[] = [{}, {}];
    for (const link of linksOf(cache)) {
      const found = this.getFirstLinkpathDest(link, file.path);
      const counts = found === null ? unresolved : resolved;
      const key = found?.path ?? link;
      if (counts !== undefined) counts[key] = (counts[key] ?? 0) + 1;
    }
    this.resolvedLinks[file.path] = resolved ?? {};
    this.unresolvedLinks[file.path] = unresolved ?? {};
    this.trigger("resolve", file);
  }
}

const linksOf = (cache: CachedMetadata): string[] =>
  [...(cache.links ?? []), ...(cache.embeds ?? []), ...(cache.frontmatterLinks ?? [])].map(({ link }) => parseLinktext(link).path);

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Gives the thread free once it was held for long enough. A message wakes at once, where a timer would wait. */
function createTurn(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < LONGEST_HOLD) return;
    await new Promise<void>((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        resolve();
      };
      port2.postMessage(null);
    });
    since = performance.now();
  };
}
