/** A compile with a model that is disturbed: the question left open, settings changed, the endpoint gone, the plugin switched off. */
import { describeInBrowser, type Host } from "../../obsidian-host/browser";
import { answer, failure, type Answer, type ModelRequest, type Reply } from "../../support/model-server";
import { askedOf, goodReply } from "../../support/model-vault";
import { removeTemporaryFolders } from "../../support/vaults";
import { elsewhere, KEY, lead, originOf, pricedVault, question, SETTINGS, settingsIn, withModelHosts } from "./model-steps";
import { compileAll, eventually, faultsOf, NO_FAULTS, notice, rowTitles, waitForLead, wikiOf, write } from "./steps";

/** Slow until it is told to hurry. */
const unhurried = () => {
  let isSlow = true;
  return {
    reply: (request: ModelRequest): Reply => ({ ...(goodReply(request) as Answer), ...(isSlow ? { delivery: { betweenEvents: 60 } } : {}) }),
    hurry: () => {
      isSlow = false;
    },
  };
};
const taskOf = (request: ModelRequest): string => askedOf(request).task;

describeInBrowser("A compile with a model that is disturbed", () => {
  const { start, openWithKey } = withModelHosts();
  afterAll(removeTemporaryFolders);

  const focused = (host: Host): Promise<string> => host.page.evaluate(() => document.activeElement?.getAttribute("data-action") ?? document.activeElement?.tagName ?? "");
  const atQuestion = async (plugin: Record<string, unknown> = {}) => {
    const server = await start({ key: KEY, reply: goodReply });
    const folder = pricedVault(server, plugin);
    const host = await openWithKey(folder);
    await host.palette("Compendium: Compile new and changed notes");
    await question(host).waitFor();
    return { server, folder, host };
  };

  it("while the question is open says that it waits, and a cancel from elsewhere closes the question", async () => {
    const { server, host } = await atQuestion();
    await waitForLead(host, "Waiting for your answer");
    expect(await host.page.locator(".cpd-spin").count()).toBe(0);
    await host.command("compendium:cancel-compile");
    await waitForLead(host, "Ready to compile");
    expect(await question(host).count()).toBe(0);
    expect(server.completions()).toEqual([]);
    expect(host.errors).toEqual([]);
  });

  it("while the question is open leaves nothing behind when the plugin is switched off, and asks again when it is on", async () => {
    const { server, folder, host } = await atQuestion();
    await host.disable("compendium");
    expect(await question(host).count()).toBe(0);
    expect(await host.leftovers("compendium")).toEqual([]);
    expect(settingsIn(folder)["agreedAddresses"]).toBeUndefined();
    await host.enable("compendium");
    await host.palette("Compendium: Compile new and changed notes");
    await question(host).getByRole("button", { name: "Send and compile" }).click();
    await waitForLead(host, /^Compiled/);
    expect(server.paidTwice()).toEqual([]);
    expect(host.errors).toEqual([]);
  });

  it("goes where the question said, though another address was set while it was open", async () => {
    const { server, folder, host } = await atQuestion();
    const other = await start({ key: KEY, reply: goodReply });
    write(folder, SETTINGS, JSON.stringify({ ...settingsIn(folder), model: { ...(settingsIn(folder)["model"] as object), baseUrl: elsewhere(other) } }));
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await question(host).getByRole("button", { name: "Send and compile" }).click();
    await waitForLead(host, /^Compiled/);
    expect(server.completions().length).toBeGreaterThan(0);
    expect(other.completions()).toEqual([]);
    expect(settingsIn(folder)["agreedAddresses"]).toEqual([originOf(server)]);
  });

  const running = async (model: Record<string, unknown> = {}) => {
    const { reply, hurry } = unhurried();
    const server = await start({ key: KEY, reply });
    const folder = pricedVault(server, { agreedAddresses: [originOf(server)] }, { atOnce: 2, ...model });
    const host = await openWithKey(folder);
    await host.palette("Compendium: Compile new and changed notes");
    await waitForLead(host, "Compiling");
    await eventually(() => expect(server.completions().length).toBeGreaterThan(0));
    return { server, folder, host, hurry };
  };

  it("keeps the focus on what comes in the place of the button that was pressed", async () => {
    const { host } = await running();
    await lead(host).locator("[data-action=pause]").focus();
    await host.page.keyboard.press("Enter");
    await waitForLead(host, "Paused");
    expect(await focused(host)).toBe("resume");
    await host.page.keyboard.press("Enter");
    await waitForLead(host, "Compiling");
    expect(await focused(host)).toBe("pause");
    await lead(host).locator("[data-action=cancel]").focus();
    await host.page.keyboard.press("Enter");
    await waitForLead(host, "Cancelled");
    expect(await focused(host)).toBe("compile");
  });

  it("is cancelled while paused, and while it is cancelled it is not paused", async () => {
    const { server, host, hurry } = await running();
    await lead(host).locator("[data-action=pause]").click();
    hurry();
    await waitForLead(host, "Paused");
    await lead(host).locator("[data-action=cancel]").click();
    await host.command("compendium:pause-compile").catch(() => undefined);
    await waitForLead(host, "Cancelled");
    await server.settled();
    const asked = server.completions().length;
    await lead(host).locator("[data-action=compile]").click();
    await waitForLead(host, /^Compiled/);
    expect(server.completions().length).toBeGreaterThan(asked);
    expect(server.paidTwice()).toEqual([]);
    expect(host.errors).toEqual([]);
  });

  it("switched off while paused leaves nothing behind, and goes on afterwards without paying twice", async () => {
    const { server, host, hurry } = await running();
    await lead(host).locator("[data-action=pause]").click();
    hurry();
    await waitForLead(host, "Paused");
    await host.disable("compendium");
    expect(await host.leftovers("compendium")).toEqual([]);
    await server.settled();
    const asked = server.completions().length;
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(server.completions().length).toBe(asked);
    await host.enable("compendium");
    await compileAll(host);
    expect(host.errors).toEqual([]);
  });

  it("goes on where its settings, its key and its pane change in the middle", async () => {
    const { server, folder, host, hurry } = await running();
    hurry();
    write(folder, SETTINGS, JSON.stringify({ ...settingsIn(folder), engine: "extractive" }));
    await host.page.evaluate(() => window.app.workspace.detachLeavesOfType("compendium-compile"));
    await host.palette("Compendium: Open compile pane");
    await waitForLead(host, /^Compil/);
    await waitForLead(host, /^Compiled/);
    expect(faultsOf(folder)).toEqual(NO_FAULTS);
    expect(server.violations).toEqual([]);
    expect(host.errors).toEqual([]);
  });

  it("says what is safe when the endpoint dies in the middle, and goes on once it is back", async () => {
    let isDown = false;
    let asked = 0;
    const server = await start({ key: KEY, reply: (request) => ((asked += 1) > 3 && isDown ? failure(500) : goodReply(request)) });
    const folder = pricedVault(server, { agreedAddresses: [originOf(server)] }, { atOnce: 1 });
    const host = await openWithKey(folder);
    isDown = true;
    await host.palette("Compendium: Compile new and changed notes");
    await host.page.locator(".cpd-lead h2", { hasText: "Not compiled" }).waitFor({ timeout: 120_000 });
    expect(await lead(host).textContent()).toContain("No page was touched. What was done so far is kept.");
    expect(wikiOf(folder)).toEqual({});
    isDown = false;
    const before = server.completions().length;
    await lead(host).locator("[data-action=retry]").click();
    await waitForLead(host, /^Compiled/);
    expect(server.completions().length).toBeGreaterThan(before);
    expect(server.paidTwice()).toEqual([]);
    expect(faultsOf(folder)).toEqual(NO_FAULTS);
    expect(host.errors).toEqual([]);
  });

  it("names sources and pages the model declined, with the reason, and asks again on Retry", async () => {
    let declines = true;
    const declined = (request: ModelRequest): boolean => declines && (taskOf(request) === "article" || JSON.stringify(request.body).includes("Lattice booms"));
    const server = await start({ key: KEY, reply: (request) => (declined(request) ? { ...answer(""), refusal: "I cannot help with that." } : goodReply(request)) });
    const folder = pricedVault(server, { agreedAddresses: [originOf(server)] });
    const host = await openWithKey(folder);
    await compileAll(host);
    const needs = host.page.locator(".cpd-group", { has: host.page.locator(".cpd-group-head", { hasText: "Needs you" }) });
    await needs.getByText("Not finished: gpt-4.1-mini refused to answer this.").first().waitFor();
    expect(await rowTitles(host, "Needs you")).toEqual(["Lattice booms", "Chalmers University", "Kestrel Crane", "Maria Lindqvist"]);
    expect(await needs.textContent()).toContain("Failed: gpt-4.1-mini refused to answer this.");
    declines = false;
    await needs.getByText("Retry").last().click();
    await waitForLead(host, /^Compiled 1 source/);
    await host.waitForIdle();
    expect(await rowTitles(host, "Needs you")).toEqual([]);
    expect(faultsOf(folder)).toEqual(NO_FAULTS);
  });

  it("of a ruling that is not followed keeps the ruling, says so, and takes it back", async () => {
    const { folder, host } = await atQuestion();
    await question(host).getByRole("button", { name: "Send and compile" }).click();
    await waitForLead(host, /^Compiled/);
    await host.waitForIdle();
    const wiki = wikiOf(folder);
    write(folder, SETTINGS, JSON.stringify({ ...settingsIn(folder), agreedAddresses: [] }));
    write(folder, "raw/More.md", "# More\n\nThe Kestrel Crane was painted green in 1988 by Maria Lindqvist.\n");
    await waitForLead(host, "Ready to compile");
    await host.openNote("wiki/concepts/Kestrel Crane.md");
    await host.palette("Compendium: Rename concept");
    await host.page.locator(".modal input").fill("Green Crane");
    await host.page.keyboard.press("Enter");
    await question(host).waitFor();
    await host.page.keyboard.press("Escape");
    await notice(host, /Your decision is kept in decisions\.md; the pages follow it with the next compile\./);
    await host.page.locator(".notice button", { hasText: "Undo" }).last().click();
    await notice(host, "Taken back.");
    await eventually(() => expect(wikiOf(folder)).toEqual(wiki));
    expect(host.errors).toEqual([]);
  });

  it("by itself, with the endpoint down, asks once and not again and again", async () => {
    const server = await start({ key: KEY, reply: failure(401) });
    const folder = pricedVault(server, { autoCompile: true, agreedAddresses: [originOf(server)] });
    const host = await openWithKey(folder);
    await eventually(() => expect(server.completions().length).toBeGreaterThan(0), 40_000);
    await notice(host, /^New clips were not compiled\. /);
    await host.waitForIdle();
    const asked = server.completions().length;
    await new Promise((resolve) => setTimeout(resolve, 12_000));
    expect(server.completions().length).toBe(asked);
  });
});
