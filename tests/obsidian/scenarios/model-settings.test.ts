/** Setting up a model: the rows that are shown, the key's name in the settings and the key nowhere, the endpoint's models, testing the connection, limits; and the welcome's choice. */
import { describeInBrowser, type Host } from "../../obsidian-host/browser";
import { answer, failure, keyLeaks, modelServers, type ModelServer, type ModelServerOptions } from "../../support/model-server";
import { goodReply } from "../../support/model-vault";
import { sampleSources } from "../../support/sample-sources";
import { readTree, removeTemporaryFolders } from "../../support/vaults";
import { eventually, faultsOf, NO_FAULTS, open, read, sideways, vaultOf } from "./steps";

const KEY = "sk-Vt3mKq8Yd1Wb6Xz0";
const DATA = ".obsidian/plugins/compendium/data.json";
const FINGER = 44;

const WORKS = answer('{"ok": true}');

describeInBrowser("Setting up a model", () => {
  const start = modelServers();
  const opened: Host[] = [];
  let host: Host;
  afterEach(async () => {
    const errors = opened.flatMap((each) => each.errors);
    await Promise.all(opened.splice(0).map((each) => each.close()));
    expect(errors).toEqual([]);
  });
  afterAll(removeTemporaryFolders);

  const serve = (options: Partial<ModelServerOptions> = {}): Promise<ModelServer> => start({ key: KEY, reply: WORKS, models: ["quiet-large", "quiet-small", "loud-large"], kindOf: false, ...options });
  const openVault = async (settings: Record<string, unknown> = { hasSeenWelcome: true }, options: Parameters<typeof open>[1] = {}, key = KEY): Promise<string> => {
    const folder = vaultOf({ ...sampleSources(), [DATA]: JSON.stringify(settings) });
    host = await open(folder, options);
    opened.push(host);
    host.page.setDefaultTimeout(15_000);
    await host.page.evaluate((given) => window.app.secretStorage.setSecret("main-key", given), key);
    return folder;
  };
  const modelSettings = (server: ModelServer, more: Record<string, unknown> = {}) => ({ engine: "llm", hasSeenWelcome: true, model: { preset: "custom", baseUrl: server.url, secret: "main-key", strongModel: "quiet-large", ...more } });
  const data = (folder: string): Record<string, unknown> => JSON.parse(read(folder, DATA)) as Record<string, unknown>;
  const inModel = (folder: string): Record<string, unknown> => (data(folder)["model"] ?? {}) as Record<string, unknown>;
  const row = (name: string) => host.page.locator(".modal.mod-settings .setting-item", { has: host.page.locator(".setting-item-name", { hasText: new RegExp(`^${name}$`) }) });
  const field = (name: string) => row(name).locator("input");
  const status = (name: string) => row(name).getByRole("status");
  const openSettings = async (): Promise<void> => {
    await host.openSettings("compendium");
    await row("Wiki folder").waitFor();
  };
  const leave = async (): Promise<void> => {
    while ((await host.page.locator(".modal-container").count()) > 0) await host.page.keyboard.press("Escape");
  };
  const set = async (name: string, value: string): Promise<void> => {
    await field(name).fill(value);
    await field(name).press("Tab");
  };
  const shownRows = (): Promise<string[]> => host.page.locator(".modal.mod-settings .setting-group").first().locator(".setting-item:visible .setting-item-name").allTextContents();
  const focused = (): Promise<string> => host.page.evaluate(() => document.activeElement?.getAttribute("aria-labelledby")?.split(" ").map((id) => document.getElementById(id)?.textContent).join(" ") ?? document.activeElement?.textContent ?? "");

  it("shows the rows that the service needs; what was typed for one is used for no other, and is there again", async () => {
    const folder = await openVault();
    await openSettings();
    expect((await shownRows()).slice(0, 2)).toEqual(["Engine", "Engine"]);
    expect(await row("Service").isVisible()).toBe(false);
    expect(await row("Most for a month").isVisible()).toBe(false);
    await row("Engine").locator("select").selectOption("llm");
    await row("Address").waitFor();
    expect(await row("Where text goes").textContent()).toContain("Nowhere yet");
    await row("Service").locator("select").selectOption("openai");
    expect(await row("Address").isVisible()).toBe(false);
    expect(await row("Where text goes").textContent()).toContain("Text of your sources is sent to api.openai.com.");
    await row("Key").locator("select").selectOption("main-key");
    await set("Model for writing", "gpt-4.1-mini");
    expect(await row("Model for writing").textContent()).toContain("$0.40 in, $1.60 out per million tokens.");
    await eventually(() => expect(inModel(folder)).toMatchObject({ preset: "openai", secret: "main-key", strongModel: "gpt-4.1-mini" }));
    await row("Service").locator("select").selectOption("ollama");
    expect(await row("Key").isVisible()).toBe(false);
    expect(await field("Model for writing").inputValue()).toBe("");
    expect(await field("Address").getAttribute("placeholder")).toBe("http://127.0.0.1:11434/v1");
    expect(await row("Where text goes").textContent()).toContain("stays on this computer");
    await eventually(() => expect(inModel(folder)).toMatchObject({ preset: "ollama", secret: "", strongModel: "" }));
    await row("Service").locator("select").selectOption("openai");
    expect(await field("Model for writing").inputValue()).toBe("gpt-4.1-mini");
    expect(await row("Key").locator("select").inputValue()).toBe("main-key");
    await row("Engine").locator("select").selectOption("extractive");
    await row("Service").waitFor({ state: "hidden" });
    expect(await host.page.locator(".setting-group:visible", { hasText: "Most for a month" }).count()).toBe(0);
  });

  it("takes a new key into the keychain and its name alone into the settings, lists the endpoint's models, and works", async () => {
    const server = await serve();
    const folder = await openVault();
    await openSettings();
    await row("Engine").locator("select").selectOption("llm");
    await set("Address", "127.0.0.1/v1");
    expect(await field("Address").getAttribute("aria-invalid")).toBe("true");
    const ids = ((await field("Address").getAttribute("aria-describedby")) ?? "").split(" ");
    const described = await host.page.evaluate((given) => given.map((id) => document.getElementById(id)?.textContent ?? "none").join(" "), ids);
    expect(described).toMatch(/Where the endpoint is.*Enter an address that begins with https/);
    expect(inModel(folder)["baseUrl"]).toBeUndefined();
    await set("Address", `${server.url}/`);
    expect(await field("Address").getAttribute("aria-invalid")).toBeNull();
    await row("Key").getByRole("button").click();
    const modal = host.page.locator(".modal", { hasText: "Add a secret" });
    await modal.locator("input").first().fill("endpoint-key");
    await modal.locator("input[type=password]").fill(KEY);
    await modal.getByRole("button", { name: "Add", exact: true }).click();
    await eventually(() => expect(inModel(folder)).toEqual({ baseUrl: server.url, secret: "endpoint-key" }));
    await row("Model for writing").getByRole("button", { name: "Load models" }).click();
    await status("Model for writing").getByText("3 models to choose from").waitFor();
    expect(server.requests.map(({ method, path, key }) => [method, path, key])).toEqual([["GET", "/v1/models", "right"]]);
    await field("Model for writing").focus();
    await host.page.keyboard.type("large");
    expect(await host.page.locator(".suggestion-item").allTextContents()).toEqual(["loud-largefree, on this computer", "quiet-largefree, on this computer"]);
    await host.page.keyboard.press("ArrowDown");
    await host.page.keyboard.press("Enter");
    await eventually(() => expect(inModel(folder)).toMatchObject({ strongModel: "quiet-large" }));
    await set("Model for reading", "quiet-small");
    await row("Connection").getByRole("button").click();
    await status("Connection").getByText(/^Works\. quiet-large answers \(.+\)\. quiet-small answers \(.+\)\.$/).waitFor();
    await host.screenshot("model-settings-works");
    await set("Model for reading", "quiet-largest");
    await eventually(async () => expect(await status("Connection").textContent()).toBe(""));
    await leave();
    await eventually(() => expect(data(folder)).toMatchObject({ engine: "llm", model: { baseUrl: server.url, secret: "endpoint-key", strongModel: "quiet-large", fastModel: "quiet-largest" } }));
    const { "endpoint-key": kept } = await host.page.evaluate(() => Object.fromEntries(window.app.secretStorage.listSecrets().map((name) => [name, window.app.secretStorage.getSecret(name)])));
    expect(kept).toBe(KEY);
    expect(keyLeaks(KEY, readTree(folder))).toEqual([]);
    // Only the test and the list were sent, and of the notes nothing.
    expect(server.completions()).toHaveLength(2);
    expect(JSON.stringify(server.requests.map(({ body }) => body))).not.toMatch(/Kestrel|Lindqvist/);
    expect(server.violations).toEqual([]);
  });

  it("is done by keyboard alone, in the order in which it stands", async () => {
    const server = await serve({ models: ["quiet-large"] });
    const folder = await openVault(modelSettings(server, { strongModel: "" }));
    await openSettings();
    await row("Engine").locator("select").focus();
    const names: string[] = [];
    for (let steps = 0; steps < 12; steps += 1) {
      await host.page.keyboard.press("Tab");
      names.push(await focused());
      if ((await focused()) === "Model for writing") {
        await host.page.keyboard.type("quiet-large");
        await host.page.keyboard.press("Enter");
      }
      if ((await focused()) === "Test connection") break;
    }
    expect(names).toEqual([expect.any(String), "Address", expect.any(String), "Add…", "Model for writing", "Load models", "Model for reading", "Language of the wiki", expect.any(String), "Test connection"]);
    await host.page.keyboard.press("Enter");
    await status("Connection").getByText(/^Works\./).waitFor();
    expect(await focused()).toBe("Test connection");
    expect(inModel(folder)).toMatchObject({ strongModel: "quiet-large" });
  });

  const SAYS: [string, Partial<ModelServerOptions>, Record<string, unknown>, RegExp][] = [
    ["a key that is refused", { key: "another" }, {}, /does not accept the key \(401\)/],
    ["a key that is refused and sent back", { key: "another", echoesKey: true }, {}, /does not accept the key \(401\)/],
    ["a model that is not there", {}, { strongModel: "gone" }, /has no model gone; choose another/],
    ["no model", {}, { strongModel: "" }, /The connection works; now choose a model\./],
    ["a key that is not on this device", {}, { secret: "elsewhere" }, /does not accept the key|needs a key/],
    ["an account without credit", { reply: failure(429, { code: "insufficient_quota", type: "insufficient_quota", message: "You exceeded your current quota." }) }, {}, /has no credit left.*Add credit there/],
    ["a server that knows nothing of models", { lacks: ["models"], reply: failure(404, { form: "html" }) }, {}, /answers, but not as a model's server \(404\); check the address/],
  ];
  it.each(SAYS)("a test says it in the row: %s", async (_, server, model, sentence) => {
    const folder = await openVault(modelSettings(await serve(server), model));
    await openSettings();
    await row("Connection").getByRole("button").click();
    await status("Connection").locator(".cpd-bad").getByText(sentence).waitFor();
    expect(await row("Connection").getByRole("button").textContent()).toBe("Test connection");
    expect(keyLeaks(KEY, { page: await host.page.evaluate(() => document.body.innerText), ...readTree(folder) })).toEqual([]);
  });

  it("a test says that nobody answers, and what to do; loading the models says it too, and a name can be typed all the same", async () => {
    const server = await serve();
    await server.close();
    const folder = await openVault(modelSettings(server, { strongModel: "" }));
    await openSettings();
    await row("Model for writing").getByRole("button", { name: "Load models" }).click();
    await status("Model for writing").locator(".cpd-bad").getByText(/cannot be reached: nobody answers there\. The name of a model can be typed all the same\.$/).waitFor();
    await set("Model for writing", "mine");
    await eventually(() => expect(inModel(folder)).toMatchObject({ strongModel: "mine" }));
    await row("Connection").getByRole("button").click();
    await status("Connection").getByText(/nobody answers there\. Start the server or mend the address, then test again\.$/).waitFor();
  });

  it("a test says that replies have no given form", async () => {
    await openVault(modelSettings(await serve({ lacks: ["json_schema"], reply: answer("Certainly! Here you are.") })));
    await openSettings();
    await row("Connection").getByRole("button").click();
    await status("Connection").getByText(/^Works, but less surely\. quiet-large answers, but not in the form that was asked for/).waitFor();
  });

  it.each<[string, () => Promise<unknown>]>([
    ["Cancel", () => row("Connection").getByRole("button", { name: "Cancel" }).click()],
    ["leaving the settings", () => leave()],
    ["another address", () => set("Address", "http://127.0.0.1:9/v1")],
  ])("a test that takes long is ended by %s, and no request stays open", async (how, end) => {
    const server = await serve({ reply: { kind: "silence" } });
    await openVault(modelSettings(server));
    await openSettings();
    await row("Connection").getByRole("button").click();
    await status("Connection").getByText("Testing …").waitFor();
    await server.arrived(2);
    await end();
    await server.settled();
    expect(server.completions().map(({ outcome }) => outcome)).toEqual(["abandoned"]);
    if (how === "Cancel") expect(await status("Connection").textContent()).toBe("Cancelled.");
    if (how === "another address") expect(await status("Connection").textContent()).toBe("");
    if (how !== "leaving the settings") expect(await row("Connection").getByRole("button").textContent()).toBe("Test connection");
  });

  it("limits are amounts or none; a bad one is tied to its field and not kept", async () => {
    const folder = await openVault({ engine: "llm", hasSeenWelcome: true, model: { preset: "openai", strongModel: "gpt-4.1-mini", ofALaterVersion: [1] } });
    await openSettings();
    expect(await field("Ask from this amount").inputValue()).toBe("$1.00");
    expect(await field("Most for one compile").getAttribute("placeholder")).toBe("No limit");
    await row("Most for a month").getByText(/Nothing spent in \w+ on this device/).waitFor();
    await set("Most for one compile", "0,50");
    expect(await field("Most for one compile").inputValue()).toBe("$0.50");
    await set("Most for a month", "$5");
    await set("Ask from this amount", "0.1");
    await eventually(() => expect(data(folder)).toEqual({ engine: "llm", hasSeenWelcome: true, askFromDollars: 0.1, model: { preset: "openai", strongModel: "gpt-4.1-mini", ofALaterVersion: [1], budgetPerRun: 0.5, budgetPerMonth: 5 } }));
    await set("Most for one compile", "lots");
    expect(await field("Most for one compile").getAttribute("aria-invalid")).toBe("true");
    await row("Most for one compile").getByText("Enter an amount in dollars").waitFor();
    await set("Ask from this amount", "");
    await row("Ask from this amount").getByText("Enter an amount in dollars").waitFor();
    expect(data(folder)).toMatchObject({ askFromDollars: 0.1, model: { budgetPerRun: 0.5 } });
    await set("Most for one compile", "");
    await eventually(() => expect(inModel(folder)).toMatchObject({ budgetPerRun: null }));
    expect(await row("Most for one compile").locator(".setting-item-error").count()).toBe(0);
    // Left by closing the window: what stands in the field is kept.
    await field("Most for a month").fill("7");
    await leave();
    await eventually(() => expect(inModel(folder)).toMatchObject({ budgetPerMonth: 7, ofALaterVersion: [1] }));
  });

  it.each<[string, Parameters<typeof open>[1]]>([
    ["at 340 pixels", { frame: "pane", width: 340 }],
    ["on a phone", { mobile: true }],
  ])("stays within the width %s, and has room for fingers", async (_, options) => {
    const server = await serve({ cors: true });
    const folder = await openVault(modelSettings(server, { baseUrl: server.url.replace(/v1$/, `${"a-long-way/".repeat(20)}v1`), strongModel: `a-model-with-${"a-long-name-".repeat(10)}` }), options);
    await openSettings();
    await row("Connection").getByRole("button").click();
    await status("Connection").locator(".cpd-bad").first().waitFor();
    expect(await sideways(host)).toEqual([]);
    if (options?.mobile === true) {
      const low = await host.page.locator(".cpd-model-settings :is(button, input, select):visible").evaluateAll((controls, least) => controls.filter((control) => control.getBoundingClientRect().height < least - 0.5).map((control) => control.outerHTML), FINGER);
      expect(low).toEqual([]);
    }
    // A browser tells of every refusal by itself.
    expect(host.errors.splice(0).filter((error) => !error.includes("404"))).toEqual([]);
    await leave();
    await host.command("compendium:open-welcome");
    await host.page.locator(".cpd-engine").first().waitFor();
    await host.page.evaluate(() => window.app.platform.isMobile && window.app.workspace.leftSplit.collapse());
    await host.page.locator(".cpd-engine-details").getByText("is asked, with").waitFor();
    expect(await sideways(host)).toEqual([]);
    const heights = await host.page.locator(".cpd-engine").evaluateAll((options) => options.map((option) => option.getBoundingClientRect().height));
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(FINGER);
    expect(data(folder)).toMatchObject({ engine: "llm" });
  });

  it("the welcome offers the model, says what it needs and takes, and keeps and sends nothing before the press", async () => {
    const server = await serve({ key: KEY, reply: goodReply, models: ["gpt-4.1-mini"] });
    const before = { hasSeenWelcome: false, model: { preset: "openai", baseUrl: server.url.replace("127.0.0.1", "0.0.0.0"), secret: "main-key", strongModel: "gpt-4.1-mini" } };
    const folder = await openVault(before);
    const welcome = host.page.locator(".cpd-welcome-view");
    const radio = (name: string) => welcome.getByRole("radiogroup", { name: "Engine" }).getByRole("radio", { name });
    await welcome.getByText(/^4 sources, about \d+ pages, no calls, no cost\./).waitFor();
    expect(await radio("Built in").isChecked()).toBe(true);
    // Backwards from the button that has the focus: the engine chosen, and the arrow chooses the other.
    await host.page.keyboard.press("Shift+Tab");
    expect(await focused()).toBe("Built in");
    await host.page.keyboard.press("ArrowDown");
    expect(await radio("A model").isChecked()).toBe(true);
    await welcome.getByText(/^4 sources, about \d+ pages, about \d+ calls, [\d,]+ tokens, \$0\.\d+\. You can undo it in one step\.$/).waitFor();
    await welcome.getByText("OpenAI is asked, with gpt-4.1-mini.").waitFor();
    expect(await welcome.locator(".cpd-engine-details").textContent()).toContain("Text of your sources is sent to http://0.0.0.0:");
    await host.screenshot("welcome-model");
    await host.page.keyboard.press("ArrowUp");
    await welcome.getByText(/no calls, no cost\./).waitFor();
    await host.page.keyboard.press("ArrowDown");
    await welcome.getByText(/about \d+ calls/).waitFor();
    await host.waitForIdle(1000);
    expect(data(folder)).toEqual(before);
    expect(server.requests).toEqual([]);
    expect(Object.keys(readTree(folder)).filter((path) => path.startsWith("wiki/"))).toEqual([]);
    await welcome.getByRole("button", { name: "Make folders and compile" }).click();
    // Where the text goes is asked about first; No leads back to the plan, with nothing sent.
    const question = host.page.locator(".modal", { hasText: "is sent to" });
    await question.getByRole("button", { name: "Cancel" }).click();
    await welcome.getByRole("button", { name: "Make folders and compile" }).waitFor();
    expect(server.requests).toEqual([]);
    await welcome.getByText(/about \d+ calls/).waitFor();
    await welcome.getByRole("button", { name: "Make folders and compile" }).click();
    await question.getByRole("button", { name: "Send and compile" }).click();
    await welcome.getByRole("heading", { name: "Your wiki is ready" }).waitFor({ timeout: 60_000 });
    await welcome.locator("section").getByText(/^\d+ pages made of 4 sources in .*, with \d+ calls, \$0\.\d+\. /).waitFor();
    expect(data(folder)).toMatchObject({ engine: "llm" });
    expect(faultsOf(folder)).toEqual(NO_FAULTS);
    expect(keyLeaks(KEY, readTree(folder))).toEqual([]);
  });

  it("the welcome leads to the settings for what the model lacks, and goes on when it is there", async () => {
    const folder = await openVault({});
    const welcome = host.page.locator(".cpd-welcome-view");
    await welcome.getByRole("radio", { name: "A model" }).check();
    await welcome.getByText("4 sources. To compile, the model still needs a service and a model.").waitFor();
    expect(await welcome.locator("button.mod-cta").allTextContents()).toEqual(["Open settings"]);
    await host.waitForIdle(500);
    expect(data(folder)).toEqual({});
    await welcome.getByRole("button", { name: /^Choose service, key and model/ }).click();
    await row("Service").locator("select").selectOption("ollama");
    expect(await row("Engine").locator("select").inputValue()).toBe("llm");
    await set("Model for writing", "qwen3:8b");
    await leave();
    await welcome.getByText("Ollama is asked, with qwen3:8b.").waitFor();
    await welcome.getByText(/^4 sources, about \d+ pages, about \d+ calls, [\d,]+ tokens, no cost\./).waitFor();
    expect(await welcome.locator("button.mod-cta").allTextContents()).toEqual(["Make folders and compile"]);
  });
});
