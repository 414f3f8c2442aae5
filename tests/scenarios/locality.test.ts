import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { audit } from "../support/audit";
import { buildCommandLine, runCompile } from "../support/command-line";
import { describeWithData, hasPack, ranOf, readTree, removeTemporaryFolders, temporaryFolder, unpack, withoutLog } from "../support/vaults";

afterAll(removeTemporaryFolders);

describeWithData(hasPack("clippings-18f"), "clippings-18f")("Over 508 articles", () => {
  const vault = temporaryFolder();
  let cli = "";
  const source = join(vault, "raw", "Implementing rules without a rules engine.md");
  let before: Record<string, string> = {};

  beforeAll(async () => {
    mkdirSync(join(vault, "raw"));
    cpSync(join(unpack("clippings-18f"), "clippings-18f", "raw"), join(vault, "raw"), { recursive: true });
    cli = await buildCommandLine(temporaryFolder());
    const result = runCompile(cli, vault);
    expect(result.sources).toMatchObject({ total: 508, new: 508, failed: 0 });
    before = withoutLog(readTree(vault));
  }, 240_000);

  it("the wiki is sound: every citation true, every sentence cited, no link broken, everything listed", () => {
    const report = audit(readTree(vault), Object.keys(before).filter((path) => path.startsWith("raw/")));
    console.info(`${report.citations} citations, ${report.sentences} lines of prose, ${report.links} links`);
    expect(report).toMatchObject({ malformed: [], untrue: [], dangling: [], uncited: [], brokenLinks: [], ambiguousLinks: [], unlisted: [] });
  }, 120_000);

  it("nothing changed: 0 opened, 0 passes run, 0 written", () => {
    const result = runCompile(cli, vault);
    expect(result).toMatchObject({ sources: { opened: 0, unchanged: 508 }, written: [], run: null });
    expect(Object.values(ranOf(result)).every((ran) => ran === 0)).toBe(true);
  });

  it("one paragraph edited: one section digested, only pages whose claims changed written; taken back: the same bytes", () => {
    const text = readFileSync(source, "utf8");
    const paragraph = "The DATA Act team evaluated a number of rules engines and technologies to implement these validations, and settled on expressing each rule in SQL.";
    expect(text).toContain(paragraph);
    writeFileSync(source, text.replace(paragraph, "The DATA Act team evaluated nine rules engines in 2017, and settled on expressing each of its 400 rules in SQL."));
    const edited = runCompile(cli, vault);
    expect(edited.sources).toMatchObject({ opened: 1, changed: 1, unchanged: 507 });
    expect(ranOf(edited)).toMatchObject({ read: 1, digest: 1 });
    const after = withoutLog(readTree(vault));
    const changed = Object.keys(after).filter((path) => after[path] !== before[path] && path.startsWith("wiki/"));
    console.info(`written: ${changed.join(", ")}`);
    const claimsOf = (page: string | undefined): string => (page ?? "").split("\n").filter((line) => line.startsWith("[^")).sort().join("\n");
    for (const path of changed.filter((page) => page.startsWith("wiki/concepts/") || page.startsWith("wiki/sources/"))) expect({ path, same: claimsOf(after[path]) === claimsOf(before[path]) }).toEqual({ path, same: false });
    expect(edited.written.filter((path) => path !== "wiki/log.md").sort()).toEqual(changed.sort());

    writeFileSync(source, text);
    const reverted = runCompile(cli, vault);
    expect(ranOf(reverted)).toMatchObject({ digest: 0 });
    expect(withoutLog(readTree(vault))).toEqual(before);
  }, 120_000);

  it("another device with only the wiki and the sources: 0 sections digested, 0 pages written", () => {
    const other = temporaryFolder();
    for (const folder of ["raw", "wiki"]) cpSync(join(vault, folder), join(other, folder), { recursive: true });
    const result = runCompile(cli, other);
    expect(ranOf(result)).toMatchObject({ digest: 0, write: 0 });
    expect(result.written).toEqual([]);
    expect(withoutLog(readTree(other))).toEqual(before);
  }, 240_000);
});
