/** Names that the disk spells otherwise than the app: one source, one id, links that the app follows. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { diskHost } from "../../src/node/host";
import { audit } from "../support/audit";
import { memoryHost } from "../support/memory-host";
import { compileAll, readTree, removeTemporaryFolders, temporaryFolder } from "../support/vaults";

afterAll(removeTemporaryFolders);

const NOTES = {
  "raw/Cafe\u0301.md": "The Café Noisette was founded in 1923 by Émile Dupont in Lyon.\n\nÉmile Dupont died in 1961.\n",
  "raw/No\u00a0break.md": "The Café Noisette was closed in 1999 by Émile Dupont in Paris.\n",
};

(process.platform === "linux" ? describe : describe.skip)("A wiki whose links spell names as the disk does", () => {
  it.each([true, false])("is brought to the app's names, and every page keeps its file (memory kept: %s)", async (isMemoryKept) => {
    // The memory host spells names as they are given, as the disk host once did.
    const before = memoryHost(NOTES);
    await compileAll(before);
    const vault = temporaryFolder();
    for (const [path, { text }] of before.contents) {
      if (!isMemoryKept && path.startsWith(".compendium")) continue;
      mkdirSync(dirname(join(vault, path)), { recursive: true });
      writeFileSync(join(vault, path), text);
    }
    const host = diskHost(vault);
    expect(await compileAll(host)).toMatchObject({ sources: { new: 0, changed: 2, removed: 0 }, pages: { created: 0, retired: 0 } });
    expect(Object.keys(readTree(vault)).sort()).toEqual(Object.keys(before.tree()).sort());
    expect((await compileAll(host)).run).toBeNull();
    const files: Record<string, string> = {};
    for (const { path } of await host.files.list("")) files[path] = await host.files.read(path);
    expect(audit(files, ["raw/Café.md", "raw/No break.md"])).toMatchObject({ untrue: [], brokenLinks: [], malformed: [], unlisted: [] });
    expect(files["wiki/sources.md"]).toContain("[[raw/No break|");
  });
});
