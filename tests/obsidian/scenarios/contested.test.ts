/** A contradiction on a concept's page: seen in its callout, settled by button and by keyboard, taken back. */
import { describeInBrowser, type Host } from "../../obsidian-host/browser";
import { goodAnswer, materialOf } from "../../support/good-model";
import { answer, type ModelRequest, modelServers, type ModelServer, type Reply } from "../../support/model-server";
import { askedOf } from "../../support/model-vault";
import { removeTemporaryFolders } from "../../support/vaults";
import { compileAll, eventually, faultsOf, NO_FAULTS, notice, open, read, sideways, vaultOf } from "./steps";

const KEY = "sk-canary-7d2e1c";
const PAGE = "wiki/concepts/The Kestrel Crane.md";

/** Answers well, and contests what two sources say the crane lifts. */
const contesting = (received: ModelRequest): Reply => {
  const request = askedOf(received);
  const reply = goodAnswer(request) as Record<string, unknown>;
  if (request.task !== "article") return answer(JSON.stringify(reply));
  const numberOf = (words: string): unknown => materialOf(request).find(({ claim }) => String(claim).includes(words))?.["n"];
  const [first, second] = [numberOf("40 tonnes"), numberOf("62 tonnes")];
  return answer(JSON.stringify({ ...reply, contradictions: first === undefined || second === undefined ? [] : [{ first, second, relation: "contested" }] }));
};

const SOURCES = {
  "raw/Harbour.md": "---\npublished: 2019-03-03\n---\nThe Kestrel Crane lifts 40 tonnes at a time. The Kestrel Crane was built by Maria Lindqvist in 1931. The Kestrel Crane is painted green.\n",
  "raw/Quay.md": "---\npublished: 2024-01-06\n---\nThe Kestrel Crane lifts 62 tonnes. The Kestrel Crane stands at the northern quay of Malmö.\n",
};

describeInBrowser("What is contested", () => {
  const start = modelServers();
  let server: ModelServer;
  let folder = "";
  let host: Host;
  let before = "";

  beforeAll(async () => {
    server = await start({ key: KEY, reply: contesting });
    folder = vaultOf({
      ...SOURCES,
      ".obsidian/plugins/compendium/data.json": JSON.stringify({ engine: "llm", hasSeenWelcome: true, model: { preset: "custom", baseUrl: server.url, strongModel: "big", fastModel: "small", secret: "model-key" } }),
    });
    host = await open(folder);
    host.page.setDefaultTimeout(20_000);
    await host.page.evaluate((key) => window.app.secretStorage.setSecret("model-key", key), KEY);
    await compileAll(host);
    before = read(folder, PAGE);
  });
  afterEach(() => {
    expect(host.errors).toEqual([]);
  });
  afterAll(async () => {
    await host.close();
    removeTemporaryFolders();
  });

  const callout = () => host.page.locator('.markdown-reading-view .callout[data-callout="contested"]');
  const takeBack = async (): Promise<void> => {
    await host.page.locator(".notice button", { hasText: "Undo" }).last().click();
    await notice(host, "Taken back.");
    await eventually(() => expect(read(folder, PAGE)).toBe(before));
    await host.waitForIdle();
  };

  it("is a note of its own on the page, with both sides, their citations, and what can be ruled", async () => {
    await host.openNote(PAGE, "preview");
    await callout().waitFor();
    expect(await callout().getAttribute("role")).toBe("note");
    expect(await callout().locator(".callout-title").textContent()).toContain("Contested: 40 tonnes or 62 tonnes");
    expect(await callout().locator("li").count()).toBe(2);
    expect(await callout().locator("a.cpd-cite").count()).toBe(2);
    expect(await callout().locator("button").allTextContents()).toEqual(["This holds", "This holds", "Both hold"]);
    expect(await sideways(host)).toEqual([]);
    await host.screenshot("contested");
    expect(faultsOf(folder)).toEqual(NO_FAULTS);
  });

  it("is settled by a button, at no cost, and taken back from the notice", async () => {
    const asked = server.completions().length;
    await callout().locator("li", { hasText: "62 tonnes" }).getByRole("button", { name: "This holds" }).click();
    await notice(host, "Ruled.");
    await eventually(() => expect(read(folder, PAGE)).toContain("Ruled out (Harbour, 2019-03-03): The Kestrel Crane lifts 40 tonnes at a time."));
    expect(read(folder, "wiki/decisions.md")).toMatch(/^- Holds: "The Kestrel Crane lifts 62 tonnes\. .*", "The Kestrel Crane lifts 40 tonnes at a time\. .*"$/m);
    expect(server.completions().length).toBe(asked);
    await eventually(async () => expect(await callout().count()).toBe(0));
    expect(faultsOf(folder)).toEqual(NO_FAULTS);
    await takeBack();
  });

  it("is settled with the keyboard from the palette, and left alone by Escape", async () => {
    await host.openNote(PAGE, "preview");
    await callout().waitFor();
    await host.palette("Compendium: Settle contradiction…");
    const choices = host.page.locator(".prompt .suggestion-item");
    await choices.first().waitFor();
    expect(await choices.allTextContents()).toEqual([expect.stringContaining("40 tonnes"), expect.stringContaining("62 tonnes"), "Both hold"]);
    await host.screenshot("contested-choose");
    await host.page.keyboard.press("Escape");
    await host.waitForIdle();
    expect(read(folder, PAGE)).toBe(before);
    await host.palette("Compendium: Settle contradiction…");
    await choices.first().waitFor();
    await host.page.keyboard.press("ArrowDown");
    await host.page.keyboard.press("ArrowDown");
    await host.page.keyboard.press("Enter");
    await notice(host, "Both hold.");
    await eventually(() => expect(read(folder, PAGE)).not.toContain("[!contested]"));
    expect(read(folder, PAGE)).toMatch(/40 tonnes[\s\S]*62 tonnes/);
    await takeBack();
  });

  it("is offered to be settled only where something is contested", async () => {
    await host.openNote(PAGE);
    expect(await host.commandNames()).toContain("Compendium: Settle contradiction…");
    await host.openNote("raw/Quay.md");
    expect(await host.commandNames()).not.toContain("Compendium: Settle contradiction…");
  });
});
