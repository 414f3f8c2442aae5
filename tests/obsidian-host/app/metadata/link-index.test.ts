/** Which file a link means: the order of the rules was observed in the app. */
import { createLinkIndex, type NamedFile } from "./link-index";

const fileAt = (path: string): NamedFile => ({ path, name: path.slice(path.lastIndexOf("/") + 1) });

const lead =
  (...paths: string[]) =>
  (link: string, source: string): string | undefined => {
    const index = createLinkIndex();
    for (const path of paths) index.add(fileAt(path));
    return index.resolve(link, source)?.path;
  };

describe("A link", () => {
  it("means the exact path first, even over a file beside the note", () => {
    const find = lead("Note.md", "zzzz/Note.md", "a/b/Note.md", "b/Note.md");
    expect(find("Note", "a/b/x.md")).toBe("Note.md");
    expect(find("b/Note", "a/b/x.md")).toBe("b/Note.md");
  });

  it("means the file in the note's own folder next, whose parents count for nothing", () => {
    const find = lead("zzzz/Note.md", "a/b/Note.md", "b/Note.md");
    expect(find("Note", "zzzz/x.md")).toBe("zzzz/Note.md");
    expect(find("Note", "zzzz/deep/x.md")).toBe("b/Note.md");
  });

  it("means the shortest path last, by its characters and not its folders", () => {
    expect(lead("zzzz/Note.md", "a/b/Note.md")("Note", "x.md")).toBe("a/b/Note.md");
    expect(lead("bb/Note.md", "aa/Note.md")("Note", "x.md")).toBe("aa/Note.md");
  });

  it("means a file whose path ends with it", () => {
    expect(lead("a/b/Note.md", "c/Note.md")("b/Note", "x.md")).toBe("a/b/Note.md");
    expect(lead("ab/Note.md")("b/Note", "x.md")).toBeUndefined();
  });

  it("may be relative, and then means that path only", () => {
    const find = lead("a/Note.md", "a/b/Other.md", "Top.md");
    expect(find("../Note", "a/b/Other.md")).toBe("a/Note.md");
    expect(find("./b/Other.md", "a/Note.md")).toBe("a/b/Other.md");
    expect(find("../../Top", "a/b/Other.md")).toBe("Top.md");
    expect(find("../../../Top", "a/b/Other.md")).toBeUndefined();
    expect(find("./Top", "a/Note.md")).toBeUndefined();
  });

  it("may begin at the vault's top", () => {
    expect(lead("a/Note.md")("/a/Note", "x.md")).toBe("a/Note.md");
    expect(lead("a/Note.md")("/Note", "x.md")).toBeUndefined();
  });

  it("needs the ending of what is no note", () => {
    const find = lead("pic.png", "Note.md", "pic.png.md");
    expect(find("pic.png", "x.md")).toBe("pic.png");
    expect(find("pic", "x.md")).toBeUndefined();
    expect(find("Note.md", "x.md")).toBe("Note.md");
    expect(find("Note.MD", "x.md")).toBe("Note.md");
    expect(find("pic.png.md", "x.md")).toBe("pic.png.md");
  });

  it("is compared without case and composition of letters", () => {
    const find = lead("Folder/Cafe\u0301.md", "Log.md", "log.md");
    expect(find("folder/CAF\u00c9", "x.md")).toBe("Folder/Cafe\u0301.md");
    expect(find("log", "x.md")).toBe("log.md");
    expect(find("LOG", "x.md")).toBe("Log.md");
  });

  it("means no file by a part of its name", () => {
    expect(lead("Notebook.md")("Note", "x.md")).toBeUndefined();
    expect(lead("Note.md")("", "x.md")).toBeUndefined();
  });

  it("means no file that is gone", () => {
    const index = createLinkIndex();
    const [one, other] = [fileAt("a/Note.md"), fileAt("b/Note.md")];
    index.add(one);
    index.add(other);
    index.remove(one, "a/Note.md");
    expect([index.has(one), index.resolve("Note", "a/x.md")]).toEqual([false, other]);
  });
});
