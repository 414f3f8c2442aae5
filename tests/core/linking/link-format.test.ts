import fc from "fast-check";
import { formatLink, lineOf, type LinkFormat } from "../../../src/core/linking";
import { createPathIndex, findLinks, resolveLink } from "../../../src/core/vault/links";

const PATHS = ["wiki/concepts/QEMU.md", "notes/QEMU.md", "wiki/concepts/Fabrice Bellard.md", "wiki/concepts/C#.md", "Top.md", "notes/deep/Note.md", "notes/deep/er/Other.md", "notes/photo.png.md"];
const index = createPathIndex(PATHS);
const FORMATS: LinkFormat[] = (["shortest", "relative", "absolute"] as const).flatMap((format) => [{ format, markdown: false }, { format, markdown: true }]);

describe("A link in the app's format", () => {
  it("means the page it is for and shows the words it stands on, from wherever and in whatever format", () => {
    fc.assert(
      fc.property(fc.constantFrom(...PATHS), fc.constantFrom(...PATHS), fc.constantFrom(...FORMATS), fc.constantFrom("QEMU", "the emulator", "a *star*", "C sharp", "x_y"), (path, from, format, text) => {
        const written = formatLink(path, text, from, index, format);
        const links = findLinks(`Before ${written} after`);
        expect(links).toHaveLength(1);
        expect({ written, path: resolveLink(links[0]!.target, from, index) }).toEqual({ written, path });
        expect((links[0]!.display ?? links[0]!.target).replaceAll("\\", "")).toBe(text);
      }),
    );
  });

  it.each<[string, string, string, LinkFormat, string]>([
    ["wiki/concepts/Fabrice Bellard.md", "Bellard", "Top.md", { format: "shortest", markdown: false }, "[[Fabrice Bellard|Bellard]]"],
    ["wiki/concepts/QEMU.md", "QEMU", "Top.md", { format: "shortest", markdown: false }, "[[wiki/concepts/QEMU|QEMU]]"],
    ["notes/deep/er/Other.md", "Other", "notes/deep/Note.md", { format: "relative", markdown: false }, "[[er/Other|Other]]"],
    ["notes/deep/Note.md", "Note", "notes/deep/er/Other.md", { format: "relative", markdown: false }, "[[../Note|Note]]"],
    ["notes/deep/Note.md", "Note", "notes/QEMU.md", { format: "relative", markdown: true }, "[Note](deep/Note.md)"],
    ["wiki/concepts/C#.md", "C#", "Top.md", { format: "shortest", markdown: false }, "[C#](C%23.md)"],
  ])("to %s that shows %s in %s with %j is %s", (path, text, from, format, written) => {
    expect(formatLink(path, text, from, index, format)).toBe(written);
  });
});

describe("The line of a mention", () => {
  it("is whole where it is short, and cut around the mention where it is long", () => {
    expect(lineOf("One\r\nA crane here\r\nTwo", 7, 12)).toEqual({ line: "A crane here", lineStart: 2, lineEnd: 7 });
    const long = `${"before ".repeat(100)}crane${" behind".repeat(100)}`;
    const { line, lineStart, lineEnd } = lineOf(long, 700, 705);
    expect(line.length).toBeLessThanOrEqual(162);
    expect(line.slice(lineStart, lineEnd)).toBe("crane");
    expect(line).toMatch(/^….*…$/);
  });

  it("holds the mention where it says, in any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 400 }), fc.string({ maxLength: 300 }), (before, behind) => {
        const text = `${before}crane${behind}`;
        const { line, lineStart, lineEnd } = lineOf(text, before.length, before.length + 5);
        expect(line.slice(lineStart, lineEnd)).toBe("crane");
        expect(line).not.toContain("\n");
        expect(line.length).toBeLessThanOrEqual(162);
      }),
    );
  });
});
