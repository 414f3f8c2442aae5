/** Contradictions over whole vaults: what is shown as contested, what is not, and what a verdict does. */
import { decide, undo } from "../../src/core/api";
import type { ModelRequest } from "../../src/core/ports";
import type { DecisionKind } from "../../src/core/pages/decisions-page";
import { DEFAULT_SETTINGS, type Settings } from "../../src/core/settings";
import { audit } from "../support/audit";
import { countedModel, goodAnswer, materialOf, type CountedModel } from "../support/good-model";
import { memoryHost, type MemoryHost } from "../support/memory-host";
import { compileAll, withoutLog } from "../support/vaults";

const SETTINGS: Partial<Settings> = { engine: "llm", model: { ...DEFAULT_SETTINGS.model, strongModel: "strong", fastModel: "fast" } };
const PAGE = "wiki/concepts/The Kestrel Crane.md";

type Line = Record<string, unknown>;
interface Pair {
  first: unknown;
  second: unknown;
  relation: string;
}

/** A good model whose articles also have these contradictions, by words of the two claims; `change` may spoil the rest of the reply. */
function judging(pairs: (numberOf: (words: string) => unknown) => Pair[], change: (reply: Line, claims: Line[]) => Line = (reply) => reply): CountedModel {
  return countedModel((request: ModelRequest) => {
    if (request.task !== "article") return goodAnswer(request);
    const claims = materialOf(request).filter(({ n }) => n !== undefined);
    const numberOf = (words: string): unknown => claims.find(({ claim }) => String(claim).includes(words))?.["n"];
    const found = pairs(numberOf).filter(({ first, second }) => first !== undefined && second !== undefined);
    return change({ ...(goodAnswer(request) as Line), contradictions: found }, claims);
  });
}

const note = (published: string, body: string): string => `---\npublished: ${published}\n---\n${body}\n`;
const SOURCES = {
  "raw/Harbour.md": note("2019-03-03", "The Kestrel Crane lifts 40 tonnes at a time. The Kestrel Crane was built by Maria Lindqvist in 1931. The Kestrel Crane is painted green."),
  "raw/Quay.md": note("2024-01-06", "The Kestrel Crane lifts 62 tonnes. The Kestrel Crane stands at the northern quay of Malmö. Maria Lindqvist wrote a handbook of cranes."),
};
const CONTESTED = (numberOf: (words: string) => unknown): Pair[] => [{ first: numberOf("40 tonnes"), second: numberOf("62 tonnes"), relation: "contested" }];

interface TestVault {
  host: MemoryHost;
  model: CountedModel;
  compile: () => ReturnType<typeof compileAll>;
  page: () => string;
  rule: (kind: DecisionKind, ...terms: string[]) => ReturnType<typeof decide>;
}

function vaultWith(model: CountedModel, sources: Record<string, string> = SOURCES): TestVault {
  const host = memoryHost(sources);
  host.askModel = model.askModel;
  const vault = { host, settings: { ...DEFAULT_SETTINGS, ...SETTINGS } };
  return { host, model, compile: () => compileAll(host, {}, SETTINGS), page: () => host.text(PAGE), rule: (kind, ...terms) => decide(vault, { kind, terms }, () => undefined) };
}

async function compiled(model: CountedModel = judging(CONTESTED), sources: Record<string, string> = SOURCES): Promise<TestVault> {
  const vault = vaultWith(model, sources);
  const { failures } = await vault.compile();
  expect(failures).toEqual([]);
  return vault;
}

const expectSound = ({ host }: TestVault): void => {
  const tree = host.tree();
  expect(audit(tree, Object.keys(tree).filter((path) => path.startsWith("raw/")))).toMatchObject({ malformed: [], untrue: [], dangling: [], uncited: [], brokenLinks: [], ambiguousLinks: [], unlisted: [] });
};

/** Sound, but for one line that a human wrote. */
const expectSoundBut = ({ host }: TestVault, line: string): void => {
  expect(audit(host.tree(), Object.keys(host.tree("raw")))).toMatchObject({ malformed: [], untrue: [], dangling: [], uncited: [`${PAGE}: ${line}`], brokenLinks: [], ambiguousLinks: [], unlisted: [] });
};

/** The page without properties and footnote definitions. */
const proseOf = (text: string): string => text.replace(/^---[\s\S]*?\n---\n/, "").replace(/\n\[\^[\s\S]*$/, "");
const calloutOf = (text: string): string[] => text.split("\n").filter((line) => line.startsWith(">"));
const labelOf = (text: string, words: string): string => new RegExp(`^\\[\\^(c[a-z0-9]+)\\]: .*${words}`, "m").exec(text)?.[1] ?? "";
const pagesWritten = ({ host }: TestVault): string[] => host.written.filter((path) => path.startsWith("wiki/"));
const takeBack = ({ host }: TestVault) => undo({ host, settings: { ...DEFAULT_SETTINGS, ...SETTINGS } }, null, () => undefined);

describe("Two sources that contradict each other", () => {
  it("are shown as contested, with both quotes, sources and dates, and neither as a fact", async () => {
    const vault = await compiled();
    const callout = calloutOf(vault.page());
    expect(callout).toEqual([
      "> [!contested] Contested: 40 tonnes or 62 tonnes",
      expect.stringMatching(/^> - "The Kestrel Crane lifts 40 tonnes at a time\." \(Harbour, 2019-03-03\)\[\^c[a-z0-9]+\]$/),
      expect.stringMatching(/^> - "The Kestrel Crane lifts 62 tonnes\." \(Quay, 2024-01-06\)\[\^c[a-z0-9]+\]$/),
    ]);
    const rest = proseOf(vault.page()).split("\n").filter((line) => !line.startsWith(">")).join("\n");
    expect(rest).not.toMatch(/40 tonnes|62 tonnes/);
    expect(rest).toMatch(/1931[\s\S]*northern quay|northern quay[\s\S]*1931/);
    expectSound(vault);
  });

  it("are named to the model as a pair to judge, and not where they agree", async () => {
    const { model } = await compiled();
    const article = model.requests.filter(({ task }) => task === "article").map(materialOf).find(([concept]) => concept?.["concept"] === "The Kestrel Crane") ?? [];
    expect(article.filter(({ pair }) => pair !== undefined)).toEqual([{ pair: [expect.any(Number), expect.any(Number)], differ: ["number"], words: ["40 tonnes", "62 tonnes"] }]);
    const other = await compiled(judging(() => []), { ...SOURCES, "raw/Quay.md": SOURCES["raw/Quay.md"].replace("62 tonnes", "40,000 kg") });
    expect(other.model.requests.flatMap(materialOf).filter(({ pair }) => pair !== undefined)).toEqual([]);
  });

  it("cost nothing and write nothing while nothing changes, with the cache and without it", async () => {
    const vault = await compiled();
    vault.model.forget();
    vault.host.written.length = 0;
    await vault.compile();
    for (const path of [...vault.host.contents.keys()]) if (path.startsWith(".compendium/")) vault.host.drop(path);
    await vault.compile();
    expect({ asked: vault.model.requests, written: pagesWritten(vault) }).toEqual({ asked: [], written: [] });
  });

  it("are no longer contested once one source says what the other does", async () => {
    const vault = await compiled();
    vault.host.put("raw/Quay.md", SOURCES["raw/Quay.md"].replace("62 tonnes", "40 tonnes"));
    await vault.compile();
    expect(calloutOf(vault.page())).toEqual([]);
    expectSound(vault);
  });

  it("have nothing linked in their quotes, and nothing of a hostile source comes alive there", async () => {
    const hostile = 'The Kestrel Crane lifts 62 tonnes, says [[Maria Lindqvist]] <img src=x onerror=alert(1)> `= dv` %%x%% "quoted" ![](http://evil.example/a.png).';
    const vault = await compiled(judging(CONTESTED), { ...SOURCES, "raw/Quay.md": SOURCES["raw/Quay.md"].replace("The Kestrel Crane lifts 62 tonnes.", hostile) });
    expect(calloutOf(vault.page()).join("\n")).not.toMatch(/(?<!\\)(\[\[|<img|`|!\[)/);
    expectSound(vault);
  });

  it("keep what a human wrote around the callout through the next compile", async () => {
    const vault = await compiled();
    vault.host.put(PAGE, vault.page().replace("> [!contested]", "I measured it myself: see my diary.\n\n> [!contested]"));
    vault.host.put("raw/Quay.md", SOURCES["raw/Quay.md"].replace("62 tonnes", "62 tonnes every day"));
    const { pages } = await vault.compile();
    expect(pages.conflicts).toBe(0);
    expect(vault.page()).toContain("I measured it myself: see my diary.\n\n> [!contested] Contested: 40 tonnes or 62 tonnes");
    expect(calloutOf(vault.page()).join("\n")).toContain("62 tonnes every day");
    expectSoundBut(vault, "I measured it myself: see my diary.");
  });

  it("keep what a human wrote into the callout, and show the proposal beside it", async () => {
    const vault = await compiled();
    vault.host.put(PAGE, vault.page().replace(/(lifts 62 tonnes\." \(Quay, 2024-01-06)\)/, "$1, which is wrong)"));
    vault.host.put("raw/Quay.md", SOURCES["raw/Quay.md"].replace("62 tonnes", "62 tonnes every day"));
    const { pages } = await vault.compile();
    expect(pages.conflicts).toBe(1);
    expect(vault.page()).toContain("which is wrong");
  });
});

describe("A sentence that blends both sides", () => {
  it("gives way to the claims: none rests on both, or on one of them with something else", async () => {
    const blended = judging(CONTESTED, (reply, claims) => ({
      ...reply,
      lead: [{ text: "The Kestrel Crane, painted green, lifts 40 tonnes at a time or 62 tonnes.", claims: claims.map(({ n }) => n) }],
      sections: [{ heading: "Lifts 62 tonnes", sentences: [{ text: "The Kestrel Crane lifts 62 tonnes and is painted green.", claims: claims.filter(({ claim }) => /62 tonnes|green/.test(String(claim))).map(({ n }) => n) }] }],
    }));
    const vault = await compiled(blended);
    const rest = proseOf(vault.page()).split("\n").filter((line) => !line.startsWith(">")).join("\n");
    expect(rest).not.toMatch(/40 tonnes|62 tonnes/);
    expect(rest).toContain("is painted green.");
    expect(/^summary: (.*)$/m.exec(vault.page())?.[1]).not.toMatch(/40|62/);
    expectSound(vault);
  });
});

describe("Planted contradictions that are none", () => {
  it.each([
    ["the same value in other words", "lifts 40 tonnes at a time", "lifts forty tonnes"],
    ["the same value in another unit", "lies 1 km from the sea", "lies 1,000 m from the sea"],
    ["another event's year", "was moved by barge in 1975", "was restored by the city in 1998"],
    ["another measure", "weighs 40 tonnes", "lifts 62 tonnes"],
    ["a date told more closely", "was restored in 1998", "was restored on 3 May 1998"],
  ])("are not shown: %s", async (_, left, right) => {
    const sources = {
      "raw/A.md": note("2019-03-03", `The Kestrel Crane ${left}. The Kestrel Crane is painted green. The Kestrel Crane belongs to Malmö.`),
      "raw/B.md": note("2024-01-06", `The Kestrel Crane ${right}. The Kestrel Crane needs two operators.`),
    };
    for (const relation of ["contested", "superseded", "reported"]) {
      const vault = await compiled(judging((numberOf) => [{ first: numberOf(left), second: numberOf(right), relation }]), sources);
      expect(vault.page()).not.toMatch(/\[!contested\]|Earlier \(|Reported \(/);
      expect(vault.page()).toContain(left);
      expect(vault.page()).toContain(right);
    }
  });

  it("in hostile lists do no harm", async () => {
    const everything = Array.from({ length: 3_000 }, (_, index) => ({ first: index, second: index + 1, relation: index % 2 === 0 ? "contested" : "<script>" }));
    for (const contradictions of [everything, "contested", [null, 3, [], { first: {}, second: [] }], { first: 1 }]) {
      const vault = await compiled(judging(() => [], (reply) => ({ ...reply, contradictions })));
      expect(vault.page()).toContain("is painted green");
      expect(vault.page()).not.toContain("script");
      expectSound(vault);
    }
  });
});

describe("Told apart from contested", () => {
  it("a later figure is told as current, and the earlier one with its date", async () => {
    const vault = await compiled(judging((numberOf) => [{ first: numberOf("62 tonnes"), second: numberOf("40 tonnes"), relation: "superseded" }]));
    expect(vault.page()).not.toContain("[!contested]");
    expect(proseOf(vault.page())).toMatch(/lifts 62 tonnes\.\[\^c[a-z0-9]+\](?: |\n- )Earlier \(Harbour, 2019-03-03\): The Kestrel Crane lifts 40 tonnes at a time\.\[\^c[a-z0-9]+\]/);
    expectSound(vault);
  });

  it("hearsay is called that", async () => {
    const sources = { ...SOURCES, "raw/Quay.md": SOURCES["raw/Quay.md"].replace("lifts 62 tonnes.", "lifts 62 tonnes, according to a painter.") };
    const vault = await compiled(judging((numberOf) => [{ first: numberOf("62 tonnes"), second: numberOf("40 tonnes"), relation: "reported" }]), sources);
    expect(proseOf(vault.page())).toMatch(/Reported \(Quay, 2024-01-06\): The Kestrel Crane lifts 62 tonnes, according to a painter\.\[/);
    expectSound(vault);
  });
});

describe("A verdict", () => {
  it("takes the callout away for the price of nothing, keeps both sources, and touches no other page", async () => {
    const vault = await compiled();
    const [right, wrong] = [labelOf(vault.page(), "62 tonnes"), labelOf(vault.page(), "40 tonnes")];
    vault.model.forget();
    const { decisions, unknown } = await vault.rule("holds", right, wrong);
    expect({ decisions, unknown }).toEqual({ decisions: [{ kind: "holds", terms: [`The Kestrel Crane lifts 62 tonnes. (${right})`, `The Kestrel Crane lifts 40 tonnes at a time. (${wrong})`] }], unknown: [] });
    vault.host.written.length = 0;
    await vault.compile();
    expect(vault.model.requests).toEqual([]);
    expect(pagesWritten(vault).filter((path) => !path.endsWith("log.md"))).toEqual([PAGE]);
    expect(calloutOf(vault.page())).toEqual([]);
    expect(proseOf(vault.page())).toMatch(/lifts 62 tonnes\.\[\^c[a-z0-9]+\][\s\S]*Ruled out \(Harbour, 2019-03-03\): The Kestrel Crane lifts 40 tonnes at a time\.\[/);
    expectSound(vault);
    vault.host.written.length = 0;
    await vault.compile();
    for (const path of [...vault.host.contents.keys()]) if (path.startsWith(".compendium/")) vault.host.drop(path);
    await vault.compile();
    expect({ asked: vault.model.requests, written: pagesWritten(vault) }).toEqual({ asked: [], written: [] });
    expect(calloutOf(vault.page())).toEqual([]);
  });

  it("that both hold shows both as they are", async () => {
    const vault = await compiled();
    await vault.rule("both-hold", "The Kestrel Crane lifts 62 tonnes.", "The Kestrel Crane lifts 40 tonnes at a time.");
    await vault.compile();
    expect(proseOf(vault.page())).not.toMatch(/\[!contested\]|Ruled out/);
    expect(proseOf(vault.page())).toMatch(/40 tonnes[\s\S]*62 tonnes|62 tonnes[\s\S]*40 tonnes/);
    expectSound(vault);
  });

  it("is taken back by undo, and by taking its line out", async () => {
    const vault = await compiled();
    const before = withoutLog(vault.host.tree());
    await vault.rule("holds", labelOf(vault.page(), "62 tonnes"), labelOf(vault.page(), "40 tonnes"));
    await vault.compile();
    await takeBack(vault);
    await takeBack(vault);
    expect(withoutLog(vault.host.tree())).toEqual(before);
    await vault.compile();
    expect(withoutLog(vault.host.tree())).toEqual(before);

    await vault.rule("holds", labelOf(vault.page(), "62 tonnes"), labelOf(vault.page(), "40 tonnes"));
    await vault.compile();
    expect(calloutOf(vault.page())).toEqual([]);
    vault.host.put("wiki/decisions.md", vault.host.text("wiki/decisions.md").replace(/^- Holds.*\n/m, ""));
    await vault.compile();
    expect(vault.page()).toBe(before[PAGE]);
  });

  it("is changed by a later one", async () => {
    const vault = await compiled();
    const [first, second] = [labelOf(vault.page(), "62 tonnes"), labelOf(vault.page(), "40 tonnes")];
    await vault.rule("holds", first, second);
    const { decisions } = await vault.rule("holds", second, first);
    expect(decisions).toHaveLength(1);
    await vault.compile();
    expect(proseOf(vault.page())).toContain("Ruled out (Quay");
  });

  it("stands idle while one of its claims is gone, and holds again when it is back", async () => {
    const vault = await compiled();
    await vault.rule("holds", labelOf(vault.page(), "62 tonnes"), labelOf(vault.page(), "40 tonnes"));
    await vault.compile();
    const settled = vault.page();
    vault.host.put("raw/Quay.md", SOURCES["raw/Quay.md"].replace("The Kestrel Crane lifts 62 tonnes. ", ""));
    await vault.compile();
    expect(proseOf(vault.page())).toContain("lifts 40 tonnes");
    expect(proseOf(vault.page())).not.toMatch(/Ruled out|contested/);
    vault.host.put("raw/Quay.md", SOURCES["raw/Quay.md"]);
    await vault.compile();
    expect(vault.page()).toBe(settled);
  });

  it("holds for a renamed source and on another device", async () => {
    const vault = await compiled(judging(CONTESTED), Object.fromEntries(Object.entries(SOURCES).map(([path, text]) => [path, text.replace("---\n", `---\ntitle: ${path.slice(4, -3)}\n`)])));
    await vault.rule("holds", labelOf(vault.page(), "62 tonnes"), labelOf(vault.page(), "40 tonnes"));
    await vault.compile();
    const text = vault.host.text("raw/Quay.md");
    vault.host.drop("raw/Quay.md");
    vault.host.put("raw/Old quay.md", text);
    await vault.compile();
    expect(calloutOf(vault.page())).toEqual([]);
    expectSound(vault);
    const other = memoryHost(vault.host.tree(), { device: "other" });
    other.askModel = vault.model.askModel;
    await compileAll(other, {}, SETTINGS);
    expect(withoutLog(other.tree())).toEqual(withoutLog(vault.host.tree()));
  });

  it.each([
    ["claims nobody makes", ["The crane flies.", "It swims."], /no claim/i],
    ["one claim twice", ["The Kestrel Crane lifts 62 tonnes.", "The Kestrel Crane lifts 62 tonnes."], /one claim twice/],
    ["one claim only", ["The Kestrel Crane lifts 62 tonnes."], /two claims/],
  ])("on %s is refused in words, and nothing is written", async (_, terms, message) => {
    const vault = await compiled();
    const before = vault.host.tree();
    await expect(vault.rule("holds", ...terms)).rejects.toMatchObject({ code: "bad-decision", message: expect.stringMatching(message) as string });
    expect(vault.host.tree()).toEqual(before);
  });

  it("keeps a hostile quote readable and dead in decisions.md", async () => {
    const hostile = 'The Kestrel Crane lifts 62 tonnes, says [[Maria Lindqvist]] <img src=x> `= dv` "quoted", \\ "x".';
    const vault = await compiled(judging(CONTESTED), { ...SOURCES, "raw/Quay.md": SOURCES["raw/Quay.md"].replace("The Kestrel Crane lifts 62 tonnes.", hostile) });
    await vault.rule("holds", labelOf(vault.page(), "40 tonnes"), labelOf(vault.page(), "62 tonnes"));
    expect(vault.host.text("wiki/decisions.md").split("\n").find((line) => line.startsWith("- Holds"))).not.toMatch(/(?<!\\)(\[\[|<img|`)/);
    await vault.compile();
    expect(proseOf(vault.page())).toContain("Ruled out (Quay");
    expectSound(vault);
  });
});
