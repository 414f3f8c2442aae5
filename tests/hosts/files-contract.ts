/** The contract of the `Files` port as tests, for every host the same. */
import { FileError, type Files } from "../../src/core/ports";
import { appPath } from "../../src/core/vault/path";

export interface FilesUnderTest {
  files: Files;
  /** Sets a file as another program would, folders made. */
  put(path: string, content: string | Uint8Array): void;
  /** The texts of what can be got back. */
  trashed(): string[];
}

const OUTSIDE = ["../x.md", "a/../../x.md", "/etc/passwd", "C:/x.md", "a\0.md"];
const NO_FILE = ["", ".", "a/.."];

/** `open` gives the files of an empty vault. */
export function describeFiles(name: string, open: () => FilesUnderTest): void {
  const pathsBelow = async (files: Files, folder: string): Promise<string[]> =>
    (await files.list(folder)).map(({ path }) => path).filter((path) => !path.startsWith(".compendium/tmp/")).sort();

  /** What a call that must fail failed with. */
  const failure = async (call: Promise<unknown>): Promise<{ code: string; path: string }> => {
    const error = await call.then(
      () => null,
      (reason: unknown) => reason,
    );
    if (!(error instanceof FileError)) throw new Error(`Expected a FileError, got ${String(error)}`);
    expect(error.message).toMatch(/^\S.*\.$/);
    return { code: error.code, path: error.path };
  };

  describe(`The files of the ${name} host: reading`, () => {
    it.each(["", "plain\n", "\uFEFFone\r\ntwo 🌲\n", "no end", "\ttabs\u00a0and\u2028separators\r"])("gives %j back as it was written", async (text) => {
      const { files } = open();
      const stat = await files.write("raw/deep/Note.md", text);
      expect(await files.read("raw/deep/Note.md")).toBe(text);
      expect(stat).toMatchObject({ path: "raw/deep/Note.md", size: Buffer.byteLength(text) });
      expect(await files.stat("raw/deep/Note.md")).toEqual(stat);
    });

    it("reads what another program wrote, byte order mark and line ends included", async () => {
      const { files, put } = open();
      put("a.md", Buffer.from("\uFEFFone\r\ntwo"));
      expect(await files.read("a.md")).toBe("\uFEFFone\r\ntwo");
    });

    it("finds no file where there is none, where there is a folder, and below a file", async () => {
      const { files } = open();
      await files.write("folder/a.md", "x");
      for (const path of ["none.md", "none/none.md", "folder", "folder/a.md/b.md", `${"long".repeat(100)}.md`]) {
        expect(await files.stat(path)).toBeNull();
        expect(await failure(files.read(path))).toEqual({ code: "not-found", path });
      }
    });

    it.each<[string, Buffer]>([
      ["malformed UTF-8", Buffer.from([0x61, 0xc3, 0x28])],
      ["Latin-1", Buffer.from("na\u00efve caf\u00e9", "latin1")],
      ["UTF-16 with a byte order mark", Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from("Note", "utf16le")])],
      ["UTF-16 without one", Buffer.from("A note of some length", "utf16le")],
      ["an image", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13])],
      ["zeros", Buffer.alloc(100)],
    ])("says that %s is no text, and changes nothing", async (_, bytes) => {
      const { files, put } = open();
      put("raw/a.md", bytes);
      expect(await failure(files.read("raw/a.md"))).toEqual({ code: "not-text", path: "raw/a.md" });
      const asked: (string | null)[] = [];
      const change = (current: string | null): string => {
        asked.push(current);
        return "ours";
      };
      expect((await failure(files.process("raw/a.md", change))).code).toBe("not-text");
      expect(asked.filter((current) => current !== null)).toEqual([]);
      expect(await files.stat("raw/a.md")).toMatchObject({ size: bytes.length });
    });
  });

  describe(`The files of the ${name} host: listing`, () => {
    it("lists what is below a folder, and no other folder that begins like it", async () => {
      const { files } = open();
      for (const path of ["raw/a.md", "raw/b/c.md", "raw/b/d/e.md", "rawer/f.md", "top.md"]) await files.write(path, "x");
      expect(await pathsBelow(files, "raw")).toEqual(["raw/a.md", "raw/b/c.md", "raw/b/d/e.md"]);
      expect(await pathsBelow(files, "raw/")).toEqual(await pathsBelow(files, "raw"));
      expect(await pathsBelow(files, "raw/b")).toEqual(["raw/b/c.md", "raw/b/d/e.md"]);
      expect(await pathsBelow(files, "")).toEqual(["raw/a.md", "raw/b/c.md", "raw/b/d/e.md", "rawer/f.md", "top.md"]);
    });

    it("leaves folders out that start with a dot, unless it is asked for one", async () => {
      const { files } = open();
      for (const path of ["raw/a.md", "raw/.hidden/b.md", ".compendium/x/y.json"]) await files.write(path, "x");
      expect(await pathsBelow(files, "")).toEqual(["raw/a.md"]);
      expect(await pathsBelow(files, "raw")).toEqual(["raw/a.md"]);
      expect(await pathsBelow(files, "raw/.hidden")).toEqual(["raw/.hidden/b.md"]);
      expect(await pathsBelow(files, ".compendium")).toEqual([".compendium/x/y.json"]);
      expect(await pathsBelow(files, ".compendium/x")).toEqual([".compendium/x/y.json"]);
    });

    it("finds nothing in a folder that is missing or is a file", async () => {
      const { files } = open();
      await files.write("a.md", "x");
      for (const folder of ["nowhere", "a.md", "nowhere/deep", ".hidden"]) expect(await files.list(folder)).toEqual([]);
    });

    it("gives names in any script, as they are or composed, so that each can be opened", async () => {
      const { files } = open();
      const names = ["Ünï 🌲", "e\u0301 in two", "\u05e9\u05dc\u05d5\u05dd", "日本語", "it's 100 % (really) & [more] #1", "a.b.c", " leading", "\u{1F468}\u200D\u{1F469}\u200D\u{1F467}"];
      for (const name of names) await files.write(`raw/${name}.md`, name);
      const listed = await files.list("raw");
      expect(listed.map(({ path }) => appPath(path)).sort()).toEqual(names.map((name) => appPath(`raw/${name}.md`)).sort());
      for (const stat of listed) {
        expect(appPath(`raw/${await files.read(stat.path)}.md`)).toBe(appPath(stat.path));
        expect(await files.stat(stat.path)).toEqual(stat);
      }
    });
  });

  describe(`The files of the ${name} host: writing`, () => {
    it("replaces the whole text, and tells the time of it", async () => {
      const { files } = open();
      const first = await files.write("a.md", "a long first text");
      const second = await files.write("a.md", "short");
      expect(await files.read("a.md")).toBe("short");
      expect(second.modified).toBeGreaterThanOrEqual(first.modified);
      expect(await pathsBelow(files, "")).toEqual(["a.md"]);
    });

    it("written many times at once, a file holds one of the texts whole", async () => {
      const { files } = open();
      const texts = Array.from({ length: 20 }, (_, index) => String(index).repeat(1000));
      await Promise.all(texts.map((text) => files.write("a.md", text)));
      expect(texts).toContain(await files.read("a.md"));
    });

    it("processes a file in one step, and a missing one as null", async () => {
      const { files } = open();
      const made = await files.process("deep/a.md", (current) => `${String(current)}!`);
      expect(made.text).toBe("null!");
      expect(await files.stat("deep/a.md")).toEqual(made.stat);
      await Promise.all(Array.from({ length: 20 }, (_, index) => files.process("deep/a.md", (current) => `${String(current)} ${index}`)));
      expect((await files.read("deep/a.md")).split(" ").sort()).toEqual(["null!", ...Array.from({ length: 20 }, (_, index) => String(index))].sort());
    });

    it("leaves a file alone where processing changes nothing", async () => {
      const { files } = open();
      await files.write("a.md", "same");
      const before = await files.stat("a.md");
      expect(await files.process("a.md", (current) => current ?? "")).toEqual({ text: "same", stat: before });
      expect(await files.stat("a.md")).toEqual(before);
    });

    it("creates a file that processing leaves empty", async () => {
      const { files } = open();
      await files.process("a.md", () => "");
      expect(await files.read("a.md")).toBe("");
    });

    it("sees what another program wrote in between", async () => {
      const { files, put } = open();
      await files.write("a.md", "old");
      let calls = 0;
      const { text } = await files.process("a.md", (current) => {
        calls += 1;
        if (calls === 1) put("a.md", "from elsewhere");
        return `${String(current)} and ours`;
      });
      expect({ calls, text }).toEqual({ calls: 2, text: "from elsewhere and ours" });
      expect(await files.read("a.md")).toBe(text);
    });

    it("sees a file that came into being in between", async () => {
      const { files, put } = open();
      const { text } = await files.process("a.md", (current) => {
        if (current === null) put("a.md", "theirs");
        return `${String(current)} and ours`;
      });
      expect(text).toBe("theirs and ours");
    });

    it("gives up, and writes nothing, while another program keeps writing", async () => {
      const { files, put } = open();
      let calls = 0;
      const change = (): string => {
        calls += 1;
        put("a.md", "theirs ".repeat(calls));
        return "ours";
      };
      expect((await failure(files.process("a.md", change))).code).toBe("unwritable");
      expect(await files.read("a.md")).toMatch(/^theirs /);
    });

    it("hands on what `change` throws, and writes nothing", async () => {
      const { files } = open();
      await files.write("a.md", "old");
      const fault = new Error("a fault of ours");
      const change = (): string => {
        throw fault;
      };
      await expect(files.process("a.md", change)).rejects.toMatchObject({ message: expect.stringContaining("a fault of ours") as string });
      expect(await files.read("a.md")).toBe("old");
    });
  });

  describe(`The files of the ${name} host: creating, moving, removing`, () => {
    it("creates a file only where there is none, and only once of many at once", async () => {
      const { files } = open();
      await files.create("locks/a", "first");
      expect(await failure(files.create("locks/a", "second"))).toEqual({ code: "exists", path: "locks/a" });
      expect(await files.read("locks/a")).toBe("first");
      const made = await Promise.allSettled(Array.from({ length: 10 }, (_, index) => files.create("locks/b", String(index))));
      expect(made.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      expect(await pathsBelow(files, "")).toEqual(["locks/a", "locks/b"]);
    });

    it("moves a file, its folders made", async () => {
      const { files } = open();
      await files.write("a.md", "\uFEFFtext\r\n");
      await files.rename("a.md", "deep/er/b.md");
      expect(await pathsBelow(files, "")).toEqual(["deep/er/b.md"]);
      expect(await files.read("deep/er/b.md")).toBe("\uFEFFtext\r\n");
    });

    it("moves no file onto another, and none that is not there", async () => {
      const { files } = open();
      await files.write("a.md", "a");
      await files.write("b.md", "b");
      expect(await failure(files.rename("a.md", "b.md"))).toEqual({ code: "exists", path: "b.md" });
      expect(await failure(files.rename("none.md", "c.md"))).toEqual({ code: "not-found", path: "none.md" });
      expect(await failure(files.rename("none.md", "b.md"))).toEqual({ code: "not-found", path: "none.md" });
      expect(await pathsBelow(files, "")).toEqual(["a.md", "b.md"]);
      expect(await files.read("b.md")).toBe("b");
    });

    it("changes the case of a name, but never at the cost of another file", async () => {
      const { files } = open();
      await files.write("note.md", "lower");
      await files.rename("note.md", "Note.md");
      expect(await pathsBelow(files, "")).toEqual(["Note.md"]);
      await files.rename("Note.md", "Note.md");
      expect(await files.read("Note.md")).toBe("lower");
      const isCaseSensitive = (await files.stat("note.md")) === null;
      if (!isCaseSensitive) return;
      await files.write("note.md", "another");
      expect((await failure(files.rename("Note.md", "note.md"))).code).toBe("exists");
      expect(await files.read("note.md")).toBe("another");
    });

    it("puts files where they can be got back, two of one name too", async () => {
      const { files, trashed } = open();
      for (const text of ["one", "two", "three"]) {
        const path = text === "three" ? "a/note.md" : `${text}/note.md`;
        await files.write(path, text);
        await files.trash(path);
        expect(await files.stat(path)).toBeNull();
      }
      await files.write("one/note.md", "four");
      await files.trash("one/note.md");
      expect(trashed().sort()).toEqual(["four", "one", "three", "two"]);
      expect(await pathsBelow(files, "")).toEqual([]);
      expect(await failure(files.trash("none.md"))).toEqual({ code: "not-found", path: "none.md" });
    });

    it("removes a file of the cache or a folder of it with all that is in it, and nothing beside it", async () => {
      const { files, trashed } = open();
      for (const path of [".compendium/c/a", ".compendium/c/deep/b", ".compendium/cc", ".compendium/d"]) await files.write(path, "x");
      await files.remove(".compendium/c");
      await files.remove(".compendium/d");
      await files.remove(".compendium/never");
      expect(await pathsBelow(files, ".compendium")).toEqual([".compendium/cc"]);
      expect(trashed()).toEqual([]);
    });
  });

  describe(`The files of the ${name} host: the vault's bounds`, () => {
    const calls = (files: Files, path: string): [string, () => Promise<unknown>][] => [
      ["stat", () => files.stat(path)],
      ["read", () => files.read(path)],
      ["write", () => files.write(path, "x")],
      ["process", () => files.process(path, () => "x")],
      ["create", () => files.create(path, "x")],
      ["rename from", () => files.rename(path, "new.md")],
      ["rename to", () => files.rename("here.md", path)],
      ["trash", () => files.trash(path)],
      ["remove", () => files.remove(path)],
    ];

    it.each(OUTSIDE)("keep every function from %j", async (path) => {
      const { files } = open();
      await files.write("here.md", "x");
      for (const [what, call] of [...calls(files, path), ["list", () => files.list(path)] as [string, () => Promise<unknown>]]) {
        expect({ what, ...(await failure(call())) }).toEqual({ what, code: "outside-vault", path });
      }
      expect(await pathsBelow(files, "")).toEqual(["here.md"]);
    });

    it.each(NO_FILE)("are no file: %j", async (path) => {
      const { files } = open();
      await files.write("here.md", "x");
      for (const [what, call] of calls(files, path)) expect({ what, ...(await failure(call())) }).toEqual({ what, code: "outside-vault", path });
      expect(await pathsBelow(files, "")).toEqual(["here.md"]);
    });

    it("let a path take a detour inside", async () => {
      const { files } = open();
      await files.write("a/./b/../c.md", "x");
      expect(await files.read("a//c.md")).toBe("x");
      expect(await pathsBelow(files, "")).toEqual(["a/c.md"]);
    });
  });
}
