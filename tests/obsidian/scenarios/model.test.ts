/** A compile that asks a model: over each way to the network a device has, cancelled, disabled, and never showing the key. */
import type { ModelRequest } from "../../../src/core/ports";
import { describeInBrowser, type Host } from "../../obsidian-host/browser";
import { audit } from "../../support/audit";
import { goodAnswer } from "../../support/good-model";
import { answer, keyLeaks, modelServers, type ModelServer, type ModelServerOptions, type Reply } from "../../support/model-server";
import { sampleSources } from "../../support/sample-sources";
import { readTree, removeTemporaryFolders } from "../../support/vaults";
import { compileAll, open, vaultOf } from "./steps";

const KEY = "sk-Qz7wPx4Lm9Tn2Rv8";
const SECRET = "model-key";
const SETTINGS = ".obsidian/plugins/compendium/data.json";

interface Sent {
  messages: ModelRequest["messages"];
  response_format?: { json_schema?: { name?: string } };
}

const good = ({ body }: { body: unknown }): Reply => {
  const { messages, response_format: format } = body as Sent;
  return answer(JSON.stringify(goodAnswer({ task: format?.json_schema?.name ?? "digest", messages } as ModelRequest)));
};

describeInBrowser("A compile with a model", () => {
  const start = modelServers();
  const opened: Host[] = [];
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((host) => host.close()));
  });
  afterAll(removeTemporaryFolders);

  const serve = (options: Partial<ModelServerOptions> = {}): Promise<ModelServer> => start({ key: KEY, reply: good, ...options });
  const vaultFor = (server: ModelServer): string =>
    vaultOf({
      ...sampleSources(),
      [SETTINGS]: JSON.stringify({ engine: "llm", hasSeenWelcome: true, model: { preset: "custom", baseUrl: server.url, strongModel: "big", fastModel: "small", secret: SECRET } }),
    });
  const openWithKey = async (folder: string, mobile = false): Promise<Host> => {
    const host = await open(folder, { mobile });
    opened.push(host);
    await host.page.evaluate(([name, key]) => window.app.secretStorage.setSecret(name, key), [SECRET, KEY] as const);
    return host;
  };
  const expectGoodWiki = (folder: string): void => {
    const tree = readTree(folder);
    const { malformed, untrue, dangling, uncited, brokenLinks } = audit(tree, Object.keys(tree).filter((path) => path.startsWith("raw/")));
    expect({ malformed, untrue, dangling, uncited, brokenLinks }).toEqual({ malformed: [], untrue: [], dangling: [], uncited: [], brokenLinks: [] });
    expect(Object.keys(tree)).toContain("wiki/concepts/Kestrel Crane.md");
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
    expect(host.errors).toEqual([]);
    expect(keyLeaks(KEY, readTree(folder))).toEqual([]);
  });
});
