/** A compile that asks a model: over each way to the network a device has, cancelled, disabled, and never showing the key. */
import { describeInBrowser, type Host } from "../../obsidian-host/browser";
import { audit } from "../../support/audit";
import { type Answer, keyLeaks, type ModelRequest, modelServers, type ModelServer, type ModelServerOptions, type Reply } from "../../support/model-server";
import { goodReply } from "../../support/model-vault";
import { sampleSources } from "../../support/sample-sources";
import { readTree, removeTemporaryFolders } from "../../support/vaults";
import { compileAll, eventually, open, vaultOf, waitForLead } from "./steps";

const KEY = "sk-Qz7wPx4Lm9Tn2Rv8";
const SECRET = "model-key";
const SETTINGS = ".obsidian/plugins/compendium/data.json";


describeInBrowser("A compile with a model", () => {
  const start = modelServers();
  const opened: Host[] = [];
  let printed: string[] = [];
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((host) => host.close()));
  });
  afterAll(removeTemporaryFolders);

  const serve = (options: Partial<ModelServerOptions> = {}): Promise<ModelServer> => start({ key: KEY, reply: goodReply, ...options });
  const vaultFor = (server: ModelServer): string =>
    vaultOf({
      ...sampleSources(),
      [SETTINGS]: JSON.stringify({ engine: "llm", hasSeenWelcome: true, model: { preset: "custom", baseUrl: server.url, strongModel: "big", fastModel: "small", secret: SECRET } }),
    });
  const openWithKey = async (folder: string, mobile = false): Promise<Host> => {
    const host = await open(folder, { mobile });
    opened.push(host);
    printed = [];
    host.page.on("console", (message) => printed.push(message.text()));
    await host.page.evaluate(([name, key]) => window.app.secretStorage.setSecret(name, key), [SECRET, KEY] as const);
    return host;
  };
  const expectGoodWiki = (folder: string): void => {
    const tree = readTree(folder);
    const { malformed, untrue, dangling, uncited, brokenLinks } = audit(tree, Object.keys(tree).filter((path) => path.startsWith("raw/")));
    expect({ malformed, untrue, dangling, uncited, brokenLinks }).toEqual({ malformed: [], untrue: [], dangling: [], uncited: [], brokenLinks: [] });
    expect(Object.keys(tree)).toContain("wiki/concepts/Kestrel Crane.md");
  };

  /** Errors but those that the browser itself prints of answers it got or kept to itself. */
  const errorsOf = (host: Host): string[] => host.errors.filter((text) => !/^(Failed to load resource|Access to fetch at)/.test(text));
  /** Files, the page, the console, all that was said to the worker but the answer that is the key. */
  const expectNoLeak = async (folder: string, host: Host): Promise<void> => {
    const page = await host.page.evaluate(() => document.documentElement.outerHTML);
    expect(keyLeaks(KEY, { ...readTree(folder), page, console: printed.join("\n"), errors: host.errors.join("\n") })).toEqual([]);
  };

  it("on the desktop goes over Node's requests: no request of the page's own reaches the server", async () => {
    const server = await serve();
    const folder = vaultFor(server);
    const host = await openWithKey(folder);
    await compileAll(host);
    expectGoodWiki(folder);
    const { web, node, requestUrl } = host.requestsTo(server.url);
    expect({ web, requestUrl }).toEqual({ web: [], requestUrl: [] });
    expect(node).toHaveLength(server.completions().length);
    expect(node.length).toBeGreaterThan(4);
    expect(server.violations).toEqual([]);
    expect(errorsOf(host)).toEqual([]);
    await expectNoLeak(folder, host);
  });

  it("on a phone goes over the browser's requests where the server allows them", async () => {
    const server = await serve({ cors: true });
    const folder = vaultFor(server);
    const host = await openWithKey(folder, true);
    await compileAll(host);
    expectGoodWiki(folder);
    const { web, node, requestUrl } = host.requestsTo(server.url);
    expect({ node, requestUrl }).toEqual({ node: [], requestUrl: [] });
    expect(web.filter((line) => line.startsWith("POST"))).toHaveLength(server.completions().length);
    await server.settled();
    expect(server.paidTwice()).toEqual([]);
    expect(await host.notices()).toEqual([]);
    await expectNoLeak(folder, host);
  });

  it("on a phone goes over the app's request where the server allows none, sends nothing twice, and tells once that replies come whole", async () => {
    const server = await serve();
    const folder = vaultFor(server);
    const host = await openWithKey(folder, true);
    await compileAll(host);
    expectGoodWiki(folder);
    const { web, node, requestUrl } = host.requestsTo(server.url);
    expect(node).toEqual([]);
    expect(requestUrl).toHaveLength(server.completions().length);
    // Asked before the first request, all in one, and without a body that costs something.
    expect(web.filter((line) => !/^(GET|OPTIONS) /.test(line))).toEqual([]);
    expect(web.length).toBeLessThanOrEqual(2);
    await server.settled();
    expect(server.paidTwice()).toEqual([]);
    expect((await host.notices()).filter((text) => text.includes("in one piece"))).toHaveLength(1);
    await expectNoLeak(folder, host);
  });

  it("gives the key to the worker alone, as the answer to its question, and to nobody in an error that repeats it", async () => {
    const server = await serve({ key: "sk-another-key-altogether", echoesKey: true });
    const folder = vaultFor(server);
    const host = await openWithKey(folder);
    await host.page.evaluate(() => {
      const said: string[] = [];
      Object.assign(window, { saidToWorker: said });
      const { postMessage } = Worker.prototype;
      Worker.prototype.postMessage = function (this: Worker, message: unknown, ...rest: []): void {
        said.push(JSON.stringify(message));
        postMessage.call(this, message, ...rest);
      };
    });
    await host.palette("Compendium: Compile new and changed notes");
    await host.page.getByText("does not accept the key").first().waitFor();
    const said = await host.page.evaluate(() => Reflect.get(window, "saidToWorker") as string[]);
    const telling = said.filter((message) => message.includes(KEY)).map((message) => JSON.parse(message) as unknown);
    expect(telling).toEqual([{ type: "key", request: expect.any(Number) as number, key: KEY }]);
    await expectNoLeak(folder, host);
    expect(Object.keys(readTree(folder)).filter((path) => path.startsWith("wiki/"))).toEqual([]);
  });

  describe("while the model writes slowly", () => {
    const slow = (request: ModelRequest): Reply => ({ ...(goodReply(request) as Answer), delivery: { betweenEvents: 400 } });
    const begin = async (mobile: boolean, options: Partial<ModelServerOptions>): Promise<{ server: ModelServer; host: Host; folder: string }> => {
      const server = await serve({ reply: slow, ...options });
      const folder = vaultFor(server);
      const host = await openWithKey(folder, mobile);
      await host.palette("Compendium: Compile new and changed notes");
      await eventually(() => expect(server.completions(({ outcome }) => outcome === "open").length).toBeGreaterThan(0));
      return { server, host, folder };
    };
    const expectNoneOpen = async (server: ModelServer): Promise<void> => {
      await server.settled();
      expect(server.completions().map(({ outcome }) => outcome)).toEqual(server.completions().map(() => "abandoned"));
    };

    it.each([
      ["over Node's requests", false, {}],
      ["over the browser's", true, { cors: true }],
    ])("a cancel %s ends at once, and leaves no request open at the server", async (_, mobile, options) => {
      const { server, host, folder } = await begin(mobile, options);
      await host.page.locator(".cpd-lead [data-action=cancel]").click();
      await waitForLead(host, "Cancelled");
      await expectNoneOpen(server);
      expect(Object.keys(readTree(folder)).filter((path) => path.startsWith("wiki/"))).toEqual([]);
      expect(errorsOf(host)).toEqual([]);
    });

    it("a cancel over the app's request ends at once; what cannot be called back is not waited for", async () => {
      const { server, host, folder } = await begin(true, {});
      await host.page.locator(".cpd-lead [data-action=cancel]").click();
      await waitForLead(host, "Cancelled");
      expect(server.completions(({ outcome }) => outcome === "open").length).toBeGreaterThan(0);
      expect(Object.keys(readTree(folder)).filter((path) => path.startsWith("wiki/"))).toEqual([]);
      expect(errorsOf(host)).toEqual([]);
    });

    it.each([
      ["over Node's requests", false, {}],
      ["over the browser's", true, { cors: true }],
    ])("the plugin disabled %s leaves nothing behind and no request open", async (_, mobile, options) => {
      const { server, host } = await begin(mobile, options);
      await host.disable("compendium");
      expect(await host.leftovers("compendium")).toEqual([]);
      await expectNoneOpen(server);
      expect(errorsOf(host)).toEqual([]);
    });
  });
});
