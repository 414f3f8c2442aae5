/** The vault and file manager of the test host against what the app documents. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import type * as Documented from "obsidian";
import { removeTemporaryFolders, temporaryFolder } from "../../../support/vaults";
import { nodeDisk } from "../../disk/node-disk";
import { changeFrontMatter, cutFrontMatter } from "./front-matter";
import { CapacitorAdapter, FileManager, FileSystemAdapter, normalizePath, Vault, type TAbstractFile, type TFile, type TFolder } from "./index";
import type { LinkCache, Reference } from "./linked-files";

// What the app documents and the host lacks: nothing, or this does not compile.
type Lacking<Class, Own> = Exclude<keyof Class, keyof Own>;
const lacking = {
  vault: [] as Lacking<Documented.Vault, Vault>[],
  fileManager: [] as Lacking<Documented.FileManager, FileManager>[],
  fileSystemAdapter: [] as Lacking<Documented.FileSystemAdapter, FileSystemAdapter>[],
  capacitorAdapter: [] as Lacking<Documented.CapacitorAdapter, CapacitorAdapter>[],
  tFile: [] as Lacking<Documented.TFile, TFile>[],
  tFolder: [] as Lacking<Documented.TFolder, TFolder>[],
} satisfies Record<string, never[]>;

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});
afterAll(removeTemporaryFolders);

interface Opened {
  root: string;
  vault: Vault;
  manager: FileManager;
  /** Events since they were last asked for. */
  heard(): string[];
  put(path: string, text: string): void;
  textOnDisk(path: string): string;
  file(path: string): TFile;
}

const EVENTS = ["create", "modify", "delete", "rename"];
const WIKILINK = /!?\[\[([^\]|]+)(?:\|[^\]]*)?\]\]|!?\[[^\]]*\]\(([^)]+)\)/g;

/** A cache as plain as can be: it reads links from the disk, and resolves by the full path or by the name. */
function plainCache(vault: Vault, root: string): LinkCache {
  const linksOf = (file: TFile): Reference[] =>
    [...readFileSync(join(root, file.path), "utf8").matchAll(WIKILINK)].map((match) => ({
      link: match[1] ?? decodeURIComponent(match[2] ?? ""),
      original: match[0],
      position: { start: { offset: match.index }, end: { offset: match.index + match[0].length } },
    }));
  return {
    getFileCache: (file) => (file.extension === "md" ? { links: linksOf(file) } : null),
    getFirstLinkpathDest: (link, sourcePath) => {
      const path = link.startsWith(".") ? new URL(link, `http://x/${sourcePath}`).pathname.slice(1) : link;
      const names = [path, `${path}.md`];
      return vault.getFiles().find((file) => names.includes(file.path) || names.includes(file.name)) ?? null;
    },
  };
}

async function open(files: Record<string, string> = {}, mobile = false): Promise<Opened> {
  const root = temporaryFolder();
  const put = (path: string, text: string): void => {
    mkdirSync(join(root, path, ".."), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  for (const [path, text] of Object.entries(files)) put(path, text);
  const disk = nodeDisk(root);
  const vault = new Vault(disk, { mobile });
  const events: string[] = [];
  for (const name of EVENTS) vault.on(name, (file: TAbstractFile, before?: string) => events.push(`${name} ${file.path}${before === undefined ? "" : ` from ${before}`}`));
  await vault.load();
  closing.push(() => {
    vault.unload();
    disk.close();
  });
  return {
    root,
    vault,
    manager: new FileManager({ vault, metadataCache: plainCache(vault, root) }),
    heard: () => events.splice(0),
    put,
    textOnDisk: (path) => readFileSync(join(root, path), "utf8"),
    file: (path) => vault.getFileByPath(path)!,
  };
}

const until = async (isTrue: () => boolean): Promise<void> => {
  for (let waited = 0; waited < 5000 && !isTrue(); waited += 20) await new Promise((resolve) => setTimeout(resolve, 20));
};

it("has every member the app documents", () => {
  expect(Object.values(lacking).flat()).toEqual([]);
});

describe("normalizePath", () => {
  it.each([
    ["/a//b\\c/", "a/b/c"],
    ["", "/"],
    ["/", "/"],
    ["a\u00a0b\u202fc", "a b c"],
    ["cafe\u0301", "caf\u00e9"],
    [" a ", " a "],
  ])("makes %j into %j", (given, normal) => {
    expect(normalizePath(given)).toBe(normal);
  });

  it("changes nothing the second time", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (path) => normalizePath(normalizePath(path)) === normalizePath(path)));
  });
});

describe("The vault: what it holds", () => {
  it("tells of every visible file while it loads, and knows none that is hidden", async () => {
    const { vault, heard } = await open({ "a.md": "a", "folder/Pic.PNG": "p", ".obsidian/app.json": "{}", "folder/.hidden.md": "h" });
    expect(heard().sort()).toEqual(["create a.md", "create folder", "create folder/Pic.PNG"]);
    expect(vault.getFiles().map(({ path }) => path).sort()).toEqual(["a.md", "folder/Pic.PNG"]);
    expect(vault.getMarkdownFiles().map(({ path }) => path)).toEqual(["a.md"]);
    expect(vault.getAllFolders().map(({ path }) => path)).toEqual(["folder"]);
    expect(vault.getAllFolders(true).map(({ path }) => path)).toEqual(["/", "folder"]);
    expect(vault.getAllLoadedFiles().map(({ path }) => path).sort()).toEqual(["/", "a.md", "folder", "folder/Pic.PNG"]);
    expect(vault.getAbstractFileByPath(".obsidian/app.json")).toBeNull();
    expect(await vault.adapter.read(".obsidian/app.json")).toBe("{}");
  });

  it("gives a file its name, parts and parent, and the disk's times and size", async () => {
    const { root, vault, file } = await open({ "folder/Pic.v2.PNG": "1234", "folder/none": "", "folder/b.md": "" });
    const picture = file("folder/Pic.v2.PNG");
    expect({ name: picture.name, basename: picture.basename, extension: picture.extension }).toEqual({ name: "Pic.v2.PNG", basename: "Pic.v2", extension: "png" });
    expect(file("folder/none")).toMatchObject({ basename: "none", extension: "" });
    expect(picture.parent).toBe(vault.getFolderByPath("folder"));
    expect(picture.parent?.parent).toBe(vault.getRoot());
    expect(picture.stat).toEqual({ size: 4, mtime: Math.round(statSync(join(root, "folder/Pic.v2.PNG")).mtimeMs), ctime: expect.any(Number) as number });
    expect(vault.getRoot()).toMatchObject({ path: "/", name: "", parent: null });
    expect(vault.getRoot().isRoot()).toBe(true);
    expect(vault.getFileByPath("folder")).toBeNull();
    expect(vault.getFolderByPath("folder/none")).toBeNull();
    expect(vault.getFileByPath("FOLDER/none")).toBeNull();
    const visited: string[] = [];
    Vault.recurseChildren(vault.getRoot(), (found) => visited.push(found.path));
    expect(visited.sort()).toEqual(["/", "folder", "folder/Pic.v2.PNG", "folder/b.md", "folder/none"]);
  });

  it("is named after its folder, has the right adapter, and knows the way to a file", async () => {
    const [desktop, mobile] = [await open({ "a b.md": "" }), await open({}, true)];
    expect(desktop.vault.getName()).toBe(desktop.root.split("/").at(-1));
    expect(desktop.vault.adapter).toBeInstanceOf(FileSystemAdapter);
    expect(mobile.vault.adapter).toBeInstanceOf(CapacitorAdapter);
    const { adapter } = desktop.vault;
    if (!(adapter instanceof FileSystemAdapter)) throw new Error("The desktop has another adapter.");
    expect(readFileSync(adapter.getFullPath("a b.md"), "utf8")).toBe("");
    expect(adapter.getFilePath("a b.md")).toBe(`file://${adapter.getBasePath()}/a%20b.md`);
    expect(desktop.vault.getResourcePath(desktop.file("a b.md"))).toMatch(/\/a%20b\.md\?\d+$/);
  });
});

describe("The vault: writing", () => {
  it("creates files and folders, and says in the app's words what it cannot create", async () => {
    const { vault, heard, textOnDisk } = await open();
    const folder = await vault.createFolder("deep/er");
    const note = await vault.create("deep/er/a.md", "text");
    expect(note).toBe(vault.getFileByPath("deep/er/a.md"));
    expect(folder.children).toEqual([note]);
    const picture = await vault.createBinary("p.png", new Uint8Array([1, 2]).buffer, { mtime: 1_600_000_000_000 });
    expect(picture.stat).toMatchObject({ size: 2, mtime: 1_600_000_000_000 });
    expect(heard()).toEqual(["create deep", "create deep/er", "create deep/er/a.md", "create p.png"]);
    await expect(vault.create("deep/er/a.md", "other")).rejects.toThrow("File already exists.");
    await expect(vault.createFolder("deep")).rejects.toThrow("Folder already exists.");
    await expect(vault.create("none/a.md", "x")).rejects.toMatchObject({ code: "ENOENT" });
    expect(textOnDisk("deep/er/a.md")).toBe("text");
    expect(heard()).toEqual([]);
  });

  it("reads, modifies and appends, with the right size each time", async () => {
    const { vault, heard, file, textOnDisk } = await open({ "a.md": "a" });
    heard();
    const note = file("a.md");
    await vault.modify(note, "zwölf");
    expect(note.stat.size).toBe(6);
    await vault.append(note, "!");
    await vault.appendBinary(note, new TextEncoder().encode("?").buffer);
    expect(await vault.read(note)).toBe("zwölf!?");
    await vault.modifyBinary(note, new TextEncoder().encode("x").buffer);
    expect(Buffer.from(await vault.readBinary(note)).toString()).toBe("x");
    expect(textOnDisk("a.md")).toBe("x");
    expect(heard()).toEqual(["modify a.md", "modify a.md", "modify a.md", "modify a.md"]);
  });

  it("gives texts without the byte order mark, bytes with it", async () => {
    const { vault, file } = await open({ "a.md": "\uFEFFtext" });
    expect(await vault.read(file("a.md"))).toBe("text");
    expect((await vault.readBinary(file("a.md"))).byteLength).toBe(7);
  });

  it("reads from memory only what is unchanged as far as it heard", async () => {
    const { vault, file, put, heard } = await open({ "a.md": "one" });
    expect(await vault.cachedRead(file("a.md"))).toBe("one");
    await vault.modify(file("a.md"), "two and more");
    expect(await vault.cachedRead(file("a.md"))).toBe("two and more");
    heard();
    put("a.md", "three");
    await until(() => heard().includes("modify a.md"));
    expect(await vault.cachedRead(file("a.md"))).toBe("three");
  });

  it("processes from the disk, one after the other, and hands on what the callback throws", async () => {
    const { vault, file, put, textOnDisk, heard } = await open({ "a.md": "0" });
    put("a.md", "1");
    await Promise.all(Array.from({ length: 20 }, () => vault.process(file("a.md"), (text) => String(Number(text) + 1))));
    expect(textOnDisk("a.md")).toBe("21");
    heard();
    expect(await vault.process(file("a.md"), (text) => text)).toBe("21");
    await expect(
      vault.process(file("a.md"), () => {
        throw new Error("a fault");
      }),
    ).rejects.toThrow("a fault");
    expect(await vault.process(file("a.md"), (text) => `${text}!`)).toBe("21!");
    expect(heard()).toEqual(["modify a.md"]);
  });

  it("moves a folder with all that is in it, each file the same object under its new name", async () => {
    const { vault, file, heard } = await open({ "old/a.md": "a", "old/in/b.txt": "b" });
    const [note, text, folder] = [file("old/a.md"), file("old/in/b.txt"), vault.getFolderByPath("old")!];
    heard();
    await vault.rename(folder, "new");
    const renames = heard();
    expect(renames[0]).toBe("rename new from old");
    expect([...renames].sort()).toEqual(["rename new from old", "rename new/a.md from old/a.md", "rename new/in from old/in", "rename new/in/b.txt from old/in/b.txt"]);
    expect([file("new/a.md"), file("new/in/b.txt"), vault.getFolderByPath("new")]).toEqual([note, text, folder]);
    expect(vault.getAbstractFileByPath("old")).toBeNull();
    await vault.rename(note, "new/in/c.md");
    expect(note).toMatchObject({ path: "new/in/c.md", basename: "c", extension: "md" });
    expect(note.parent?.path).toBe("new/in");
    expect(folder.children.map(({ name }) => name)).toEqual(["in"]);
    await expect(vault.rename(note, "new/in/b.txt")).rejects.toThrow("Destination file already exists!");
    await expect(vault.rename(note, "none/c.md")).rejects.toMatchObject({ code: "ENOENT" });
    expect(note.path).toBe("new/in/c.md");
  });

  it("deletes files and folders; a folder with hidden files only by force", async () => {
    const { root, vault, file, heard } = await open({ "a.md": "a", "f/b.md": "b", "f/.keep": "" });
    heard();
    const note = file("a.md");
    await vault.delete(note);
    expect(note.deleted).toBe(true);
    const folder = vault.getFolderByPath("f")!;
    await expect(vault.delete(folder)).rejects.toThrow("ENOTEMPTY");
    await vault.delete(folder, true);
    expect(heard()).toEqual(["delete a.md", "delete f/b.md", "delete f"]);
    expect(readdirSync(root)).toEqual([]);
  });

  it("copies files and folders, and never onto another", async () => {
    const { vault, file, textOnDisk, heard } = await open({ "f/a.md": "a", "b.md": "b" });
    heard();
    const copy = await vault.copy(file("f/a.md"), "c.md");
    expect(copy).toBe(file("c.md"));
    await vault.copy(vault.getFolderByPath("f")!, "g");
    expect(textOnDisk("g/a.md")).toBe("a");
    await expect(vault.copy(file("b.md"), "c.md")).rejects.toThrow("Destination file already exists!");
    expect(heard()).toEqual(["create c.md", "create g", "create g/a.md"]);
  });
});

describe("The vault: other programs", () => {
  it("hears what they write, delete and move, with the stats of the disk", async () => {
    const { root, vault, file, put, heard } = await open({ "a.md": "a", "f/b.md": "b" });
    heard();
    put("a.md", "changed");
    put("new/c.md", "c");
    rmSync(join(root, "f"), { recursive: true });
    await until(() => vault.getFileByPath("new/c.md") !== null && vault.getFolderByPath("f") === null && file("a.md").stat.size === 7);
    expect(heard().sort()).toEqual(["create new", "create new/c.md", "delete f", "delete f/b.md", "modify a.md"]);
    expect(file("a.md").stat.mtime).toBe(Math.round(statSync(join(root, "a.md")).mtimeMs));
  });

  it("hears nothing twice of what it wrote itself", async () => {
    const { vault, file, put, heard } = await open({ "a.md": "a" });
    heard();
    await vault.modify(file("a.md"), "b");
    await vault.create("b.md", "b");
    await vault.rename(file("b.md"), "c.md");
    put("last.md", "");
    await until(() => vault.getFileByPath("last.md") !== null);
    expect(heard()).toEqual(["modify a.md", "create b.md", "rename c.md from b.md", "create last.md"]);
  });

  it("hears nothing more after it was unloaded", async () => {
    const { vault, put, heard } = await open();
    vault.unload();
    put("a.md", "a");
    await new Promise((resolve) => setTimeout(resolve, 120));
    expect(heard()).toEqual([]);
  });
});

describe("The adapter", () => {
  it("sees hidden files, and makes folders with those above them", async () => {
    const { vault, heard } = await open({ "a.md": "a" });
    heard();
    const { adapter } = vault;
    await adapter.mkdir(".cache/deep");
    await adapter.mkdir(".cache/deep");
    await adapter.write(".cache/deep/x", "x");
    await adapter.append(".cache/deep/x", "y");
    expect(await adapter.process(".cache/deep/x", (text) => `${text}z`)).toBe("xyz");
    expect(await adapter.list("")).toEqual({ files: ["a.md"], folders: [".cache"] });
    expect(await adapter.list("/")).toEqual(await adapter.list(""));
    expect(await adapter.list(".cache")).toEqual({ files: [], folders: [".cache/deep"] });
    expect(await adapter.stat(".cache/deep/x")).toMatchObject({ type: "file", size: 3 });
    expect(await adapter.stat("none")).toBeNull();
    expect([await adapter.exists("a.md"), await adapter.exists("a.md", true), await adapter.exists("A.md", true), await adapter.exists("/")]).toEqual([true, true, false, true]);
    await expect(adapter.rmdir(".cache", false)).rejects.toMatchObject({ code: "ENOTEMPTY" });
    await adapter.rmdir(".cache", true);
    await expect(adapter.read(".cache/deep/x")).rejects.toMatchObject({ code: "ENOENT", message: expect.stringMatching(/^ENOENT: no such file or directory/) as string });
    await expect(adapter.list(".cache")).rejects.toMatchObject({ code: "ENOENT" });
    expect(heard()).toEqual([]);
  });

  it("tells the vault what it did to visible files", async () => {
    const { vault, heard } = await open();
    heard();
    await vault.adapter.write("a.md", "a");
    await vault.adapter.rename("a.md", "b.md");
    await vault.adapter.rename("b.md", ".b.md");
    await vault.adapter.copy(".b.md", "c.md");
    await vault.adapter.trashLocal("c.md");
    expect(heard()).toEqual(["create a.md", "rename b.md from a.md", "delete b.md", "create c.md", "delete c.md"]);
    expect(await vault.adapter.read(".trash/c.md")).toBe("a");
  });
});

describe("The settings", () => {
  it("are the app's defaults, then what its file says, then what was set, which is saved", async () => {
    const { vault, textOnDisk } = await open({ ".obsidian/app.json": '{"useMarkdownLinks": true, "unknown": 1}', ".obsidian/appearance.json": "broken" });
    expect([vault.getConfig("newLinkFormat"), vault.getConfig("useMarkdownLinks"), vault.getConfig("unknown"), vault.getConfig("nothing")]).toEqual(["shortest", true, 1, undefined]);
    vault.setConfig("trashOption", "local");
    vault.setConfig("accentColor", "#123456");
    expect(vault.getConfig("trashOption")).toBe("local");
    await vault.configSaved();
    expect(JSON.parse(textOnDisk(".obsidian/app.json"))).toEqual({ useMarkdownLinks: true, unknown: 1, trashOption: "local" });
    expect(JSON.parse(textOnDisk(".obsidian/appearance.json"))).toEqual({ accentColor: "#123456" });
  });
});

describe("The file manager: where things go", () => {
  it("trashes as the user set it", async () => {
    const { root, vault, manager, file } = await open({ "a.md": "a", "b.md": "b", "c.md": "c" });
    for (const [option, path] of [["system", "a.md"], ["local", "b.md"], ["none", "c.md"]] as const) {
      vault.setConfig("trashOption", option);
      await manager.trashFile(file(path));
    }
    expect(readdirSync(join(root, ".trash")).sort()).toEqual(["a.md", "b.md"]);
    expect(existsSync(join(root, "c.md"))).toBe(false);
  });

  it("deletes after a question, and not at all when the answer is no", async () => {
    const { vault, manager, file } = await open({ "a.md": "a" });
    const asked: string[] = [];
    let answer = false;
    manager.prompts.confirm = async ({ text }) => {
      asked.push(text);
      return answer;
    };
    expect(await manager.promptForDeletion(file("a.md"))).toBe(false);
    expect(vault.getFileByPath("a.md")).not.toBeNull();
    answer = true;
    expect(await manager.promptForDeletion(file("a.md"))).toBe(true);
    expect(vault.getFileByPath("a.md")).toBeNull();
    expect(asked).toHaveLength(2);
  });

  it("puts new notes and attachments where the settings say", async () => {
    const { vault, manager } = await open({ "f/a.md": "", "inbox/x.md": "", "pic.png": "", "pic 1.png": "" });
    const parents = ["root", "current", "folder"].map((location) => {
      vault.setConfig("newFileLocation", location);
      vault.setConfig("newFileFolderPath", "inbox");
      return manager.getNewFileParent("f/a.md").path;
    });
    expect(parents).toEqual(["/", "f", "inbox"]);
    const attachments: string[] = [];
    for (const folder of ["/", "./", "./media", "attached/files"]) {
      vault.setConfig("attachmentFolderPath", folder);
      attachments.push(await manager.getAvailablePathForAttachment("pic.png", "f/a.md"));
    }
    expect(attachments).toEqual(["pic 2.png", "f/pic.png", "f/media/pic.png", "attached/files/pic.png"]);
    expect(vault.getFolderByPath("attached/files")).not.toBeNull();
  });

  it("makes the note an unresolved link names", async () => {
    const { manager } = await open({ "f/a.md": "" });
    expect((await manager.createNewMarkdownFileFromLinktext("New#heading", "f/a.md")).path).toBe("New.md");
    expect((await manager.createNewMarkdownFileFromLinktext("deep/er/New", "f/a.md")).path).toBe("deep/er/New.md");
    expect((await manager.createNewMarkdownFileFromLinktext("New", "f/a.md")).path).toBe("New 1.md");
  });
});

describe("The file manager: links", () => {
  const files = { "Home.md": "", "a/Unique note.md": "", "a/Twice.md": "", "b/Twice.md": "", "a/pic (1).png": "" };

  it.each([
    ["shortest", false, "a/Unique note.md", "[[Unique note]]"],
    ["shortest", false, "b/Twice.md", "[[b/Twice]]"],
    ["absolute", false, "a/Unique note.md", "[[a/Unique note]]"],
    ["relative", false, "a/Unique note.md", "[[../a/Unique note]]"],
    ["relative", false, "b/Twice.md", "[[Twice]]"],
    ["shortest", true, "a/Unique note.md", "[Unique note](Unique%20note.md)"],
    ["absolute", true, "a/pic (1).png", "![pic (1)](a/pic%20%281%29.png)"],
    ["shortest", false, "a/pic (1).png", "![[pic (1).png]]"],
  ])("written %s, as Markdown %s: %s is %s", async (format, isMarkdown, path, link) => {
    const { vault, manager, file } = await open(files);
    vault.setConfig("newLinkFormat", format);
    vault.setConfig("useMarkdownLinks", isMarkdown);
    expect(manager.generateMarkdownLink(file(path), "b/Source.md")).toBe(link);
  });

  it("carry a subpath and another text", async () => {
    const { manager, file } = await open(files);
    expect(manager.generateMarkdownLink(file("Home.md"), "b/x.md", "#Part", "there")).toBe("[[Home#Part|there]]");
    expect(manager.generateMarkdownLink(file("Home.md"), "Home.md", "#Part")).toBe("[[#Part]]");
    expect(manager.generateMarkdownLink(file("Home.md"), "b/x.md", "", "Home")).toBe("[[Home]]");
  });

  it("follow a note that is renamed, in the words and the style they had", async () => {
    const { vault, manager, file, textOnDisk } = await open({
      "Old.md": "about [[Other]]",
      "Other.md": "",
      "f/a.md": "First [[Old]], then [[Old#Part|this]], [md](Old.md), ![[Old]] and [[Other]].",
      "b.md": "nothing",
    });
    vault.setConfig("alwaysUpdateLinks", true);
    await manager.renameFile(file("Old.md"), "f/New name.md");
    expect(textOnDisk("f/a.md")).toBe("First [[New name]], then [[New name#Part|this]], [md](New%20name.md), ![[New name]] and [[Other]].");
    expect(textOnDisk("f/New name.md")).toBe("about [[Other]]");
    expect(textOnDisk("b.md")).toBe("nothing");
  });

  it("follow a folder that is moved, relative ones from inside it too", async () => {
    const { vault, manager, textOnDisk } = await open({ "f/a.md": "[[../Home]] and [[b]]", "f/b.md": "", "Home.md": "[[f/a]]" });
    vault.setConfig("alwaysUpdateLinks", true);
    vault.setConfig("newLinkFormat", "relative");
    await manager.renameFile(vault.getFolderByPath("f")!, "g");
    expect([textOnDisk("g/a.md"), textOnDisk("Home.md")]).toEqual(["[[../Home]] and [[b]]", "[[g/a]]"]);
  });

  it("stay as they are when the user says so", async () => {
    const { manager, file, textOnDisk } = await open({ "Old.md": "", "a.md": "[[Old]]" });
    manager.prompts.confirm = () => Promise.resolve(false);
    await manager.renameFile(file("Old.md"), "New.md");
    expect(textOnDisk("a.md")).toBe("[[Old]]");
  });
});

describe("The file manager: properties", () => {
  it("changes them and keeps the body byte for byte", async () => {
    const { manager, file, textOnDisk } = await open({ "a.md": "---\ntitle: One\nlist: [a, b]\n---\r\nbody\r\n---\nmore\t\n" });
    await manager.processFrontMatter(file("a.md"), (properties) => {
      properties.title = "Two: [[x]]";
      delete properties.list;
      properties.sources = ["[[raw/a|a]]"];
    });
    expect(textOnDisk("a.md")).toBe('---\ntitle: "Two: [[x]]"\nsources:\n  - "[[raw/a|a]]"\n---\nbody\r\n---\nmore\t\n');
  });

  it("adds them to a note without, takes the last away, and touches nothing where nothing changed", async () => {
    const odd = "---\n# a comment\na:   1\n---\nbody";
    const { manager, file, textOnDisk, heard } = await open({ "none.md": "body", "one.md": "---\na: 1\n---\nbody", "odd.md": odd });
    heard();
    await manager.processFrontMatter(file("odd.md"), () => undefined);
    expect([textOnDisk("odd.md"), heard()]).toEqual([odd, []]);
    await manager.processFrontMatter(file("none.md"), (properties) => {
      properties.a = 1;
    });
    await manager.processFrontMatter(file("one.md"), (properties) => {
      delete properties.a;
    });
    expect([textOnDisk("none.md"), textOnDisk("one.md")]).toEqual(["---\na: 1\n---\nbody", "body"]);
  });

  it("throws what the parser and the callback throw, and writes nothing", async () => {
    const { manager, file, textOnDisk } = await open({ "a.md": "---\na: [\n---\n", "b.md": "b" });
    await expect(manager.processFrontMatter(file("a.md"), () => undefined)).rejects.toMatchObject({ name: "YAMLParseError" });
    const fault = (): void => {
      throw new Error("a fault");
    };
    await expect(manager.processFrontMatter(file("b.md"), fault)).rejects.toThrow("a fault");
    expect([textOnDisk("a.md"), textOnDisk("b.md")]).toEqual(["---\na: [\n---\n", "b"]);
  });

  it("keeps any body, and any properties that can be written down", () => {
    const properties = fc.dictionary(fc.stringMatching(/^[a-z][a-z0-9 _-]{0,12}[a-z]$/), fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.array(fc.string())), { minKeys: 1 });
    fc.assert(
      fc.property(properties, fc.string({ unit: "binary" }).filter((body) => cutFrontMatter(body) === null), (wanted, body) => {
        const written = changeFrontMatter(body, (found) => Object.assign(found, wanted));
        expect(cutFrontMatter(written)?.body).toBe(body);
        let seen = {};
        changeFrontMatter(written, (found) => (seen = { ...found }));
        expect(seen).toEqual({ ...wanted });
      }),
      { numRuns: 200 },
    );
  });
});
