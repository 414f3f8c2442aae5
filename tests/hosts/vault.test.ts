/** The plugin's own files over the test host's vault, on a real folder. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { App } from "obsidian";
import type * as PluginFiles from "../../src/obsidian/files";
import { FileManager, Vault } from "../obsidian-host/app/vault";
import { nodeDisk, type NodeDisk } from "../obsidian-host/disk/node-disk";
import { removeTemporaryFolders, temporaryFolder } from "../support/vaults";
import { describeFiles, type FilesUnderTest } from "./files-contract";

// The package has types only: the classes are the host's. What imports them must come after.
jest.mock("obsidian", () => jest.requireActual<object>("../obsidian-host/app/vault"), { virtual: true });
const { vaultFiles } = jest.requireActual<typeof PluginFiles>("../../src/obsidian/files");

const disks: NodeDisk[] = [];

afterAll(() => {
  for (const disk of disks) disk.close();
  removeTemporaryFolders();
});

interface OpenVault extends FilesUnderTest {
  files: PluginFiles.VaultFiles;
  root: string;
  vault: Vault;
  loaded: Promise<void>;
}

function openVault(options: { mobile: boolean; namesAsOnDisk: boolean; root?: string }): OpenVault {
  const root = options.root ?? temporaryFolder();
  const disk = nodeDisk(root);
  disks.push(disk);
  const vault = new Vault(disk, options);
  const metadataCache = { getFileCache: () => null, getFirstLinkpathDest: () => null };
  const app = { vault, metadataCache, fileManager: new FileManager({ vault, metadataCache }) };
  return {
    root,
    vault,
    loaded: vault.load(),
    files: vaultFiles(app as unknown as App),
    put: (path, content) => {
      mkdirSync(join(root, path, ".."), { recursive: true });
      writeFileSync(join(root, path), content);
    },
    trashed: () => {
      const trash = join(root, ".trash");
      return existsSync(trash) ? readdirSync(trash).map((name) => readFileSync(join(trash, name), "utf8")) : [];
    },
  };
}

// The contract has a name of letters in two parts, which the app would compose: see the last test.
describeFiles("vault (desktop)", () => openVault({ mobile: false, namesAsOnDisk: true }));
describeFiles("vault (mobile)", () => openVault({ mobile: true, namesAsOnDisk: true }));

describe("The vault host", () => {
  const composed = { mobile: false, namesAsOnDisk: false };

  it("keeps notes and the cache apart: the vault never hears of the cache", async () => {
    const { files, vault, loaded } = openVault(composed);
    await loaded;
    const heard: string[] = [];
    for (const name of ["create", "modify", "delete"]) vault.on(name, (file: { path: string }) => heard.push(`${name} ${file.path}`));
    await files.write(".compendium/sources/a.json", "{}");
    await files.process(".compendium/sources/a.json", (current) => `${String(current)} `);
    await files.remove(".compendium/sources");
    await files.write("wiki/a.md", "a");
    await files.write("wiki/a.md", "b");
    await files.trash("wiki/a.md");
    expect(heard).toEqual(["create wiki", "create wiki/a.md", "modify wiki/a.md", "delete wiki/a.md"]);
  });

  it("writes into a folder of the cache that another write makes at the same moment", async () => {
    const { files, vault, loaded } = openVault(composed);
    await loaded;
    const write = vault.adapter.write.bind(vault.adapter);
    let isFirst = true;
    // By the time the one is told that there is no folder, the other has made it.
    jest.spyOn(vault.adapter, "write").mockImplementation(async (path, text) => {
      try {
        await write(path, text);
      } catch (error) {
        if (isFirst) {
          isFirst = false;
          await files.write(".compendium/sources/other.json", "other");
        }
        throw error;
      }
    });
    await files.write(".compendium/sources/one.json", "one");
    expect([await files.read(".compendium/sources/one.json"), await files.read(".compendium/sources/other.json")]).toEqual(["one", "other"]);
  });

  it("lists what lies in the folder at the start, opens none of it, and tells the same stat as the disk", async () => {
    const first = openVault(composed);
    await first.loaded;
    await first.files.write("raw/a.md", "a");
    const second = openVault({ ...composed, root: first.root });
    await second.loaded;
    expect(await second.files.list("")).toEqual([await first.files.stat("raw/a.md")]);
  });

  it("writes over a note that changed on the disk since the vault heard of it only after looking at it", async () => {
    const { files, put, loaded } = openVault(composed);
    await loaded;
    await files.write("a.md", "ours");
    put("a.md", "theirs");
    const { text } = await files.process("a.md", (current) => `${String(current)} and ours`);
    expect(text).toBe("theirs and ours");
  });

  it("takes a note for gone that was taken away on the disk a moment ago, before the vault heard of it", async () => {
    const { files, vault, root, loaded } = openVault(composed);
    await loaded;
    const paths = ["a.md", "b.md", "c.md", "d.md", "e.md"];
    for (const path of paths) await files.write(path, "ours");
    for (const path of paths) rmSync(join(root, path));
    expect(vault.getFileByPath("a.md")).not.toBeNull();
    await expect(files.read("a.md")).rejects.toMatchObject({ code: "not-found" });
    await expect(files.trash("b.md")).rejects.toMatchObject({ code: "not-found" });
    expect(await files.swap("c.md", "ours", "anew")).toEqual({ current: null });
    expect((await files.process("d.md", (current) => `${String(current)}!`)).text).toBe("null!");
    await files.write("e.md", "anew");
    expect([await files.read("d.md"), await files.read("e.md")]).toEqual(["null!", "anew"]);
  });

  it("speaks of names as the app does, composed, and opens them all the same", async () => {
    const { files, put, root } = openVault(composed);
    put("raw/cafe\u0301.md", "two parts");
    const later = openVault({ ...composed, root });
    await later.loaded;
    expect((await later.files.list("raw")).map(({ path }) => path)).toEqual(["raw/caf\u00e9.md"]);
    expect(await later.files.read("raw/caf\u00e9.md")).toBe("two parts");
    await later.files.write("raw/caf\u00e9.md", "changed");
    expect(readdirSync(join(root, "raw"))).toEqual(["cafe\u0301.md"]);
    expect(await files.read("raw/cafe\u0301.md")).toBe("changed");
  });
});
