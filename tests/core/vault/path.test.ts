import fc from "fast-check";
import { baseName, folderOf, normalisePath, numberedPath, pathKey, safeFileName } from "../../../src/core/vault/path";

const bytes = (text: string): number => Buffer.byteLength(text, "utf8");

describe("normalisePath", () => {
  test.each([
    ["raw/A.md", "raw/A.md"],
    ["raw\\A.md", "raw/A.md"],
    ["./raw//x/../A.md", "raw/A.md"],
    ["", ""],
    ["raw/", "raw"],
    ["Cafe\u0301.md", "Cafe\u0301.md"],
  ])("reads %j as %j", (path, expected) => expect(normalisePath(path)).toBe(expected));

  test.each(["/etc/passwd", "..", "a/../../b", "C:\\x", "C:x", "a/.. /b", "a/.../b", "a\0b", "\\\\server\\x"])("refuses %j", (path) =>
    expect(normalisePath(path)).toBeNull(),
  );

  test("never leaves the vault, and reads its own result as it is", () => {
    const segment = fc.constantFrom("a", "b", "..", ".", "", "c d", "...", ".. ");
    fc.assert(
      fc.property(fc.array(segment), fc.constantFrom("/", "\\"), (segments, slash) => {
        const path = normalisePath(segments.join(slash));
        if (path === null) return;
        expect(path.split("/")).not.toContain("..");
        expect(normalisePath(path)).toBe(path);
      }),
    );
  });
});

test("a path's parts", () => {
  expect([baseName("a/b/C d.md"), baseName("x.png"), baseName("N.MD"), folderOf("a/b/C.md"), folderOf("C.md")]).toEqual(["C d", "x.png", "N", "a/b", ""]);
});

test("paths that some file system takes for one share a key", () => {
  expect(pathKey("wiki/Cafe\u0301.md")).toBe(pathKey("Wiki/CAFÉ.md"));
  expect(pathKey("raw/no\u00a0break.md")).toBe(pathKey("raw/no break.md"));
  expect(pathKey("Straße")).toBe(pathKey("STRASSE"));
  expect(pathKey("a")).not.toBe(pathKey("b"));
});

describe("safeFileName", () => {
  test.each([
    ["A/B", "A-B"],
    ["QEMU: a machine emulator", "QEMU - a machine emulator"],
    ["At 10:30", "At 10-30"],
    ["Post | Some Site", "Post - Some Site"],
    ['Say "hi"?', "Say 'hi'"],
    ["[Draft] Title", "(Draft) Title"],
    ["Issue #12", "Issue 12"],
    ["C#", "C sharp"],
    [".hidden", "hidden"],
    ["  two\t\nlines  ", "two lines"],
    ["ends...", "ends"],
    ["CON", "CON_"],
    ["con.txt", "con_.txt"],
    ["Console", "Console"],
    ["???", "Untitled"],
    ["", "Untitled"],
    ["Cafe\u0301", "Café"],
    ["\u202Eevil\u200B", "evil"],
    ["\ud83d broken", "broken"],
    ["Title:", "Title"],
    ["100 %<%", "100 %"],
    ["…", "…"],
  ])("%j becomes %j", (title, name) => expect(safeFileName(title)).toBe(name));

  test("cuts by bytes and leaves emoji whole", () => {
    expect(safeFileName("👩‍👩‍👧👩‍👩‍👧", 20)).toBe("👩‍👩‍👧");
    expect(safeFileName("🇩🇪🇫🇷", 15)).toBe("🇩🇪");
    expect(safeFileName("日本語".repeat(100))).toHaveLength(60);
  });

  test("is safe everywhere, within its bytes, and stays when named again", () => {
    const tricky = fc.string({ unit: fc.constantFrom(..."ab:/\\|*?\"<>#^[]. -%`CON1é日\u0301\u200d👩🏽\u0000\u037e", "\ud800") });
    fc.assert(
      fc.property(fc.oneof(tricky, fc.string({ unit: "binary" })), fc.integer({ min: 16, max: 200 }), (title, limit) => {
        const name = safeFileName(title, limit);
        expect(name).not.toBe("");
        expect(name).not.toMatch(/[\\/:*?"<>|#^[\]`\p{Cc}\p{Cs}]|%%|^[. ]|[. ]$/u);
        expect(bytes(name)).toBeLessThanOrEqual(limit);
        expect(safeFileName(name, limit)).toBe(name);
      }),
      { numRuns: 1000 },
    );
  });
});

test("a taken name is numbered", () => {
  const taken = new Set(["wiki/qemu.md", "wiki/qemu 2.md"]);
  expect(numberedPath("wiki/QEMU", "md", (key) => taken.has(key))).toBe("wiki/QEMU 3.md");
  expect(numberedPath("wiki/Bochs", "md", (key) => taken.has(key))).toBe("wiki/Bochs.md");
});
