/** A model whose replies end early, whose window is small, or whose endpoint fails now and then, over whole vaults: what comes of it, and what is asked how often. */
import { status, type CompileResult } from "../../src/core/api";
import { waitWith } from "../../src/core/cancel";
import { EngineFailure } from "../../src/core/engines/engine";
import { ModelError } from "../../src/core/engines/llm/client/failure";
import { rawInput } from "../../src/core/engines/llm/estimate";
import type { AskModel, Fetch, ModelRequest } from "../../src/core/ports";
import { DEFAULT_SETTINGS, type Settings } from "../../src/core/settings";
import { audit } from "../support/audit";
import { countedModel, goodAnswer, materialOf, type CountedModel } from "../support/good-model";
import { memoryHost, type MemoryHost } from "../support/memory-host";
import { answer, everyWording, modelServers, type ModelServerOptions } from "../support/model-server";
import { sampleSources } from "../support/sample-sources";
import { compileAll, withoutLog } from "../support/vaults";

const SETTINGS: Partial<Settings> = { engine: "llm", model: { ...DEFAULT_SETTINGS.model, baseUrl: "http://127.0.0.1:1/v1", strongModel: "strong", fastModel: "fast" } };

/** Stands between the vault and its model: may refuse a request, or spoil its reply. */
type Between = (request: ModelRequest, ask: AskModel) => ReturnType<AskModel>;

interface ModelVault {
  host: MemoryHost;
  model: CountedModel;
  /** What the endpoint failed on or refused. */
  refused: ModelRequest[];
  compile: (options?: Parameters<typeof compileAll>[1]) => Promise<CompileResult>;
  between: (change: Between) => void;
}

function vaultWith(sources: Record<string, string>, reply: (request: ModelRequest) => unknown = goodAnswer): ModelVault {
  const host = memoryHost(sources);
  const model = countedModel(reply);
  const refused: ModelRequest[] = [];
  let change: Between = (request, ask) => ask(request, { aborted: false });
  host.askModel = async (request) => {
    try {
      return await change(request, model.askModel);
    } catch (error) {
      refused.push(request);
      throw error;
    }
  };
  return { host, model, refused, compile: (options = {}) => compileAll(host, options, SETTINGS), between: (next) => void (change = next) };
}

const healthy: Between = (request, ask) => ask(request, { aborted: false });
const failingFor =
  (isFailing: (request: ModelRequest) => boolean): Between =>
  (request, ask) =>
    isFailing(request) ? Promise.reject(new EngineFailure("The server failed (500); try again later.")) : ask(request, { aborted: false });

function faultsOf({ host }: ModelVault) {
  const tree = host.tree();
  const { malformed, untrue, dangling, uncited, brokenLinks, ambiguousLinks, unlisted } = audit(tree, Object.keys(tree).filter((path) => path.startsWith("raw/") && path.endsWith(".md")));
  return { malformed, untrue, dangling, uncited, brokenLinks, ambiguousLinks, unlisted };
}
const NO_FAULTS = { malformed: [], untrue: [], dangling: [], uncited: [], brokenLinks: [], ambiguousLinks: [], unlisted: [] };

const wikiOf = ({ host }: ModelVault): Record<string, string> => withoutLog(host.tree("wiki"));
const conceptOf = (request: ModelRequest): unknown => materialOf(request)[0]?.["concept"];
const itemsOf = (request: ModelRequest): number => materialOf(request).filter(({ n }) => n !== undefined).length;
const isFor =
  (concept: string) =>
  (request: ModelRequest): boolean =>
    request.task === "article" && conceptOf(request) === concept;

async function compiled(sources = sampleSources(), reply = goodAnswer): Promise<ModelVault> {
  const vault = vaultWith(sources, reply);
  await vault.compile();
  return vault;
}

const dropCache = ({ host }: ModelVault, keeps = ""): void => {
  for (const path of [...host.contents.keys()]) if (path.startsWith(".compendium/") && (keeps === "" || !path.startsWith(keeps))) host.drop(path);
};

const PAGE = "wiki/concepts/Kestrel Crane.md";

describe("An article the endpoint failed on", () => {
  it("is made of its claims, told, and written at the next run for the price of one request", async () => {
    const well = wikiOf(await compiled());
    const vault = vaultWith(sampleSources());
    vault.between(failingFor(isFor("Kestrel Crane")));
    const first = await vault.compile();
    expect(first.failures).toEqual([{ path: PAGE, code: "engine", message: "The server failed (500); try again later." }]);
    expect(first.sources.failed).toBe(0);
    expect(faultsOf(vault)).toEqual(NO_FAULTS);
    expect(vault.host.text(PAGE)).toContain("two operators");
    for (const [path, text] of Object.entries(well)) if (!/Kestrel Crane\.md$|index\.md$|categories/.test(path)) expect(vault.host.text(path)).toBe(text);

    vault.model.forget();
    vault.between(healthy);
    const planned = await vault.compile({ dryRun: true });
    expect({ calls: planned.model.calls, failures: planned.failures.length }).toEqual({ calls: 1, failures: 1 });
    const known = await status({ host: vault.host, settings: { ...DEFAULT_SETTINGS, ...SETTINGS } });
    expect(known.pending).toMatchObject({ sources: 0, calls: 1 });
    const second = await vault.compile();
    expect({ asked: vault.model.requests.map(conceptOf), failures: second.failures }).toEqual({ asked: ["Kestrel Crane"], failures: [] });
    expect(wikiOf(vault)).toEqual(well);

    vault.model.forget();
    vault.host.written.length = 0;
    await vault.compile();
    expect({ asked: vault.model.requests, written: vault.host.written.filter((path) => !path.endsWith("lock.json")) }).toEqual({ asked: [], written: [] });
  });

  it("that fails again is told again, and writes nothing", async () => {
    const vault = vaultWith(sampleSources());
    vault.between(failingFor(isFor("Kestrel Crane")));
    await vault.compile();
    const before = vault.host.tree("wiki");
    vault.model.forget();
    vault.refused.length = 0;
    const again = await vault.compile();
    expect({ failures: again.failures.map(({ path }) => path), refused: vault.refused.map(conceptOf), asked: vault.model.requests, run: again.run }).toEqual({ failures: [PAGE], refused: ["Kestrel Crane"], asked: [], run: null });
    expect(vault.host.tree("wiki")).toEqual(before);
  });

  it("is known to be unfinished from the wiki alone", async () => {
    const vault = vaultWith(sampleSources());
    vault.between(failingFor(isFor("Kestrel Crane")));
    await vault.compile();
    dropCache(vault);
    vault.between(healthy);
    vault.model.forget();
    await vault.compile();
    expect(vault.model.requests.map(conceptOf)).toEqual(["Kestrel Crane"]);
    expect(wikiOf(vault)).toEqual(wikiOf(await compiled()));
  });

  it("keeps the page that was only to be written anew", async () => {
    const vault = await compiled();
    const before = wikiOf(vault);
    vault.host.put("wiki/AGENTS.md", `${vault.host.text("wiki/AGENTS.md")}\n- Write in short sentences.\n`);
    vault.between(failingFor(isFor("Kestrel Crane")));
    const redone = await vault.compile({ redoOlderRecipe: true });
    expect(redone.failures.map(({ path }) => path)).toEqual([PAGE]);
    expect(vault.host.text(PAGE)).toBe(before[PAGE]);
    vault.between(healthy);
    vault.model.forget();
    const next = await vault.compile();
    expect({ asked: vault.model.requests.map(conceptOf), failures: next.failures }).toEqual({ asked: ["Kestrel Crane"], failures: [] });
  });

  it("and what a human wrote on its page stay together", async () => {
    const vault = vaultWith(sampleSources());
    vault.between(failingFor(isFor("Kestrel Crane")));
    await vault.compile();
    vault.host.put(PAGE, vault.host.text(PAGE).replace("\n## ", "\nI saw it myself in Malmö.\n\n## "));
    await vault.compile();
    expect(vault.host.text(PAGE)).toContain("I saw it myself in Malmö.");
    vault.between(healthy);
    const last = await vault.compile();
    expect(last.failures).toEqual([]);
    expect(vault.host.text(PAGE)).toContain("I saw it myself in Malmö.");
  });
});

describe("What else the endpoint failed on", () => {
  /** Two names that may be one person, which is the model's to say. */
  const people = (request: ModelRequest): unknown => {
    if (request.task === "pairs") return { verdicts: materialOf(request).map(({ pair }) => ({ pair, same: true })) };
    const reply = goodAnswer(request) as { names?: { name: string; aliases: string[]; kind: string }[] };
    if (request.task !== "digest") return reply;
    return { ...reply, names: [...(reply.names ?? []).filter(({ name }) => name !== "Maria Lindqvist"), ...["Maria Lindqvist", "Lindqvist"].map((name) => ({ name, aliases: [], kind: "person" }))] };
  };
  const sources = {
    "raw/One.md": "# One\n\nMaria Lindqvist built the Kestrel Crane in 1931. Maria Lindqvist was born in Uppsala in 1899.\n",
    "raw/Two.md": "# Two\n\nThe drawings of Lindqvist are kept in Gothenburg since 1950. A street was named after Lindqvist in 1960.\n",
  };

  it("pairs of concepts stay two until the next run asks, and are settled then", async () => {
    const vault = vaultWith(sources, people);
    vault.between(failingFor(({ task }) => task === "pairs"));
    const first = await vault.compile();
    expect(first.failures).toEqual([{ path: "wiki/concepts", code: "engine", message: "The server failed (500); try again later." }]);
    expect(faultsOf(vault)).toEqual(NO_FAULTS);
    const before = Object.keys(wikiOf(vault));
    vault.between(healthy);
    vault.model.forget();
    const second = await vault.compile();
    expect({ failures: second.failures, pairs: vault.model.counts().pairs, digests: vault.model.counts().digest }).toEqual({ failures: [], pairs: 1, digests: undefined });
    expect(Object.keys(wikiOf(vault))).not.toEqual(before);
    vault.model.forget();
    const third = await vault.compile();
    expect({ asked: vault.model.requests, run: third.run }).toEqual({ asked: [], run: null });
  });

  const swapped = (request: ModelRequest): unknown =>
    request.task === "digest" ? (JSON.parse(JSON.stringify(goodAnswer(request)), (key, value: unknown) => (key === "text" && typeof value === "string" ? value.replace("40 tonnes", "60 tonnes") : value)) as unknown) : goodAnswer(request);

  it("a repair costs one repair at the next run, and no second digest", async () => {
    const vault = vaultWith(sampleSources(), swapped);
    vault.between(failingFor(({ task }) => task === "repair"));
    const first = await vault.compile();
    expect(first.failures.map(({ path, code }) => ({ path, code }))).toEqual([{ path: "raw/Harbour cranes.md", code: "engine" }]);
    vault.between(healthy);
    vault.model.forget();
    const second = await vault.compile();
    expect(second.failures).toEqual([]);
    expect(vault.model.counts()).toMatchObject({ repair: 1 });
    expect(vault.model.counts().digest).toBeUndefined();
    expect(wikiOf(vault)).toEqual(wikiOf(await compiled(sampleSources(), swapped)));
  });

  it("a section in the middle of a source costs that section and those not yet asked for", async () => {
    const long = { "raw/Long.md": Array.from({ length: 12 }, (_, index) => `## Part ${index}\n\nIn 19${10 + index} the Kestrel Crane was painted by Anna Berg once more.\n`).join("\n") };
    const isFailing = ({ messages }: ModelRequest): boolean => messages.at(-1)!.content.includes("In 1915");
    const vault = vaultWith(long);
    vault.between(failingFor(isFailing));
    const first = await vault.compile();
    expect(first.failures.map(({ path, code }) => ({ path, code }))).toEqual([{ path: "raw/Long.md", code: "engine" }]);
    const answered = vault.model.requests.map(({ messages }) => messages.at(-1)!.content);
    expect(answered.length).toBeGreaterThanOrEqual(5);
    vault.between(healthy);
    vault.model.forget();
    expect((await vault.compile()).failures).toEqual([]);
    const asked = vault.model.requests.filter(({ task }) => task === "digest").map(({ messages }) => messages.at(-1)!.content);
    expect(asked.filter((content) => answered.includes(content))).toEqual([]);
    expect(asked.length + answered.length).toBe(12);
  });
});

describe("Replies that end early", () => {
  const cutOver =
    (most: number): Between =>
    async (request, ask) => {
      const reply = await ask(request, { aborted: false });
      return request.task !== "pairs" && itemsOf(request) > most ? { ...reply, text: reply.text.slice(0, Math.floor(reply.text.length / 2)), finishReason: "length" } : reply;
    };
  const long = (): Record<string, string> => ({ ...sampleSources(), "raw/Log.md": `# Log\n\n${Array.from({ length: 11 }, (_, index) => `In 19${10 + index} the Kestrel Crane was painted by Anna Berg in colour ${index}.`).join("\n\n")}\n` });

  it("leave the wiki that whole replies make, and none of them is asked for twice", async () => {
    const vault = vaultWith(long());
    vault.between(cutOver(3));
    const { failures } = await vault.compile();
    expect(failures).toEqual([]);
    expect(faultsOf(vault)).toEqual(NO_FAULTS);
    const whole = await compiled(long());
    const sourcePages = ({ host }: ModelVault) => host.tree("wiki/sources");
    expect(sourcePages(vault)).toEqual(sourcePages(whole));
    expect(Object.keys(wikiOf(vault))).toEqual(Object.keys(wikiOf(whole)));
    const contents = vault.model.requests.map(({ messages }) => JSON.stringify(messages));
    expect(new Set(contents).size).toBe(contents.length);
    expect(contents.length).toBeGreaterThan(whole.model.requests.length);

    // All but the log is gone, the wiki too: everything is made again of the replies that are there.
    const before = wikiOf(vault);
    dropCache(vault, ".compendium/replies");
    for (const path of [...vault.host.contents.keys()]) if (path.startsWith("wiki/") && !path.endsWith("AGENTS.md")) vault.host.drop(path);
    vault.model.forget();
    const again = await vault.compile();
    expect({ asked: vault.model.requests, calls: again.model.calls }).toEqual({ asked: [], calls: 0 });
    expect(wikiOf(vault)).toEqual(before);
  });

  it("because the model thinks first cost one more request, not one for each", async () => {
    const vault = vaultWith(sampleSources());
    vault.between(async (request, ask) => {
      const reply = await ask(request, { aborted: false });
      return request.maxTokens < 1200 ? { ...reply, text: "", finishReason: "length" } : reply;
    });
    await vault.compile();
    expect(wikiOf(vault)).toEqual(wikiOf(await compiled()));
    dropCache(vault, ".compendium/replies");
    for (const path of [...vault.host.contents.keys()]) if (path.startsWith("wiki/") && !path.endsWith("AGENTS.md")) vault.host.drop(path);
    vault.model.forget();
    await vault.compile();
    expect(vault.model.requests).toEqual([]);
  });
});

describe("A model that holds little", () => {
  const sources = (): Record<string, string> => ({ "raw/Log.md": `# Log\n\n${Array.from({ length: 60 }, (_, index) => `In 19${10 + index} the Kestrel Crane was painted by Anna Berg, and the port paid ${100 + index} crowns for it.`).join("\n\n")}\n` });
  const refusing =
    (limit: number, isTold: boolean): Between =>
    (request, ask) => {
      if (rawInput(request) <= limit) return ask(request, { aborted: false });
      return Promise.reject(new EngineFailure("The text is too long for fast.", { cause: new ModelError("context-too-long", "The text is too long for fast.", isTold ? { contextLimit: limit } : {}) }));
    };
  const cutting =
    (limit: number): Between =>
    async (request, ask) => {
      const reply = await ask(request, { aborted: false });
      const isCut = rawInput(request) > limit;
      return isCut ? { ...reply, text: JSON.stringify({ statements: [], questions: [], nothing: [], names: [] }), usage: { ...reply.usage, input: limit } } : reply;
    };

  it.each([
    ["says how much", refusing(1500, true)],
    ["says only that it is too long", refusing(1500, false)],
    ["cuts prompts in silence", cutting(1800)],
  ])("is given it in parts, with the source page that one which holds all makes: it %s", async (_, between) => {
    const vault = vaultWith(sources());
    vault.between(between);
    const { failures } = await vault.compile();
    expect(failures).toEqual([]);
    expect(faultsOf(vault)).toEqual(NO_FAULTS);
    const whole = await compiled(sources());
    expect(vault.host.tree("wiki/sources")).toEqual(whole.host.tree("wiki/sources"));
    expect(Object.keys(wikiOf(vault))).toEqual(Object.keys(wikiOf(whole)));
    const before = wikiOf(vault);
    dropCache(vault, ".compendium/replies");
    for (const path of [...vault.host.contents.keys()]) if (path.startsWith("wiki/") && !path.endsWith("AGENTS.md")) vault.host.drop(path);
    vault.model.forget();
    vault.refused.length = 0;
    await vault.compile();
    expect({ asked: vault.model.requests, refused: vault.refused }).toEqual({ asked: [], refused: [] });
    expect(wikiOf(vault)).toEqual(before);
  });
});

describe("Replies nothing can be made of", () => {
  it("stay until the user says to ask again, and then cost what they are about", async () => {
    let isBroken = true;
    const reply = (request: ModelRequest): unknown => (isBroken && request.task === "digest" && request.messages.at(-1)!.content.includes("Later years") ? "I cannot help with that." : goodAnswer(request));
    const vault = vaultWith(sampleSources(), reply);
    expect((await vault.compile()).failures).toEqual([]);
    expect(faultsOf(vault)).toEqual(NO_FAULTS);
    isBroken = false;
    vault.model.forget();
    await vault.compile();
    await vault.compile({ force: true, paths: ["raw/Maria Lindqvist.md"] });
    expect(vault.model.requests).toEqual([]);
    await vault.compile({ force: true, paths: ["raw/Harbour cranes.md"] });
    expect(vault.model.counts().digest).toBe(1);
    expect(wikiOf(vault)).toEqual(wikiOf(await compiled()));
    vault.model.forget();
    await vault.compile({ force: true });
    expect(vault.model.requests).toEqual([]);
  });

  it("are asked for once a time, also where they are of no use again", async () => {
    const vault = vaultWith(sampleSources(), (request) => (request.task === "article" && conceptOf(request) === "Kestrel Crane" ? "Sorry." : goodAnswer(request)));
    await vault.compile();
    vault.model.forget();
    await vault.compile();
    expect(vault.model.requests).toEqual([]);
    for (let time = 0; time < 2; time += 1) {
      vault.model.forget();
      const { run } = await vault.compile({ force: true });
      expect({ asked: vault.model.requests.map(conceptOf), run }).toEqual({ asked: ["Kestrel Crane"], run: null });
    }
    expect(faultsOf(vault)).toEqual(NO_FAULTS);
  });
});

describe("Over HTTP", () => {
  const start = modelServers();
  const realWait = waitWith((callBack, milliseconds) => {
    const timer = setTimeout(callBack, milliseconds);
    return () => clearTimeout(timer);
  });
  const hostFetch: Fetch = (url, options) => fetch(url, options as RequestInit);
  const goodWords = ({ body }: { body: unknown }): string => {
    const { messages, response_format: format } = body as { messages: ModelRequest["messages"]; response_format?: { json_schema?: { name?: string } } };
    return JSON.stringify(goodAnswer({ task: format?.json_schema?.name ?? "digest", messages } as ModelRequest));
  };
  const good = (request: { body: unknown }) => answer(goodWords(request));
  const long = (): Record<string, string> => ({ "raw/Log.md": `# Log\n\n${Array.from({ length: 30 }, (_, index) => `In 19${10 + index} the Kestrel Crane was painted by Anna Berg, and the port paid ${100 + index} crowns for it.`).join("\n\n")}\n` });

  async function compileOver(options: ModelServerOptions, sources = long()) {
    const server = await start(options);
    const host = memoryHost(sources);
    host.fetch = hostFetch;
    host.clock.now = () => Date.now();
    host.clock.wait = realWait;
    const compile = () => compileAll(host, {}, { ...SETTINGS, model: { ...DEFAULT_SETTINGS.model, strongModel: "strong", fastModel: "fast", baseUrl: server.url } });
    return { server, host, compile, result: await compile() };
  }
  const wellMade = async () => (await compiled(long())).host.tree("wiki/sources");

  it.each(everyWording)("a small window is found out from what the server says: %s", async (wording) => {
    const { host, result, server } = await compileOver({ reply: good, context: { tokens: 1900, wording } });
    expect(result.failures).toEqual([]);
    expect(host.tree("wiki/sources")).toEqual(await wellMade());
    expect(server.paidTwice()).toEqual([]);
  }, 30_000);

  it("replies that end at the limit are asked for in halves", async () => {
    const { host, result, server } = await compileOver({
      reply: (request) => {
        const words = goodWords(request);
        return words.length > 3000 ? answer(words.slice(0, 3000), { finish: "length" }) : answer(words);
      },
    });
    expect(result.failures).toEqual([]);
    expect(host.tree("wiki/sources")).toEqual(await wellMade());
    expect(server.paidTwice()).toEqual([]);
  }, 30_000);

  it("a model that thinks is given the room for it", async () => {
    const { host, result, server } = await compileOver({
      reply: (request) => {
        const allowed = Number((request.body as { max_tokens?: number }).max_tokens);
        return allowed < 4000 ? answer("", { finish: "length", reasoning: { field: "reasoning_content", text: "Let me think. ".repeat(50) } }) : good(request);
      },
    });
    expect(result.failures).toEqual([]);
    expect(host.tree("wiki/sources")).toEqual(await wellMade());
    const asked = server.completions().length;
    expect(asked).toBeLessThanOrEqual((await compiled(long())).model.requests.length + 3);
  }, 30_000);
});
