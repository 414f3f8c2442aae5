/** *Test connection*: one button, and what came of it in the same row. */
import type { ButtonComponent, Setting } from "obsidian";
import type { ConnectionTest, ModelRole } from "../../core/api";
import { isForPeople } from "../told-errors";
import type { SettingsDesk } from "./desk";
import { endpointOf } from "./model-list";
import { testWords } from "./model-words";
import { addStatusLine, type Said } from "./status-line";

const NOTHING: Said = { text: "", tone: "quiet" };

/** Each model that is used is asked once; after a failure no other is. */
async function testAll(desk: SettingsDesk, signal: AbortSignal): Promise<ConnectionTest[]> {
  const { strongModel, fastModel } = desk.settings().model;
  const roles: ModelRole[] = fastModel === "" || fastModel === strongModel ? ["strongModel"] : ["strongModel", "fastModel"];
  const tests: ConnectionTest[] = [];
  for (const role of roles) {
    if (tests.some(({ isOk }) => !isOk)) break;
    tests.push(await desk.context.compiler.askUntil(signal, "testConnection", role));
  }
  return tests;
}

export function drawConnection(setting: Setting, desk: SettingsDesk): () => void {
  const { context, models } = desk;
  const { report } = context;
  const whatIsTested = (): string => JSON.stringify([endpointOf(context), desk.settings().model.strongModel, desk.settings().model.fastModel]);
  let testing: AbortController | null = null;
  let tested = "";
  let button: ButtonComponent | null = null;
  const say = addStatusLine(setting);
  const draw = (): void => void button?.setButtonText(testing === null ? "Test connection" : "Cancel");
  const stop = (): void => {
    testing?.abort();
    testing = null;
    draw();
  };
  const test = async (): Promise<void> => {
    const own = new AbortController();
    testing = own;
    tested = whatIsTested();
    draw();
    say({ text: "Testing …", tone: "new" });
    const tell = (said: Said): void => {
      if (testing !== own) return;
      testing = null;
      draw();
      say(said);
    };
    try {
      const tests = await testAll(desk, own.signal);
      const listed = tests.find((each) => each.models !== null)?.models;
      if (testing === own && listed !== undefined && listed !== null) models.learn(listed);
      tell(testWords(tests));
    } catch (error) {
      if (!isForPeople(error)) report(error);
      tell({ text: isForPeople(error) ? error.message : "The test failed by a fault of Compendium's own; the developer console says more.", tone: "bad" });
    }
  };
  setting.addButton((component) => {
    button = component;
    component.onClick(() => {
      if (testing === null) void test();
      else {
        stop();
        say({ text: "Cancelled.", tone: "quiet" });
      }
    });
  });
  draw();
  // What was found holds for what was tested.
  const unfollow = context.settings.onChange(() => {
    if (tested === "" || tested === whatIsTested()) return;
    tested = "";
    stop();
    say(NOTHING);
  });
  return () => {
    unfollow();
    stop();
  };
}
