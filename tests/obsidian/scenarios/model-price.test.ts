/** What a compile with a model costs: told before, asked about where it must be, shown while it runs and after; a budget that stops it; a pause. */
import { describeInBrowser } from "../../obsidian-host/browser";
import type { Answer, ModelRequest, Reply } from "../../support/model-server";
import { goodReply } from "../../support/model-vault";
import { removeTemporaryFolders } from "../../support/vaults";
import { KEY, lead, originOf, pricedVault, question, settingsIn, withModelHosts } from "./model-steps";
import { compileAll, eventually, faultsOf, NO_FAULTS, notice, read, sideways, waitForLead, wikiOf, write } from "./steps";

const slow = (request: ModelRequest): Reply => ({ ...(goodReply(request) as Answer), delivery: { betweenEvents: 6 } });

describeInBrowser("The price of a compile", () => {
  const { start, openWithKey } = withModelHosts();
  afterAll(removeTemporaryFolders);

  it("and where the text goes are asked about before the first text leaves, and only then", async () => {
    const server = await start({ key: KEY, reply: goodReply });
    const folder = pricedVault(server);
    const host = await openWithKey(folder);
    await host.palette("Compendium: Compile new and changed notes");
    await question(host).waitFor();
    const words = (await question(host).textContent()) ?? "";
    expect(words).toContain(`sent to ${originOf(server)}`);
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
    expect(settingsIn(folder)["agreedAddresses"]).toEqual([originOf(server)]);
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
    const folder = pricedVault(server, { askFromDollars: 0.0001, autoCompile: true, agreedAddresses: [originOf(server)] });
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
    const folder = pricedVault(server, { agreedAddresses: [originOf(server)] });
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
    const folder = pricedVault(server, { agreedAddresses: [originOf(server)] }, { budgetPerRun: 0.006, atOnce: 1 });
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
    const folder = pricedVault(server, { agreedAddresses: [originOf(server)] }, { atOnce: 1 });
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
