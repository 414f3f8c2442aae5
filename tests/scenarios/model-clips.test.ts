/** The clips on disk, compiled over real connections, and what it costs to compile them again: nothing, or what changed. */
import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { answer, modelServers, schemaNameOf, type Json, type ModelServer } from "../support/model-server";
import { askedOf, compileWithModel, everyFile, faultsIn, modelHost, modelSettings, writeVault } from "../support/model-vault";
import { materialOf } from "../support/good-model";
import { namingAnswer } from "../support/naming-model";
import { describeWithData, hasClips, readClips, removeTemporaryFolders, temporaryFolder } from "../support/vaults";

afterAll(removeTemporaryFolders);

const start = modelServers();

/** Inode and time of change tell a file that was written, be it with the same words. */
const written = (vault: string): Record<string, string> =>
  Object.fromEntries(
    Object.keys(everyFile(vault))
      .filter((path) => !path.startsWith(".compendium/devices/"))
      .map((path) => {
        const { ino, mtimeMs } = statSync(join(vault, path));
        return [path, `${ino} ${mtimeMs}`];
      }),
  );

const asked = (server: ModelServer): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const request of server.completions()) counts[schemaNameOf(request) ?? ""] = (counts[schemaNameOf(request) ?? ""] ?? 0) + 1;
  return counts;
};

describeWithData(hasClips, "clips")("The clips, compiled by a model", () => {
  it("cost nothing more until they change, and then one digest and the articles whose claims changed", async () => {
    const server = await start({ kindOf: false, reply: (request) => answer(namingAnswer(askedOf(request)) as Json) });
    const vault = temporaryFolder();
    writeVault(vault, readClips());
    const compile = () => compileWithModel(modelHost(vault), modelSettings(server.url));
    const { failures, model } = await compile();
    expect({ failures, faults: faultsIn(vault), violations: server.violations }).toEqual({ failures: [], faults: {}, violations: [] });
    expect(model.calls).toBe(server.completions().length);
    const { digest = 0, article = 0 } = asked(server);
    expect(digest).toBeGreaterThanOrEqual(15);
    expect(article).toBeGreaterThan(10);

    server.forget();
    const before = written(vault);
    await compile();
    expect({ asked: asked(server), written: written(vault) }).toEqual({ asked: {}, written: before });

    rmSync(join(vault, ".compendium"), { recursive: true });
    const pages = Object.fromEntries(Object.entries(before).filter(([path]) => path.startsWith("wiki/")));
    await compile();
    const after = Object.fromEntries(Object.entries(written(vault)).filter(([path]) => path.startsWith("wiki/")));
    expect({ asked: asked(server), pages: after }).toEqual({ asked: {}, pages });

    const conventions = join(vault, "wiki", "AGENTS.md");
    writeFileSync(conventions, `${readFileSync(conventions, "utf8")}\n- Write in short sentences.\n`);
    await compile();
    expect(asked(server)).toEqual({});

    const clip = Object.keys(readClips()).find((path) => path.includes("Nested Learning")) ?? "";
    const text = readFileSync(join(vault, clip), "utf8");
    writeFileSync(join(vault, clip), text.replace(/\n\n(\p{Lu}[^\n]{80,})\n/u, "\n\n$1 Google Research showed Nested Learning in Lyon in 2021.\n"));
    expect(readFileSync(join(vault, clip), "utf8")).not.toBe(text);
    await compile();
    const { digest: digests = 0, article: articles = 0, ...others } = asked(server);
    const concepts = server.completions((request) => schemaNameOf(request) === "article").map((request) => String(materialOf(askedOf(request))[0]?.["concept"]));
    process.stderr.write(`clips: ${digest} digests and ${article} articles; after one paragraph ${digests} and ${articles} (${concepts.join(", ")})\n`);
    expect({ digests, others }).toEqual({ digests: 1, others: {} });
    expect(new Set(concepts).size).toBe(articles);
    expect(articles).toBeLessThan(article / 2);
    await server.settled();
    expect({ paidTwice: server.paidTwice(), faults: faultsIn(vault), violations: server.violations }).toEqual({ paidTwice: [], faults: {}, violations: [] });
  });
});
