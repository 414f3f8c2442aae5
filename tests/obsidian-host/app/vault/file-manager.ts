/** What the app does with files by the user's settings: where new ones go, moving with links, the trash, links, properties. Type: obsidian.d.ts, `FileManager`. */
import type { DataWriteOptions } from "./adapter";
import { TFile, TFolder, type TAbstractFile } from "./files";
import { changeFrontMatter } from "./front-matter";
import { writeLink } from "./link-text";
import { findLinks, linkAfterMove, replaceLinks, type FoundLink, type LinkCache, type Reference } from "./linked-files";
import { normalizePath } from "./normalize-path";
import { Vault } from "./vault";

/** What is asked of the app. */
export interface FileManagerApp {
  vault: Vault;
  metadataCache: LinkCache;
  workspace?: { getActiveFile(): TFile | null };
}

/** How the user is asked. Until somebody sets it, every question is answered with yes, and a name with none. */
export interface FilePrompts {
  confirm(question: { title: string; text: string; action: string }): Promise<boolean>;
  /** The new name without extension; null: cancelled. */
  name(file: TAbstractFile): Promise<string | null>;
}

const joinPath = (folder: TFolder, name: string): string => (folder.isRoot() ? name : `${folder.path}/${name}`);

export class FileManager {
  prompts: FilePrompts = { confirm: () => Promise.resolve(true), name: () => Promise.resolve(null) };

  constructor(private readonly app: FileManagerApp) {}

  private get vault(): Vault {
    return this.app.vault;
  }

  getNewFileParent(sourcePath: string, _newFilePath?: string): TFolder {
    const { vault } = this;
    const location = vault.getConfig("newFileLocation");
    if (location === "current") return vault.getFileByPath(sourcePath)?.parent ?? vault.getRoot();
    if (location === "folder") return vault.getFolderByPath(String(vault.getConfig("newFileFolderPath"))) ?? vault.getRoot();
    return vault.getRoot();
  }

  /** Links in other notes follow; where `alwaysUpdateLinks` is off, the user is asked first. */
  async renameFile(file: TAbstractFile, newPath: string): Promise<void> {
    const path = normalizePath(newPath);
    const found = findLinks(this.vault, this.app.metadataCache, filesIn(file));
    await this.vault.rename(file, path);
    const changes = this.changesOf(found);
    if (changes.size > 0 && (await this.mayUpdateLinks(file, changes.size))) await this.updateLinks(changes);
  }

  private changesOf(found: readonly FoundLink[]): Map<TFile, { reference: Reference; next: string }[]> {
    const changes = new Map<TFile, { reference: Reference; next: string }[]>();
    for (const link of found) {
      const next = linkAfterMove(this.vault, this.app.metadataCache, link);
      if (next === null || next === link.reference.original) continue;
      changes.set(link.source, [...(changes.get(link.source) ?? []), { reference: link.reference, next }]);
    }
    return changes;
  }

  private async mayUpdateLinks(file: TAbstractFile, notes: number): Promise<boolean> {
    if (this.vault.getConfig("alwaysUpdateLinks") === true) return true;
    return this.prompts.confirm({ title: "Update links", text: `Do you want to update internal links to "${file.name}" in ${notes} ${notes === 1 ? "file" : "files"}?`, action: "Update" });
  }

  private async updateLinks(changes: ReadonlyMap<TFile, { reference: Reference; next: string }[]>): Promise<void> {
    for (const [source, replacements] of changes) {
      if (!source.deleted) await this.vault.process(source, (text) => replaceLinks(text, replacements));
    }
  }

  async promptForDeletion(file: TAbstractFile): Promise<boolean> {
    const isAsked = this.vault.getConfig("promptDelete") !== false;
    const what = file instanceof TFolder ? "folder" : "file";
    const isMeant = !isAsked || (await this.prompts.confirm({ title: `Delete ${what}`, text: `Are you sure you want to delete "${file.name}"?`, action: "Delete" }));
    if (isMeant) await this.trashFile(file);
    return isMeant;
  }

  /** Part of the app, but not of its API. */
  async promptForFileRename(file: TAbstractFile): Promise<void> {
    const name = await this.prompts.name(file);
    if (name === null || name === "") return;
    const ending = file instanceof TFile && file.extension !== "" ? file.name.slice(file.basename.length) : "";
    const newPath = `${file.getParentPrefix()}${name}${ending}`;
    if (newPath !== file.path) await this.renameFile(file, newPath);
  }

  async trashFile(file: TAbstractFile): Promise<void> {
    const option = this.vault.getConfig("trashOption");
    if (option === "none") await this.vault.delete(file, true);
    else await this.vault.trash(file, option !== "local");
  }

  generateMarkdownLink(file: TFile, sourcePath: string, subpath = "", alias = ""): string {
    const style = { isMarkdown: this.vault.getConfig("useMarkdownLinks") === true, isEmbed: file.extension !== "md" };
    return writeLink(this.vault, style, { file, sourcePath, subpath, alias });
  }

  async processFrontMatter(file: TFile, change: (frontmatter: Record<string, unknown>) => void, options?: DataWriteOptions): Promise<void> {
    await this.vault.process(file, (text) => changeFrontMatter(text, change), options);
  }

  async getAvailablePathForAttachment(filename: string, sourcePath = this.app.workspace?.getActiveFile()?.path ?? ""): Promise<string> {
    const folder = await this.attachmentFolder(sourcePath);
    const name = normalizePath(filename).split("/").at(-1) ?? filename;
    const dot = name.lastIndexOf(".");
    const [stem, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot + 1)] : [name, ""];
    return this.vault.getAvailablePath(joinPath(folder, stem), extension);
  }

  /** "/" is the vault, "./" the note's own folder, "./name" a folder in it, anything else a folder of the vault. It is made where it is missing. */
  private async attachmentFolder(sourcePath: string): Promise<TFolder> {
    const setting = String(this.vault.getConfig("attachmentFolderPath"));
    const base = setting.startsWith("./") || setting === "." ? sourcePath.split("/").slice(0, -1).join("/") : "";
    const path = normalizePath(`${base}/${setting.replace(/^\.(?:\/|$)/, "")}`);
    return this.vault.getFolderByPath(path) ?? this.vault.createFolder(path);
  }

  /** The note an unresolved link leads to once it is clicked. Part of the app, but not of its API. */
  async createNewMarkdownFileFromLinktext(linktext: string, sourcePath: string): Promise<TFile> {
    const path = normalizePath((linktext.split("#")[0] ?? "").replace(/\.md$/i, ""));
    const isFromTop = path.includes("/");
    const parent = isFromTop ? this.vault.getRoot() : this.getNewFileParent(sourcePath, `${path}.md`);
    const folder = path.split("/").slice(0, -1).join("/");
    if (isFromTop && this.vault.getFolderByPath(folder) === null) await this.vault.createFolder(folder);
    return this.createNewMarkdownFile(parent, path);
  }

  /** Part of the app, but not of its API. */
  createNewMarkdownFile(folder: TFolder, name = "Untitled", contents = ""): Promise<TFile> {
    return this.createNewFile(folder, name, "md", contents);
  }

  /** Part of the app, but not of its API. */
  createNewFile(folder: TFolder, name = "Untitled", extension = "md", contents = ""): Promise<TFile> {
    return this.vault.create(this.vault.getAvailablePath(joinPath(folder, name), extension), contents);
  }

  /** Part of the app, but not of its API. */
  createNewFolder(folder: TFolder, name = "Untitled"): Promise<TFolder> {
    return this.vault.createFolder(this.vault.getAvailablePath(joinPath(folder, name), ""));
  }
}

function filesIn(file: TAbstractFile): Set<TFile> {
  const files = new Set<TFile>();
  if (file instanceof TFile) files.add(file);
  if (file instanceof TFolder) {
    Vault.recurseChildren(file, (below) => {
      if (below instanceof TFile) files.add(below);
    });
  }
  return files;
}
