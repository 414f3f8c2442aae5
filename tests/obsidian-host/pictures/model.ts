/** The model of the pictures: a scripted server, and the settings that lead to it. */
import { goodAnswer, materialOf } from "../../support/good-model";
import { answer, type Answer, type ModelRequest, type ModelServer, type Reply } from "../../support/model-server";
import { askedOf, goodReply } from "../../support/model-vault";
import type { Host } from "../browser";

export { goodReply };

/** Dollars that do not last for the example. */
export const BUDGET = 0.004;

/** Articles take their time. */
export const slowReply = (request: ModelRequest): Reply => ({ ...(goodReply(request) as Answer), delivery: { betweenEvents: askedOf(request).task === "article" ? 10 : 0 } });

/** Sources that do not agree, of the subject of the example. */
const DISAGREEING: Readonly<Record<string, string>> = {
  "raw/The Jamaica trial.md": "---\ntitle: The Jamaica trial\npublished: 1962-04-02\n---\nThe Fourth Timekeeper lost 5 seconds on the voyage to Jamaica. William Harrison sailed with The Fourth Timekeeper on the Deptford in November 1761. The Fourth Timekeeper was as large as a plate.\n",
  "raw/A second look at the trial.md": "---\ntitle: A second look at the trial\npublished: 2014-09-30\n---\nThe Fourth Timekeeper lost 114 seconds on the voyage to Jamaica. The Fourth Timekeeper came home on the Merlin, wrapped in blankets. The Board of Longitude asked for another trial of The Fourth Timekeeper.\n",
};
export const CONTESTED_PAGE = "wiki/concepts/The Fourth Timekeeper.md";

/** Finds the two that disagree. */
export const contestingReply = (received: ModelRequest): Reply => {
  const request = askedOf(received);
  const reply = goodAnswer(request) as Record<string, unknown>;
  if (request.task !== "article") return answer(JSON.stringify(reply));
  const numberOf = (words: string): unknown => materialOf(request).find(({ claim }) => String(claim).includes(words))?.["n"];
  const [first, second] = [numberOf("lost 5 seconds"), numberOf("lost 114 seconds")];
  return answer(JSON.stringify({ ...reply, contradictions: first === undefined || second === undefined ? [] : [{ first, second, relation: "contested" }] }));
};

/** Opens the app again with the settings of that model. Its address is one of elsewhere, as far as the product can tell, and leads to the server all the same. */
export async function useModel(host: Host, server: ModelServer, { agreesEverywhere = false } = {}, model: Record<string, unknown> = {}): Promise<void> {
  const address = server.url.replace("127.0.0.1", "0.0.0.0");
  const settings = {
    engine: "llm",
    hasSeenWelcome: true,
    agreedAddresses: agreesEverywhere ? [address.replace(/\/v1$/, "")] : [],
    model: { preset: "openai", baseUrl: address, strongModel: "gpt-5-mini", fastModel: "gpt-5-nano", secret: "openai-main", ...model },
  };
  await host.page.evaluate(() => window.app.workspace.detachLeavesOfType("compendium-welcome"));
  // Closed, the welcome notes in the settings that it was seen.
  await host.waitForIdle();
  await host.page.evaluate(
    async ([data, sources]) => {
      const { adapter } = window.app.vault;
      window.app.secretStorage.setSecret("openai-main", "not-a-key");
      for (const [path, text] of Object.entries(sources)) await adapter.write(path, text);
      const plugin = `${window.app.vault.configDir}/plugins/compendium`;
      await adapter.mkdir(plugin);
      await adapter.write(`${plugin}/data.json`, data);
    },
    [JSON.stringify(settings), DISAGREEING] as const,
  );
  await host.reload();
  await host.waitForIdle();
  await host.page.evaluate(() => window.app.secretStorage.setSecret("openai-main", "not-a-key"));
}

/** Presses the pane's button; what is asked then stays open. */
export async function compileByModel(host: Host): Promise<void> {
  await host.page.locator(".cpd-lead [data-action=compile]").click();
}
