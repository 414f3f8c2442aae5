/** The disk over Node and over HTTP: the same facts for both. */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, chmodSync, utimesSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { removeTemporaryFolders, temporaryFolder } from "../../support/vaults";
import { startHostServer, type HostServer } from "../server";
import type { Disk, DiskChange } from "./disk";
import { httpDisk } from "./http-disk";
import { nodeDisk } from "./node-disk";

interface OpenDisk {
  disk: Disk;
  root: string;
  put(path: string, text: string): void;
  /** Each change another program made, as "path: size" or "path: gone", once all of `wanted` were told. */
  watch(): { heard: string[]; until(wanted: string[]): Promise<string[]> };
}

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});
afterAll(removeTemporaryFolders);

const startServer = async (folder: string): Promise<HostServer> => {
  const server = await startHostServer({ folder, pluginFolder: {}, page: { "index.html": "<!doctype html>" } });
  closing.push(() => server.close());
  return server;
};

const KINDS: [string, (root: string) => Promise<Disk>][] = [
  [
    "Node",
    async (root) => {
      const disk = nodeDisk(root);
      closing.push(() => {
        disk.close();
      });
      return disk;
    },
  ],
  ["HTTP", async (root) => httpDisk((await startServer(root)).url)],
];

const bytes = (text: string): ArrayBuffer => new TextEncoder().encode(text).buffer;
const textOf = async (disk: Disk, path: string): Promise<string> => Buffer.from(await disk.read(path)).toString("utf8");
const codeOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => "no error",
    (error: unknown) => (error as { code?: string }).code ?? error,
  );
const nameOf = ({ path, entry }: DiskChange): string => `${path}: ${entry === null ? "gone" : entry.type === "folder" ? "folder" : entry.size}`;

describe.each(KINDS)("The disk over %s", (_, make) => {
  const open = async (): Promise<OpenDisk> => {
    const root = temporaryFolder();
    const disk = await make(root);
    return {
      disk,
      root,
      put: (path, text) => {
        mkdirSync(join(root, path, ".."), { recursive: true });
        writeFileSync(join(root, path), text);
      },
      watch: () => {
        const heard: string[] = [];
        const stop = disk.watch((changes) => heard.push(...changes.map(nameOf)));
        closing.push(stop);
        const until = async (wanted: string[]): Promise<string[]> => {
          for (let waited = 0; waited < 5000 && !wanted.every((change) => heard.includes(change)); waited += 20) await new Promise((resolve) => setTimeout(resolve, 20));
          return heard;
        };
        return { heard, until };
      },
    };
  };

  it("walks what is visible, a folder before what is in it, and lists one folder with what is hidden", async () => {
    const { disk, put } = await open();
    for (const path of ["a.md", "b/c.md", "b/.hidden/d.md", ".obsidian/app.json", "b/.e.md"]) put(path, path);
    const entries = await disk.walk();
    expect(entries.map(({ path, type, size }) => `${type} ${path} ${size}`).sort()).toEqual(["file a.md 4", "file b/c.md 6", "folder b 0"]);
    expect(entries.findIndex(({ path }) => path === "b")).toBeLessThan(entries.findIndex(({ path }) => path === "b/c.md"));
    expect((await disk.list("")).map(({ path }) => path).sort()).toEqual([".obsidian", "a.md", "b"]);
    expect((await disk.list("b")).map(({ path }) => path).sort()).toEqual(["b/.e.md", "b/.hidden", "b/c.md"]);
  });

  it("tells size and whole times, and null for what is missing, too long a name included", async () => {
    const { disk, root, put } = await open();
    put("a.md", "12345");
    utimesSync(join(root, "a.md"), 1_700_000_000, 1_700_000_000.25);
    expect(await disk.stat("a.md")).toMatchObject({ path: "a.md", type: "file", size: 5, mtime: 1_700_000_000_250 });
    for (const path of ["none", "none/none", "a.md/none", "long".repeat(100)]) expect(await disk.stat(path)).toBeNull();
  });

  it("gives every byte back, in names of any script", async () => {
    const { disk, root } = await open();
    const data = new Uint8Array(70_000).map((__, index) => index % 256);
    for (const path of ["Ünï 🌲 & [#1] 100 %?.bin", "e\u0301.md", " leading", "plus+and=.md"]) {
      const entry = await disk.write(path, data.buffer);
      expect(entry).toMatchObject({ path, size: 70_000 });
      expect(new Uint8Array(await disk.read(path))).toEqual(data);
      expect(existsSync(join(root, path))).toBe(true);
    }
    await disk.write("empty", new ArrayBuffer(0));
    expect((await disk.read("empty")).byteLength).toBe(0);
  });

  it("writes in one step, keeps the time of creation and the permissions, and leaves nothing beside", async () => {
    const { disk, root } = await open();
    const first = await disk.write("a.md", bytes("old"));
    chmodSync(join(root, "a.md"), 0o600);
    await new Promise((resolve) => setTimeout(resolve, 15));
    const second = await disk.write("a.md", bytes("new"));
    expect(second.ctime).toBe(first.ctime);
    expect(await disk.stat("a.md")).toEqual(second);
    expect(statSync(join(root, "a.md")).mode & 0o777).toBe(0o600);
    expect(readdirSync(root)).toEqual(["a.md"]);
    expect(await disk.write("a.md", bytes("x"), { mtime: 1_600_000_000_000, ctime: 1_500_000_000_000 })).toMatchObject({ mtime: 1_600_000_000_000, ctime: 1_500_000_000_000 });
    expect(await codeOf(disk.write("none/a.md", bytes("x")))).toBe("ENOENT");
    expect(readdirSync(root)).toEqual(["a.md"]);
  });

  it("appends, makes folders, moves, copies and removes", async () => {
    const { disk, root } = await open();
    await disk.append("a.md", bytes("one"));
    expect(await disk.append("a.md", bytes(" two"))).toMatchObject({ size: 7 });
    await disk.makeFolder("folder");
    await disk.rename("a.md", "folder/b.md");
    await disk.copy("folder", "other");
    await disk.copy("other/b.md", "c.md");
    expect(await textOf(disk, "c.md")).toBe("one two");
    await disk.removeFile("folder/b.md");
    await disk.removeFolder("folder", false);
    await disk.removeFolder("other", true);
    expect(readdirSync(root)).toEqual(["c.md"]);
  });

  it("refuses what is missing and what would be overwritten", async () => {
    const { disk, put } = await open();
    put("a.md", "a");
    put("b/c.md", "c");
    const refused = {
      "read of nothing": await codeOf(disk.read("none")),
      "list of nothing": await codeOf(disk.list("none")),
      "move of nothing": await codeOf(disk.rename("none", "x")),
      "move onto another": await codeOf(disk.rename("a.md", "b/c.md")),
      "copy onto another": await codeOf(disk.copy("a.md", "b/c.md")),
      "folder twice": await codeOf(disk.makeFolder("b")),
      "folder that is full": await codeOf(disk.removeFolder("b", false)),
      "file in a missing folder": await codeOf(disk.copy("a.md", "none/a.md")),
      "trash of nothing": await codeOf(disk.trash("none")),
    };
    expect(refused).toEqual({
      "read of nothing": "ENOENT",
      "list of nothing": "ENOENT",
      "move of nothing": "ENOENT",
      "move onto another": "EEXIST",
      "copy onto another": "EEXIST",
      "folder twice": "EEXIST",
      "folder that is full": "ENOTEMPTY",
      "file in a missing folder": "ENOENT",
      "trash of nothing": "ENOENT",
    });
    expect(await textOf(disk, "b/c.md")).toBe("c");
  });

  it("numbers in the trash what has one name", async () => {
    const { disk, root, put } = await open();
    for (const folder of ["a", "b"]) {
      put(`${folder}/note.md`, folder);
      await disk.trash(`${folder}/note.md`);
    }
    expect(readFileSync(join(root, ".trash", "note.md"), "utf8")).toBe("a");
    expect(readFileSync(join(root, ".trash", "note 2.md"), "utf8")).toBe("b");
  });

  it("lets no call leave the folder, by name or by link", async () => {
    const { disk, root, put } = await open();
    const elsewhere = temporaryFolder();
    writeFileSync(join(elsewhere, "theirs.md"), "theirs");
    put("in.md", "in");
    symlinkSync(elsewhere, join(root, "linked"));
    symlinkSync(join(elsewhere, "theirs.md"), join(root, "out.md"));
    symlinkSync(join(elsewhere, "to-be.md"), join(root, "broken.md"));
    for (const path of ["../x", "a/../../x", "/etc/passwd", "a\0b", "linked/theirs.md", "linked/new.md", "out.md", "broken.md"]) {
      const calls = [disk.read(path), disk.stat(path), disk.write(path, bytes("x")), disk.append(path, bytes("x")), disk.rename("in.md", path), disk.copy("in.md", path), disk.makeFolder(path)];
      for (const call of calls) expect({ path, code: await codeOf(call) }).toEqual({ path, code: "EPERM" });
    }
    for (const call of [disk.removeFolder("", true), disk.rename("", "x"), disk.trash("")]) expect(await codeOf(call)).toBe("EPERM");
    expect((await disk.walk()).map(({ path }) => path)).toEqual(["in.md"]);
    expect(readdirSync(elsewhere)).toEqual(["theirs.md"]);
    expect(readFileSync(join(elsewhere, "theirs.md"), "utf8")).toBe("theirs");
  });

  it("tells what other programs write, delete and move, in new folders too", async () => {
    const { disk, root, put, watch } = await open();
    put("old/a.md", "a");
    put("old/b.md", "b");
    const { heard, until } = watch();
    await disk.walk();
    put("old/a.md", "changed");
    put("new/deep/c.md", "1234");
    rmSync(join(root, "old", "b.md"));
    await until(["old/a.md: 7", "new: folder", "new/deep: folder", "new/deep/c.md: 4", "old/b.md: gone"]);
    expect([...heard].sort()).toEqual(["new/deep/c.md: 4", "new/deep: folder", "new: folder", "old/a.md: 7", "old/b.md: gone"]);
    heard.length = 0;
    put("new/deep/later.md", "12");
    renameSync(join(root, "old"), join(root, "moved"));
    await until(["new/deep/later.md: 2", "old/a.md: gone", "old: gone", "moved: folder", "moved/a.md: 7"]);
    expect([...heard].sort()).toEqual(["moved/a.md: 7", "moved: folder", "new/deep/later.md: 2", "old/a.md: gone", "old: gone"]);
    expect(heard.indexOf("moved: folder")).toBeLessThan(heard.indexOf("moved/a.md: 7"));
    heard.length = 0;
    rmSync(join(root, "new"), { recursive: true });
    put("moved/a.md", "again!");
    await until(["new: gone", "new/deep/c.md: gone", "moved/a.md: 6"]);
  });

  it("tells nothing of what it wrote itself, and nothing hidden but the configuration", async () => {
    const { disk, put, watch } = await open();
    put(".obsidian/plugins/x/data.json", "1");
    const { heard, until } = watch();
    await disk.makeFolder("folder");
    await disk.write("folder/a.md", bytes("a"));
    await disk.append("folder/a.md", bytes("b"));
    await disk.rename("folder", "moved");
    await disk.copy("moved", "copied");
    await disk.trash("moved/a.md");
    await disk.removeFolder("copied", true);
    put(".cache/x", "x");
    put(".obsidian/plugins/x/data.json", "22");
    put("moved/last.md", "333");
    await until(["moved/last.md: 3", ".obsidian/plugins/x/data.json: 2"]);
    expect([...heard].sort()).toEqual([".obsidian/plugins/x/data.json: 2", "moved/last.md: 3"]);
  });

  it("tells that a file became a folder, and that another program put back what we wrote over", async () => {
    const { disk, root, put, watch } = await open();
    await disk.write("a", bytes("ours"));
    const { until } = watch();
    await disk.write("a", bytes("ours again"));
    rmSync(join(root, "a"));
    put("a/b.md", "b");
    expect(await until(["a/b.md: 1"])).toEqual(["a: gone", "a: folder", "a/b.md: 1"]);
  });

  it("reads 500 notes asked for at once", async () => {
    const { disk, put } = await open();
    const paths = Array.from({ length: 500 }, (__, index) => `notes/${index}.md`);
    for (const path of paths) put(path, path);
    expect(await Promise.all(paths.map((path) => textOf(disk, path)))).toEqual(paths);
  });
});

describe("The host's server", () => {
  it("serves the page, the plugin and the vault's files below its token, and nothing else", async () => {
    const folder = temporaryFolder();
    const pluginFolder = temporaryFolder();
    writeFileSync(join(folder, "im age.png"), "picture");
    writeFileSync(join(pluginFolder, "main.js"), "plugin");
    writeFileSync(join(pluginFolder, "secret.txt"), "secret");
    const server = await startHostServer({ folder, pluginFolder, page: { "index.html": "page", "app.js": "script" } });
    closing.push(() => server.close());
    const get = async (path: string): Promise<string> => {
      const response = await fetch(server.url + path);
      return `${response.status} ${response.headers.get("content-type") ?? ""} ${response.ok ? await response.text() : ""}`;
    };
    expect(await get("?theme=dark")).toBe("200 text/html; charset=utf-8 page");
    expect(await get("app.js")).toBe("200 text/javascript; charset=utf-8 script");
    expect(await get("plugin/main.js")).toBe("200 text/javascript; charset=utf-8 plugin");
    expect(await get("resource/im%20age.png?1")).toBe("200 image/png picture");
    for (const path of ["plugin/secret.txt", "plugin/..%2fx", "resource/..%2f..%2fetc%2fpasswd", "none.js", "disk/none", "__proto__"]) expect(await get(path)).toMatch(/^404 /);
    const { origin } = new URL(server.url);
    expect((await fetch(origin)).status).toBe(403);
    expect((await fetch(`${origin}/${"0".repeat(32)}/disk/calls`, { method: "POST" })).status).toBe(403);
  });

  it("answers under its own name only", async () => {
    const server = await startServer(temporaryFolder());
    const { port, pathname } = new URL(server.url);
    const status = await new Promise((resolve) => {
      request({ host: "127.0.0.1", port, path: pathname, headers: { host: "elsewhere.example" } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      }).end();
    });
    expect(status).toBe(403);
    await expect(startHostServer({ folder: temporaryFolder(), pluginFolder: {}, page: {}, host: "0.0.0.0" })).rejects.toThrow("this machine only");
  });

  it("counts what was asked of the disk", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "a.md"), "a");
    const server = await startServer(folder);
    const disk = httpDisk(server.url);
    await disk.read("a.md");
    const { last } = server.callsSince(0);
    await disk.rename("a.md", "b.md");
    await disk.read("b.md");
    expect(server.callsSince(last).calls).toEqual([
      { number: 2, call: "rename", path: "a.md", to: "b.md" },
      { number: 3, call: "read", path: "b.md" },
    ]);
    expect(await (await fetch(`${server.url}__calls`)).json()).toMatchObject({ last: 3, byCall: { read: 2, rename: 1 } });
    expect(disk.basePath).toBe(nodeDisk(folder).basePath);
  });

  it("tells one page what another wrote", async () => {
    const server = await startServer(temporaryFolder());
    const [one, other] = [httpDisk(server.url), httpDisk(server.url)];
    const heard = new Promise<string>((resolve) => {
      closing.push(
        other.watch((changes) => {
          resolve(changes.map(nameOf).join());
        }),
      );
    });
    await other.walk();
    await one.write("a.md", bytes("12"));
    expect(await heard).toBe("a.md: 2");
  });
});
