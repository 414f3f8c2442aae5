import { createOtherNames } from "../../../src/core/search/other-names";
import type { IndexedNote } from "../../../src/core/search/store/segment";
import { openSearch } from "../../../src/core/api";
import { DEFAULT_SETTINGS } from "../../../src/core/settings";
import { memoryHost } from "../../support/memory-host";

const page = (title: string, aliases: string[], isWiki = true): IndexedNote => ({ path: `wiki/${title}.md`, size: 1, modified: 1, isWiki, title, aliases, tags: [], type: "", summary: "", properties: {}, language: "en" });

describe("Other names of a concept", () => {
  const names = createOtherNames();
  names.put(page("Large language model", ["LLM", "Language models"]));
  names.put(page("Quick Emulator", ["QEMU"]));

  test.each([
    ["an alias gives the title and the other aliases", ["llms"], [["Large", "language", "model"], ["Language", "models"]]],
    ["the title gives the aliases", ["large", "language", "models"], [["LLM"], ["Language", "models"]]],
    ["a name within a query counts", ["compile", "qemu", "faster"], [["Quick", "Emulator"]]],
    ["a part of a name is no name", ["quick"], []],
    ["nothing gives nothing", [], []],
  ])("%s", (_, words, expected) => expect(names.of(words).map((name) => name.map(({ written }) => written))).toEqual(expected));

  test("end with their page, and change with it", () => {
    names.put(page("Quick Emulator", ["Qemu project"]));
    expect(names.of(["qemu"])).toEqual([]);
    names.remove("wiki/Quick Emulator.md");
    expect(names.of(["qemu", "project"])).toEqual([]);
  });

  test("are those of the wiki's pages only", () => {
    names.put(page("A source", ["Clip"], false));
    expect(names.of(["clip"])).toEqual([]);
  });

  test("are known of an index that was kept", async () => {
    const host = memoryHost({ "wiki/concepts/QEMU.md": "---\ntype: concept\naliases: [Quick Emulator]\n---\nIt emulates.\n", "raw/a.md": "The quick emulator runs.\n" });
    const first = await openSearch({ host, settings: DEFAULT_SETTINGS });
    await first.save();
    const second = await openSearch({ host, settings: DEFAULT_SETTINGS });
    expect((await second.search("qemu")).hits.map(({ path }) => path)).toEqual(["wiki/concepts/QEMU.md", "raw/a.md"]);
  });
});
