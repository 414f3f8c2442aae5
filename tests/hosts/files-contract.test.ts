/** One contract for every host's files. */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Files } from "../../src/core/ports";
import { diskFiles } from "../../src/node/host";
import { memoryHost } from "../support/memory-host";
import { removeTemporaryFolders, temporaryFolder } from "../support/vaults";

afterAll(removeTemporaryFolders);

const hosts: [name: string, open: () => Files][] = [
  ["memory", () => memoryHost().files],
  ["disk", () => diskFiles(temporaryFolder())],
];

describe.each(hosts)("The files of the %s host", (_, open) => {
  it("are read as they were written, byte order mark and line ends included", async () => {
    const files = open();
    const text = "\uFEFFone\r\ntwo 🌲\n";
    const stat = await files.write("raw/deep/Ünï.md", text);
    expect(await files.read("raw/deep/Ünï.md")).toBe(text);
    expect(stat).toMatchObject({ path: "raw/deep/Ünï.md", size: Buffer.byteLength(text) });
    expect(await files.stat("raw/deep/Ünï.md")).toEqual(stat);
  });

  it("that are missing are null to stat, not-found to read, and nothing to list", async () => {
    const files = open();
    expect(await files.stat("none.md")).toBeNull();
    await expect(files.read("none.md")).rejects.toMatchObject({ code: "not-found" });
    expect(await files.list("nowhere")).toEqual([]);
  });

  it("are listed below a folder, hidden folders only when asked for", async () => {
    const files = open();
    for (const path of ["raw/a.md", "raw/b/c.md", "raw/.hidden/d.md", ".compendium/x/y.json", "rawer/e.md"]) await files.write(path, "x");
    const names = async (folder: string) => (await files.list(folder)).map(({ path }) => path).filter((path) => !path.includes("/tmp/")).sort();
    expect(await names("raw")).toEqual(["raw/a.md", "raw/b/c.md"]);
    expect(await names("")).toEqual(["raw/a.md", "raw/b/c.md", "rawer/e.md"]);
    expect(await names(".compendium")).toEqual([".compendium/x/y.json"]);
  });

  it("are processed in one step, and left alone when nothing changes", async () => {
    const files = open();
    const made = await files.process("a.md", (current) => `${String(current)}!`);
    expect(made.text).toBe("null!");
    expect((await files.process("a.md", (current) => `${String(current)}!`)).text).toBe("null!!");
    const before = await files.stat("a.md");
    await files.process("a.md", (current) => current ?? "");
    expect(await files.stat("a.md")).toEqual(before);
  });

  it("are created only where there are none, moved only to where there are none", async () => {
    const files = open();
    await files.create("locks/a", "1");
    await expect(files.create("locks/a", "2")).rejects.toMatchObject({ code: "exists" });
    await files.rename("locks/a", "other/b");
    expect(await files.read("other/b")).toBe("1");
    await files.create("locks/a", "3");
    await expect(files.rename("locks/a", "other/b")).rejects.toMatchObject({ code: "exists" });
    await expect(files.rename("none", "x")).rejects.toMatchObject({ code: "not-found" });
  });

  it("go to the trash or for good", async () => {
    const files = open();
    await files.write("wiki/a.md", "1");
    await files.write("wiki/c/d.md", "2");
    await files.trash("wiki/a.md");
    expect(await files.stat("wiki/a.md")).toBeNull();
    await files.remove("wiki/c");
    expect(await files.stat("wiki/c/d.md")).toBeNull();
    await files.remove("wiki/never");
  });
});

describe("The disk host", () => {
  it("never leaves the vault", async () => {
    const files = diskFiles(temporaryFolder());
    for (const path of ["../x.md", "a/../../x.md", "/etc/passwd"]) {
      await expect(files.read(path)).rejects.toMatchObject({ code: "outside-vault" });
      await expect(files.write(path, "x")).rejects.toMatchObject({ code: "outside-vault" });
    }
  });

  it("keeps what goes to the trash, two of one name too", async () => {
    const root = temporaryFolder();
    const files = diskFiles(root);
    for (const folder of ["a", "b"]) {
      await files.write(`${folder}/note.md`, folder);
      await files.trash(`${folder}/note.md`);
    }
    expect(readdirSync(join(root, ".trash")).sort()).toEqual(["2 note.md", "note.md"]);
  });

  it("sees what another program wrote in between, and merges on it", async () => {
    const root = temporaryFolder();
    const files = diskFiles(root);
    await files.write("a.md", "old");
    let calls = 0;
    const { text } = await files.process("a.md", (current) => {
      calls += 1;
      if (calls === 1) writeFileSync(join(root, "a.md"), "from elsewhere");
      return `${String(current)} and ours`;
    });
    expect({ calls, text }).toEqual({ calls: 2, text: "from elsewhere and ours" });
  });

  it("reports bytes that are not text and leaves no temporary file behind", async () => {
    const root = temporaryFolder();
    mkdirSync(join(root, "raw"));
    writeFileSync(join(root, "raw", "a.md"), Buffer.from([0xc3, 0x28]));
    const files = diskFiles(root);
    await expect(files.read("raw/a.md")).rejects.toMatchObject({ code: "not-text" });
    await files.write("b.md", "x");
    expect(existsSync(join(root, ".compendium", "tmp")) ? readdirSync(join(root, ".compendium", "tmp")) : []).toEqual([]);
  });
});
