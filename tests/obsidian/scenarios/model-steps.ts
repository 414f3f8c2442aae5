/** Steps and vaults of the scenarios with a model that costs. */
import type { Host } from "../../obsidian-host/browser";
import { modelServers, type ModelServer } from "../../support/model-server";
import { sampleSources } from "../../support/sample-sources";
import { open, read, vaultOf } from "./steps";

export const KEY = "sk-canary-4c1e8b0a";
export const SETTINGS = ".obsidian/plugins/compendium/data.json";
const SECRET = "model-key";

/** An address that is not of this computer as far as the product can tell, and leads to the server all the same. */
export const elsewhere = (server: ModelServer): string => server.url.replace("127.0.0.1", "0.0.0.0");
/** The same without its path: what the user agrees to. */
export const originOf = (server: ModelServer): string => elsewhere(server).replace(/\/v1$/, "");

export const settingsIn = (folder: string): Record<string, unknown> => JSON.parse(read(folder, SETTINGS)) as Record<string, unknown>;

export const question = (host: Host) => host.page.locator(".modal", { has: host.page.locator(".cpd-amounts") });
export const lead = (host: Host) => host.page.locator(".cpd-lead");

/** The sample sources in a vault whose settings name the server, by a model of known price; `plugin` and `model` are settings over these. */
export const pricedVault = (server: ModelServer, plugin: Record<string, unknown> = {}, model: Record<string, unknown> = {}): string =>
  vaultOf({
    ...sampleSources(),
    [SETTINGS]: JSON.stringify({ engine: "llm", hasSeenWelcome: true, ...plugin, model: { preset: "openai", baseUrl: elsewhere(server), strongModel: "gpt-4.1-mini", secret: SECRET, ...model } }),
  });

/** Inside a `describe`: starts servers, and opens hosts that hold the key; they are closed after each test. */
export function withModelHosts(): { start: ReturnType<typeof modelServers>; openWithKey: (folder: string) => Promise<Host> } {
  const start = modelServers();
  const opened: Host[] = [];
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((host) => host.close()));
  });
  return {
    start,
    openWithKey: async (folder) => {
      const host = await open(folder);
      opened.push(host);
      await host.page.evaluate(([name, key]) => window.app.secretStorage.setSecret(name, key), [SECRET, KEY] as const);
      return host;
    },
  };
}
