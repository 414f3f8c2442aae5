/** The model engine over whole vaults: what it asks, what it never asks twice, and that no reply makes a page untrue. */
import { undo, type CompileResult } from "../../src/core/api";
import type { ModelRequest } from "../../src/core/ports";
import { DEFAULT_SETTINGS, type Settings } from "../../src/core/settings";
import { audit } from "../support/audit";
import { countedModel, goodAnswer, materialOf, type CountedModel } from "../support/good-model";
import { memoryHost, type MemoryHost } from "../support/memory-host";
import { sampleSources } from "../support/sample-sources";
import { compileAll, describeWithData, hasClips, readClips, withoutLog } from "../support/vaults";

const SETTINGS: Partial<Settings> = { engine: "llm", model: { ...DEFAULT_SETTINGS.model, strongModel: "strong", fastModel: "fast" } };
const SOURCE = "raw/Harbour cranes.md";

interface ModelVault {
  host: MemoryHost;
  model: CountedModel;
  compile: (options?: Parameters<typeof compileAll>[1]) => Promise<CompileResult>;
}

function vaultWith(sources: Record<string, string>, model = countedModel()): ModelVault {
  const host = memoryHost(sources);
  host.askModel = model.askModel;
  return { host, model, compile: (options = {}) => compileAll(host, options, SETTINGS) };
}

function faultsOf({ host }: ModelVault) {
  const tree = host.tree();
  const { malformed, untrue, dangling, uncited, brokenLinks, ambiguousLinks, unlisted } = audit(tree, Object.keys(tree).filter((path) => path.startsWith("raw/") && path.endsWith(".md")));
  return { malformed, untrue, dangling, uncited, brokenLinks, ambiguousLinks, unlisted };
}
const NO_FAULTS = { malformed: [], untrue: [], dangling: [], uncited: [], brokenLinks: [], ambiguousLinks: [], unlisted: [] };

const pagesWritten = (host: MemoryHost): string[] => host.written.filter((path) => path.startsWith("wiki/"));

describe("A wiki by a model", () => {
  it("has every sentence cited and every quote in its source, and tells what was asked", async () => {
    const vault = vaultWith(sampleSources());
    const { model, failures } = await vault.compile();
    expect(failures).toEqual([]);
    expect(faultsOf(vault)).toEqual(NO_FAULTS);
    const { digest = 0, article = 0 } = vault.model.counts();
    expect(digest).toBeGreaterThan(3);
    expect(article).toBeGreaterThan(1);
    expect(model).toMatchObject({ calls: vault.model.requests.length, cached: 0, estimated: false });
    expect(model.inputTokens).toBeGreaterThan(100);
  });

  it("of an unchanged vault costs no call and no write, and none without the cache", async () => {
    const vault = vaultWith(sampleSources());
    await vault.compile();
    vault.model.forget();
    vault.host.written.length = 0;
    await vault.compile();
    expect({ asked: vault.model.requests, written: vault.host.written.filter((path) => !path.endsWith("lock.json")) }).toEqual({ asked: [], written: [] });
    for (const path of [...vault.host.contents.keys()]) if (path.startsWith(".compendium/")) vault.host.drop(path);
    await vault.compile();
    expect({ asked: vault.model.requests.map(({ task }) => task), written: pagesWritten(vault.host) }).toEqual({ asked: [], written: [] });
  });

  it("after one paragraph changed costs one digest, and an article for each concept whose claims changed; taken back, nothing", async () => {
    const vault = vaultWith(sampleSources());
    await vault.compile();
    const before = withoutLog(vault.host.tree());
    const text = vault.host.text(SOURCE);
    vault.model.forget();
    vault.host.put(SOURCE, text.replace("In 1975 the Kestrel Crane was moved to Malmö.", "In 1976 the Kestrel Crane was moved to Malmö by barge."));
    await vault.compile();
    const { digest = 0, article = 0, repair = 0 } = vault.model.counts();
    expect({ digest, repair }).toEqual({ digest: 1, repair: 0 });
    const asked = vault.model.requests.filter(({ task }) => task === "article").map((request) => materialOf(request)[0]?.["concept"]);
    expect(asked).toContain("Kestrel Crane");
    expect(new Set(asked).size).toBe(article);
    for (const concept of asked) expect(vault.host.text(`wiki/concepts/${String(concept)}.md`)).toContain("by barge");
    vault.model.forget();
    vault.host.put(SOURCE, text);
    await vault.compile();
    expect(vault.model.requests).toEqual([]);
    expect(withoutLog(vault.host.tree())).toEqual(before);
  });

  it("is not written anew when its conventions change, until that is asked for", async () => {
    const vault = vaultWith(sampleSources());
    await vault.compile();
    vault.model.forget();
    vault.host.put("wiki/AGENTS.md", `${vault.host.text("wiki/AGENTS.md")}\n- Write in short sentences.\n`);
    const again = await vault.compile();
    expect(vault.model.requests).toEqual([]);
    const marked = await vault.compile({ force: true });
    expect({ asked: vault.model.requests, older: marked.pages.olderRecipe > 0, again: again.pages.created }).toEqual({ asked: [], older: true, again: 0 });
    await vault.compile({ redoOlderRecipe: true });
    expect(vault.model.requests.length).toBeGreaterThan(3);
    expect(vault.model.requests[0]?.messages[0]?.content).toContain("Write in short sentences.");
  });

  it("is estimated before anything is sent", async () => {
    const vault = vaultWith(sampleSources());
    const { model } = await vault.compile({ dryRun: true });
    expect(vault.model.requests).toEqual([]);
    expect(model).toMatchObject({ estimated: true });
    expect(vault.host.written.filter((path) => !path.endsWith("lock.json"))).toEqual([]);
    const actual = (await vault.compile()).model;
    expect(model.calls).toBeGreaterThanOrEqual(actual.calls * 0.75);
    expect(Math.abs(model.inputTokens / actual.inputTokens - 1)).toBeLessThan(0.4);
  });

  it("is taken back by undo like any other", async () => {
    const vault = vaultWith(sampleSources());
    await vault.compile();
    await undo({ host: vault.host, settings: { ...DEFAULT_SETTINGS, ...SETTINGS } }, null, () => undefined);
    expect(Object.keys(vault.host.tree("wiki"))).toEqual(["wiki/log.md"]);
  });
});

describe("A call that was paid", () => {
  const keyOf = ({ messages }: ModelRequest): string => JSON.stringify(messages);

  it("is never paid again, wherever the run broke off", async () => {
    for (let moment = 1; moment < 60; moment += 4) {
      const vault = vaultWith(sampleSources());
      let writes = 0;
      vault.host.beforeWrite = () => {
        writes += 1;
        if (writes >= moment * 2) throw new Error("killed");
      };
      await vault.compile().catch(() => undefined);
      const paid = new Set([...vault.host.contents.keys()].filter((path) => path.startsWith(".compendium/replies/")));
      vault.host.beforeWrite = () => undefined;
      const first = vault.model.requests.map(keyOf);
      vault.model.forget();
      await vault.compile();
      const again = vault.model.requests.map(keyOf).filter((key) => first.includes(key));
      // What was answered in the moment of the kill is lost with it; what was written down is not asked for again.
      expect(again.length).toBeLessThanOrEqual(first.length - paid.size);
      expect(faultsOf(vault)).toEqual(NO_FAULTS);
    }
  });
});

describe("Replies that are not what they should be", () => {
  const planted = (change: (reply: unknown, request: ModelRequest) => unknown): CountedModel => countedModel((request) => change(goodAnswer(request), request));

  it.each<[string, (reply: unknown, request: ModelRequest) => unknown]>([
    ["prose", () => "I cannot help with that."],
    ["empty", () => ""],
    ["an empty object", () => ({})],
    ["well-formed nonsense", (reply) => JSON.parse(JSON.stringify(reply), (_key, value: unknown) => (typeof value === "string" ? "Colourless green ideas sleep furiously." : typeof value === "number" ? 1 : value)) as unknown],
    ["cut in the middle", (reply) => JSON.stringify(reply).slice(0, 120)],
    ["fenced in Markdown", (reply) => `\`\`\`json\n${JSON.stringify(reply)}\n\`\`\``],
    ["Markdown and links of its own", (reply) => JSON.parse(JSON.stringify(reply), (key, value: unknown) => (key === "text" && typeof value === "string" ? `**${value}** [[Secret]] ![x](https://evil.example/x.png) <script>alert(1)</script>` : value)) as unknown],
  ])("leave a true wiki with content where they are %s", async (_, change) => {
    const vault = vaultWith(sampleSources(), planted(change));
    const { failures } = await vault.compile();
    expect(failures).toEqual([]);
    expect(faultsOf(vault)).toEqual(NO_FAULTS);
    const tree = vault.host.tree("wiki");
    expect(Object.keys(tree).filter((path) => path.startsWith("wiki/sources/")).length).toBe(Object.keys(sampleSources()).length);
    for (const text of Object.values(tree)) expect(text).not.toMatch(/<script|evil\.example|\[\[Secret/);
  });
});

describe("Untrue statements planted in good replies", () => {
  const FACTS: Record<string, string> = {
    "raw/Harbour.md": "# Harbour\n\nThe Kestrel Crane lifts 62 tonnes and was never moved by rail. Maria Lindqvist sold the Kestrel Crane to Anna Berg in 1975. It was restored on 3 May 1998 for 4,000 crowns. The Osprey Works increased its output after the war.\n",
    "raw/Quay.md": "# Quay\n\nThe Kestrel Crane stands at the northern quay of Malmö since 2004. Anna Berg painted the Kestrel Crane green.\n",
  };

  it.each([
    ["a swapped number", "62 tonnes", "64 tonnes"],
    ["another unit", "62 tonnes", "62 kilograms"],
    ["a wrong date", "3 May 1998", "5 May 1998"],
    ["a wrong year", "in 1975", "in 1957"],
    ["a dropped negation", "was never moved", "was moved"],
    ["an added negation", "stands at the northern quay", "does not stand at the northern quay"],
    ["swapped names", "Maria Lindqvist sold the Kestrel Crane to Anna Berg", "Anna Berg sold the Kestrel Crane to Maria Lindqvist"],
    ["a name nobody has", "Anna Berg painted", "Karin Holm painted"],
    ["another direction", "increased its output after", "decreased its output after"],
    ["another amount", "4,000 crowns", "40,000 crowns"],
  ])("never reach the wiki: %s", async (_, said, planted) => {
    const change = (words: string): string => words.replace(said, planted);
    const model = countedModel((request) => JSON.parse(JSON.stringify(goodAnswer(request)), (key, value: unknown) => ((key === "text" || key === "summary") && typeof value === "string" ? change(value) : value)) as unknown);
    const vault = vaultWith(FACTS, model);
    const { failures } = await vault.compile();
    expect(failures).toEqual([]);
    const wiki = Object.values(vault.host.tree("wiki")).join("\n").replace(/\[\[(?:[^|\]]*\|)?([^\]]*)\]\]/g, "$1");
    expect(wiki).toContain(said);
    expect(wiki).not.toContain(planted);
    expect(faultsOf(vault)).toEqual(NO_FAULTS);
  });

  it("nor do quotes that no source has", async () => {
    const model = countedModel((request) => JSON.parse(JSON.stringify(goodAnswer(request)), (key, value: unknown) => (key === "span" ? "the crane was sold to the king of Norway for a song" : value)) as unknown);
    const vault = vaultWith(FACTS, model);
    await vault.compile();
    expect(Object.values(vault.host.tree("wiki")).join("\n")).not.toContain("Norway");
    expect(faultsOf(vault)).toEqual(NO_FAULTS);
  });
});

describe("What must be exact", () => {
  it("is in the wiki to the letter, though the model paraphrases freely", async () => {
    const exact = ["git rebase -i HEAD~3", "https://example.org/docs/setup?x=1", "npm install --save-dev jest@29.7.0", "v2.14.1", "3.5 GB", "/etc/nginx/nginx.conf", "max_connections=200", "ops@example.org"];
    const sources = { "raw/Setup.md": `# Setup\n\n${exact.map((form, index) => `Step ${index + 1} of the long setup of the server uses ${form} and then goes on with the next.`).join(" ")}\n\n\`\`\`sh\ncurl -fsSL https://example.org/install.sh | sh\n\`\`\`\n` };
    const model = countedModel((request) =>
      request.task === "digest" ? { statements: [{ passage: 1, text: "The server is set up in several steps.", span: "Step 1 of the long setup of the server", names: [] }], questions: [], nothing: [{ passage: 2, reason: "minor" }], names: [] } : goodAnswer(request),
    );
    const vault = vaultWith(sources, model);
    await vault.compile();
    const page = vault.host.text("wiki/sources/Setup (source).md").replace(/\\([!-/:-@[-`{-~])/g, "$1");
    expect([...exact, "curl -fsSL https://example.org/install.sh | sh"].filter((form) => !page.includes(form))).toEqual([]);
    expect(faultsOf(vault)).toEqual(NO_FAULTS);
  });
});

describeWithData(hasClips, "clips")("Clips compiled by a model that answers well", () => {
  it("make a wiki as valid as the built-in engine's, from few words that change", async () => {
    const vault = vaultWith(readClips());
    const { failures, model } = await vault.compile();
    expect(failures).toEqual([]);
    expect(faultsOf(vault)).toEqual(NO_FAULTS);
    console.info(`${model.calls} calls, ${model.inputTokens} and ${model.outputTokens} tokens`);
  }, 120_000);
});
