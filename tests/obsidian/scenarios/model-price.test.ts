/** What a compile with a model costs: told before, asked about where it must be, shown while it runs and after; a budget that stops it; a pause. */
import { describeInBrowser, type Host } from "../../obsidian-host/browser";
import { modelServers, type Answer, type ModelRequest, type ModelServer, type Reply } from "../../support/model-server";
import { goodReply } from "../../support/model-vault";
import { sampleSources } from "../../support/sample-sources";
import { removeTemporaryFolders } from "../../support/vaults";
import { compileAll, eventually, faultsOf, NO_FAULTS, notice, open, read, sideways, vaultOf, waitForLead, wikiOf, write } from "./steps";

const KEY = "sk-canary-4c1e8b0a";
const SETTINGS = ".obsidian/plugins/compendium/data.json";

const slow = (request: ModelRequest): Reply => ({ ...(goodReply(request) as Answer), delivery: { betweenEvents: 6 } });

/** An address that is not of this computer as far as the product can tell, and leads to the server all the same. */
const elsewhere = (server: ModelServer): string => server.url.replace("127.0.0.1", "0.0.0.0");

describeInBrowser("The price of a compile", () => {
  const start = modelServers();
  const opened: Host[] = [];
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((host) => host.close()));
  });
  afterAll(removeTemporaryFolders);

  const vaultFor = (server: ModelServer, plugin: Record<string, unknown> = {}, model: Record<string, unknown> = {}): string =>
    vaultOf({
      ...sampleSources(),
      [SETTINGS]: JSON.stringify({ engine: "llm", hasSeenWelcome: true, ...plugin, model: { preset: "openai", baseUrl: elsewhere(server), strongModel: "gpt-4.1-mini", secret: "model-key", ...model } }),
    });
  const openWithKey = async (folder: string): Promise<Host> => {
    const host = await open(folder);
    opened.push(host);
    await host.page.evaluate(([name, key]) => window.app.secretStorage.setSecret(name, key), ["model-key", KEY] as const);
    return host;
  };
  const question = (host: Host) => host.page.locator(".modal", { has: host.page.locator(".cpd-amounts") });
  const lead = (host: Host) => host.page.locator(".cpd-lead");
  const settingsIn = (folder: string): Record<string, unknown> => JSON.parse(read(folder, SETTINGS)) as Record<string, unknown>;

  it("and where the text goes are asked about before the first text leaves, and only then", async () => {
    const server = await start({ key: KEY, reply: goodReply });
    const folder = vaultFor(server);
    const host = await openWithKey(folder);
    await host.palette("Compendium: Compile new and changed notes");
    await question(host).waitFor();
    const words = (await question(host).textContent()) ?? "";
    expect(words).toContain(`sent to ${elsewhere(server).replace(/\/v1$/, "")}`);
    expect(words).toContain("Notes in excluded folders are never sent.");
    expect(words).toMatch(/about \d+ calls, \$0\.0\d+/);
    expect(words).toContain("Reading sources");
    expect(server.completions()).toEqual([]);
    await question(host).getByRole("button", { name: "Cancel" }).click();
    await waitForLead(host, "Ready to compile");
    expect({ asked: server.completions(), wiki: wikiOf(folder), agreed: settingsIn(folder)["agreedAddresses"] }).toEqual({ asked: [], wiki: {}, agreed: undefined });
    await eventually(async () => expect(await lead(host).textContent()).toMatch(/About \d+ calls, \$0\.0\d+\./));

    await lead(host).locator("[data-action=compile]").click();
    await question(host).getByRole("button", { name: "Send and compile" }).click();
    await waitForLead(host, /^Compiled/);
    expect(await lead(host).textContent()).toMatch(/\d+ calls, \$0\.0\d+, where about \d+ calls, \$0\.0\d+ were expected\./);
    expect(faultsOf(folder)).toEqual(NO_FAULTS);
    expect(settingsIn(folder)["agreedAddresses"]).toEqual([elsewhere(server).replace(/\/v1$/, "")]);
    const asked = server.completions().length;

    write(folder, "raw/New note.md", "# New note\n\nThe Kestrel Crane was painted green in 1988 by Maria Lindqvist.\n");
    await waitForLead(host, "Ready to compile");
    await compileAll(host);
    expect(server.completions().length).toBeGreaterThan(asked);
    expect(host.requestsTo(server.url).web).toEqual([]);
    expect(host.errors).toEqual([]);
  });

  it("is asked about above the user's amount, and clips beyond it wait instead of being compiled by themselves", async () => {
    const server = await start({ key: KEY, reply: goodReply });
    const folder = vaultFor(server, { askFromDollars: 0.0001, autoCompile: true, agreedAddresses: [elsewhere(server).replace(/\/v1$/, "")] });
    const host = await openWithKey(folder);
    await notice(host, /New clips wait for you: compiling them takes about \d+ calls/);
    expect(server.completions()).toEqual([]);
    await host.palette("Compendium: Compile new and changed notes");
    await question(host).getByRole("button", { name: "Compile" }).click();
    await waitForLead(host, /^Compiled/);
    expect(faultsOf(folder)).toEqual(NO_FAULTS);
  });

  it("of making older pages anew is shown before, and nothing is made anew without a yes", async () => {
    const server = await start({ key: KEY, reply: goodReply });
    const folder = vaultFor(server, { agreedAddresses: [elsewhere(server).replace(/\/v1$/, "")] });
    const host = await openWithKey(folder);
    await compileAll(host);
    const asked = server.completions().length;
    write(folder, "wiki/AGENTS.md", `${read(folder, "wiki/AGENTS.md")}\n- Write in short sentences.\n`);
    await host.palette("Compendium: Open compile pane");
    await lead(host).locator("[data-action=dismiss], [data-action=open-index]").first().waitFor();
    await host.page.getByRole("button", { name: "More", exact: true }).click();
    await host.page.locator(".menu-item", { hasText: "Make pages of older recipes anew" }).click();
    await question(host).waitFor();
    expect(await question(host).textContent()).toMatch(/Pages of an older recipe still hold.*about \d+ calls, \$0\.0\d+/);
    await host.page.keyboard.press("Escape");
    await eventually(() => expect(server.completions()).toHaveLength(asked));
    expect(await host.page.locator(".cpd-spin").count()).toBe(0);
  });

  it("is held to a budget: the run stops with what it has, says so, and goes on where the user lets it", async () => {
    const server = await start({ key: KEY, reply: goodReply });
    const folder = vaultFor(server, { agreedAddresses: [elsewhere(server).replace(/\/v1$/, "")] }, { budgetPerRun: 0.006, atOnce: 1 });
    const host = await openWithKey(folder);
    await host.palette("Compendium: Compile new and changed notes");
    await waitForLead(host, "The budget is used up");
    expect(await lead(host).textContent()).toContain("What was paid for is kept");
    expect(wikiOf(folder)).toEqual({});
    const first = server.completions().length;
    expect(first).toBeGreaterThan(0);
    for (let again = 0; again < 10 && (await lead(host).locator("h2").textContent()) === "The budget is used up"; again += 1) {
      await lead(host).locator("[data-action=retry]").click();
      await waitForLead(host, /^(The budget is used up|Compiled)/);
    }
    await waitForLead(host, /^Compiled/);
    expect(server.paidTwice()).toEqual([]);
    expect(faultsOf(folder)).toEqual(NO_FAULTS);
  });

  it("is shown as it is spent, and a pause holds it until it is resumed", async () => {
    const server = await start({ key: KEY, reply: slow });
    const folder = vaultFor(server, { agreedAddresses: [elsewhere(server).replace(/\/v1$/, "")] }, { atOnce: 1 });
    const host = await openWithKey(folder);
    await host.palette("Compendium: Compile new and changed notes");
    await waitForLead(host, "Compiling");
    await eventually(async () => expect(await lead(host).textContent()).toMatch(/[1-9]\d* of about \d+ calls, \$0\.0\d+ of about \$0\.0\d+/));
    await lead(host).locator("[data-action=pause]").click();
    await waitForLead(host, "Paused");
    await server.settled();
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const held = server.completions().length;
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(server.completions()).toHaveLength(held);
    expect(await sideways(host)).toEqual([]);
    await lead(host).locator("[data-action=resume]").click();
    await waitForLead(host, /^Compiled/);
    expect(server.completions().length).toBeGreaterThan(held);
    expect(server.paidTwice()).toEqual([]);
    expect(host.errors).toEqual([]);
  });
});
