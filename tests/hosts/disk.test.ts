import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, linkSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { diskDevice } from "../../src/node/device";
import { diskFiles } from "../../src/node/host";
import { removeTemporaryFolders, temporaryFolder } from "../support/vaults";
import { describeFiles } from "./files-contract";

afterAll(removeTemporaryFolders);

describeFiles("disk", () => {
  const root = temporaryFolder();
  return {
    files: diskFiles(root),
    put: (path, content) => {
      mkdirSync(join(root, path, ".."), { recursive: true });
      writeFileSync(join(root, path), content);
    },
    trashed: () => {
      const trash = join(root, ".trash");
      return existsSync(trash) ? readdirSync(trash).map((name) => readFileSync(join(trash, name), "utf8")) : [];
    },
  };
});

const isPosix = process.platform !== "win32";
const isLinux = process.platform === "linux";
const onPosix = isPosix ? it : it.skip;
const onLinux = isLinux ? it : it.skip;

describe("The disk host", () => {
  it("puts a new file in the place of the old one, so that no reader sees half a text, and leaves no temporary file", async () => {
    const root = temporaryFolder();
    const files = diskFiles(root);
    await files.write("a.md", "old");
    linkSync(join(root, "a.md"), join(root, "as it was.md"));
    await files.write("a.md", "new");
    await files.create("lock", "x");
    await files.create("lock", "y").catch(() => undefined);
    expect(await files.read("as it was.md")).toBe("old");
    expect(readdirSync(join(root, ".compendium", "tmp"))).toEqual([]);
  });

  it("leaves nothing behind where a write fails", async () => {
    const root = temporaryFolder();
    const files = diskFiles(root);
    mkdirSync(join(root, "folder.md"));
    await files.write("file", "x");
    await expect(files.write("folder.md", "x")).rejects.toMatchObject({ code: "unwritable", message: expect.stringContaining("folder") as string });
    await expect(files.write("file/below.md", "x")).rejects.toMatchObject({ code: "unwritable" });
    await expect(files.write(`${"long".repeat(100)}.md`, "x")).rejects.toMatchObject({ code: "unwritable", message: expect.stringContaining("too long") as string });
    expect(readdirSync(join(root, ".compendium", "tmp"))).toEqual([]);
    expect(readdirSync(root).sort()).toEqual([".compendium", "file", "folder.md"]);
  });

  onPosix("keeps a file's permissions", async () => {
    const root = temporaryFolder();
    const files = diskFiles(root);
    for (const mode of [0o600, 0o664, 0o444]) {
      const path = `${mode}.md`;
      writeFileSync(join(root, path), "private");
      chmodSync(join(root, path), mode);
      await files.process(path, (current) => `${String(current)}, changed`);
      expect(await files.read(path)).toBe("private, changed");
      expect(statSync(join(root, path)).mode & 0o777).toBe(mode);
    }
  });

  onPosix("follows no linked folder, reads linked files, and writes to them only inside the vault", async () => {
    const root = temporaryFolder();
    const elsewhere = temporaryFolder();
    writeFileSync(join(elsewhere, "theirs.md"), "theirs");
    const files = diskFiles(root);
    await files.write("notes/ours.md", "ours");
    symlinkSync(elsewhere, join(root, "linked"));
    symlinkSync(root, join(root, "round"));
    symlinkSync(join(elsewhere, "theirs.md"), join(root, "out.md"));
    symlinkSync(join(root, "notes", "ours.md"), join(root, "in.md"));
    symlinkSync(join(root, "nothing.md"), join(root, "broken.md"));
    expect((await files.list("")).map(({ path }) => path).sort()).toEqual(["in.md", "notes/ours.md", "out.md"]);
    expect(await files.read("out.md")).toBe("theirs");
    await expect(files.write("out.md", "x")).rejects.toMatchObject({ code: "outside-vault" });
    await expect(files.process("out.md", () => "x")).rejects.toMatchObject({ code: "outside-vault" });
    expect(readFileSync(join(elsewhere, "theirs.md"), "utf8")).toBe("theirs");
    await files.write("in.md", "changed");
    expect(await files.read("notes/ours.md")).toBe("changed");
    expect(realpathSync(join(root, "in.md"))).toBe(realpathSync(join(root, "notes", "ours.md")));
    await expect(files.rename("notes/ours.md", "broken.md")).rejects.toMatchObject({ code: "exists" });
  });

  const otherDisk = "/dev/shm";
  const hasOtherDisk = existsSync(otherDisk) && statSync(otherDisk).dev !== statSync(tmpdir()).dev;
  (hasOtherDisk ? it : it.skip)("writes, moves and trashes where a linked folder lies on another disk", async () => {
    const root = temporaryFolder();
    const elsewhere = mkdtempSync(join(otherDisk, "compendium-"));
    try {
      symlinkSync(elsewhere, join(root, "wiki"));
      const files = diskFiles(root);
      await files.write("wiki/deep/a.md", "a");
      await files.process("wiki/deep/a.md", (current) => `${String(current)}, changed`);
      await files.rename("wiki/deep/a.md", "here/b.md");
      await files.rename("here/b.md", "wiki/c.md");
      expect(await files.read("wiki/c.md")).toBe("a, changed");
      await files.trash("wiki/c.md");
      expect(readFileSync(join(root, ".trash", "c.md"), "utf8")).toBe("a, changed");
      expect((await files.list("wiki")).concat(await files.list("here"))).toEqual([]);
      expect(readdirSync(elsewhere)).toEqual(["deep"]);
    } finally {
      rmSync(elsewhere, { recursive: true, force: true });
    }
  });

  onLinux("lists names it cannot open, and says why it cannot", async () => {
    const root = temporaryFolder();
    writeFileSync(Buffer.concat([Buffer.from(join(root, "caf")), Buffer.from([0xe9]), Buffer.from(".md")]), "x");
    writeFileSync(join(root, "back\\slash.md"), "x");
    const files = diskFiles(root);
    const paths = (await files.list("")).map(({ path }) => path).sort();
    expect(paths).toEqual(["back\\slash.md", "caf\uFFFD.md"]);
    for (const path of paths) await expect(files.read(path)).rejects.toMatchObject({ code: "unreadable", message: expect.stringContaining("rename it") as string });
  });

  onLinux("speaks of names as the app does, composed and with plain blanks, and opens, writes and moves them all the same", async () => {
    const root = temporaryFolder();
    mkdirSync(join(root, "raw", "Gru\u0308n"), { recursive: true });
    writeFileSync(join(root, "raw", "Gru\u0308n", "cafe\u0301.md"), "two parts");
    writeFileSync(join(root, "raw", "no\u00a0break.md"), "one blank");
    // Nothing has been listed yet.
    expect(await diskFiles(root).read("raw/Gr\u00fcn/caf\u00e9.md")).toBe("two parts");
    const files = diskFiles(root);
    expect((await files.list("raw")).map(({ path }) => path).sort()).toEqual(["raw/Gr\u00fcn/caf\u00e9.md", "raw/no break.md"]);
    expect((await files.list("raw/Gr\u00fcn")).map(({ path }) => path)).toEqual(["raw/Gr\u00fcn/caf\u00e9.md"]);
    await files.write("raw/Gr\u00fcn/caf\u00e9.md", "changed");
    await expect(files.create("raw/no break.md", "x")).rejects.toMatchObject({ code: "exists" });
    await files.process("raw/no break.md", (text) => `${String(text)}, changed`);
    expect(readdirSync(join(root, "raw")).sort()).toEqual(["Gru\u0308n", "no\u00a0break.md"]);
    expect(readFileSync(join(root, "raw", "no\u00a0break.md"), "utf8")).toBe("one blank, changed");
    expect(readFileSync(join(root, "raw", "Gru\u0308n", "cafe\u0301.md"), "utf8")).toBe("changed");
    // By the disk's own name too: a memory of an earlier version may hold it.
    expect(await files.read("raw/Gru\u0308n/cafe\u0301.md")).toBe("changed");
    await files.rename("raw/no break.md", "raw/Gr\u00fcn/moved here.md");
    await files.write("raw/no break.md", "another");
    expect(readdirSync(join(root, "raw")).sort()).toEqual(["Gru\u0308n", "no break.md"]);
    expect(readdirSync(join(root, "raw", "Gru\u0308n")).sort()).toEqual(["cafe\u0301.md", "moved here.md"]);
  });

  onLinux("keeps two files apart that the app would call the same", async () => {
    const root = temporaryFolder();
    for (const name of ["caf\u00e9.md", "cafe\u0301.md"]) writeFileSync(join(root, name), name);
    const files = diskFiles(root);
    expect((await files.list("")).map(({ path }) => path).sort()).toEqual(["cafe\u0301.md", "caf\u00e9.md"]);
    for (const name of ["caf\u00e9.md", "cafe\u0301.md"]) expect(await files.read(name)).toBe(name);
  });

  it("lets other things run while it is busy", async () => {
    const files = diskFiles(temporaryFolder());
    await files.write("a.md", "x");
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 1);
    const until = performance.now() + 200;
    while (performance.now() < until) await files.read("a.md");
    clearInterval(timer);
    expect(turns).toBeGreaterThan(1);
  });
});

describe("The device of the command line", () => {
  it("knows which holders of locks are gone", () => {
    const { id, owner, isAlive } = diskDevice();
    const [machine = ""] = owner.split("-");
    expect(id).toMatch(/^[a-z0-9-]+$/);
    expect(owner).toMatch(/^[a-z0-9-]+$/);
    const child = spawnSync(process.execPath, ["--version"]);
    expect(isAlive(`${machine}-${child.pid}-`)).toBe(false);
    expect(isAlive(`${machine}-${process.ppid}-`)).toBe(true);
    expect(isAlive("anothermachine-1-")).toBeNull();
    for (const nonsense of [`${machine}--`, `${machine}-0-`, `${machine}-x-1`]) expect(isAlive(nonsense)).toBe(false);
  });

  onLinux("tells a process from a later one of the same number", () => {
    const { owner, isAlive } = diskDevice();
    const [machine = ""] = owner.split("-");
    expect(isAlive(`${machine}-${process.ppid}-1`)).toBe(false);
  });

  it("takes a lock of its own number for one left behind", () => {
    const { owner, isAlive } = diskDevice();
    expect(isAlive(owner)).toBe(false);
  });
});
