/** The settings of the model: which engine, which service and models, what it may cost. */
import { SecretComponent, type Setting, type SettingDefinitionItem, type SettingDefinitionRender } from "obsidian";
import { PRESETS } from "../../core/engines/llm/client/presets";
import { presetIn } from "../../core/engines/llm/endpoint";
import { isForPeople } from "../told-errors";
import { labelledBy } from "../ui/elements";
import { problemOfAmount } from "./check";
import { drawConnection } from "./connection-row";
import type { SettingsDesk } from "./desk";
import { drawField, type FieldOptions } from "./field-row";
import { cleanAddress, problemOfAddress, problemOfText, readDollars } from "./model-check";
import { ModelSuggest } from "./model-suggest";
import { addressText, keyText, monthLimitText, readingText, runLimitText, shownRows, whereText, writingText } from "./model-words";
import { addStatusLine } from "./status-line";

const MOST_AT_ONCE = 64;

const ENGINES = { extractive: "Built in: free, offline", llm: "A model" };
const SERVICES = Object.fromEntries(PRESETS.map(({ id, name }) => [id, name]));

type Row = Omit<SettingDefinitionRender, "render"> & { draw: (setting: Setting, desk: SettingsDesk) => () => void };

/** A row whose words follow the settings. */
const row = (desk: SettingsDesk, { draw, ...words }: Row): SettingDefinitionRender => ({ ...words, render: (setting) => draw(setting, desk) });

const text = (given: string): { value: string } | { problem: string } => {
  const problem = problemOfText(given);
  return problem === null ? { value: given.trim() } : { problem };
};

/** Amounts as people write them: "$0.50", "0,5"; empty is no limit where there may be none. */
const amount = (given: string, otherwise: number | null | undefined): { value: number | null } | { problem: string } => {
  const read = readDollars(given);
  if ("problem" in read || read.value !== null) return read;
  return otherwise === undefined ? { problem: "Enter an amount in dollars, such as 0.50." } : { value: otherwise };
};

const amountText = (value: number | null): string => (value === null ? "" : `$${Number(value.toFixed(2)) === value ? value.toFixed(2) : String(value)}`);

export function engineSettings(desk: SettingsDesk): SettingDefinitionItem {
  const shown = (which: keyof ReturnType<typeof shownRows>) => (): boolean => shownRows(desk.settings())[which];
  return {
    type: "group",
    heading: "Engine",
    cls: "cpd-model-settings",
    items: [
      {
        name: "Engine",
        desc: "The built-in engine makes pages of quoted sentences; nothing leaves this device. A model writes them as prose, with every statement cited: it needs a service of your choice, which may charge you, or a model on this computer.",
        aliases: ["model", "llm", "AI", "offline"],
        control: { type: "dropdown", key: "engine", options: ENGINES },
      },
      {
        name: "Service",
        desc: "Who runs the model. What you set for one service, its key too, is used for no other, and is there again when you come back to it.",
        aliases: ["provider", "OpenAI", "Ollama", "endpoint"],
        visible: shown("model"),
        control: { type: "dropdown", key: "model.preset", options: SERVICES },
      },
      row(desk, { name: "Address", aliases: ["base URL", "endpoint"], visible: shown("address"), draw: drawAddress }),
      row(desk, { name: "Where text goes", visible: shown("model"), searchable: false, draw: drawWhere }),
      row(desk, { name: "Key", aliases: ["API key", "secret", "keychain"], visible: shown("key"), draw: drawKey }),
      row(desk, { name: "Model for writing", aliases: ["strong"], visible: shown("model"), draw: drawWriting }),
      row(desk, { name: "Model for reading", aliases: ["fast"], visible: shown("model"), draw: drawReading }),
      row(desk, { name: "Language of the wiki", visible: shown("model"), draw: drawLanguage }),
      {
        name: "Requests at once",
        desc: "How many may be under way together. More is faster; a service that is asked too often makes requests wait, and a model on this computer may do better with 1 or 2.",
        aliases: ["concurrency", "parallel"],
        visible: shown("model"),
        control: { type: "number", key: "model.atOnce", min: 1, max: MOST_AT_ONCE, step: 1, validate: (value: number) => (value > MOST_AT_ONCE ? `Enter a whole number from 1 to ${MOST_AT_ONCE}.` : (problemOfAmount(value, 1) ?? undefined)) },
      },
      row(desk, {
        name: "Connection",
        desc: "Asks the service for its models, and each model for one short reply. Nothing of your vault is sent.",
        aliases: ["test"],
        visible: shown("model"),
        draw: drawConnection,
      }),
    ],
  };
}

export function budgetSettings(desk: SettingsDesk): SettingDefinitionItem {
  const isModel = (): boolean => shownRows(desk.settings()).model;
  return {
    type: "group",
    heading: "Budget",
    cls: "cpd-model-settings",
    visible: isModel,
    items: [
      row(desk, { name: "Ask from this amount", aliases: ["cost", "price", "confirm"], visible: isModel, draw: drawAskFrom }),
      row(desk, { name: "Most for one compile", aliases: ["limit", "cost"], visible: isModel, draw: drawRunLimit }),
      row(desk, { name: "Most for a month", aliases: ["limit", "cost", "spent"], visible: isModel, draw: drawMonthLimit }),
    ],
  };
}

const drawText = (setting: Setting, desk: SettingsDesk, options: FieldOptions): (() => void) => drawField(setting, desk, options).end;

const drawAddress: Row["draw"] = (setting, desk) =>
  drawText(setting, desk, {
    key: "model.baseUrl",
    shown: () => desk.settings().model.baseUrl,
    description: () => addressText(desk.settings()),
    placeholder: () => presetIn(desk.settings())?.baseUrl || "https://…/v1",
    read: (given) => {
      const problem = problemOfAddress(given);
      return problem === null ? { value: cleanAddress(given) } : { problem };
    },
  });

const drawWhere: Row["draw"] = (setting, { context, settings }) => {
  const draw = (): void => void setting.setDesc(whereText(settings()));
  setting.descEl.setAttribute("role", "status");
  draw();
  return context.settings.onChange(draw);
};

const drawKey: Row["draw"] = (setting, { context, settings, save }) => {
  const { app } = context;
  const picker = new SecretComponent(app, setting.controlEl).setValue(settings().model.secret).onChange((name) => save("model.secret", name));
  setting.addComponent(() => picker);
  let shown = settings().model.secret;
  setting.controlEl.setAttribute("role", "group");
  labelledBy(setting.controlEl, setting.nameEl);
  const draw = (): void => {
    const { secret } = settings().model;
    setting.setDesc(keyText(settings(), app.secretStorage.listSecrets().includes(secret)));
    if (secret !== shown) picker.setValue(secret);
    shown = secret;
  };
  draw();
  return context.settings.onChange(draw);
};

/** A field of the name of a model, with suggestions once the endpoint was asked for them. */
function drawModel(setting: Setting, desk: SettingsDesk, options: Omit<FieldOptions, "read">): () => void {
  const field = drawField(setting, desk, { ...options, read: text });
  const suggest = new ModelSuggest(desk, field.text.inputEl, field.commit);
  return () => {
    suggest.close();
    field.end();
  };
}

const drawWriting: Row["draw"] = (setting, desk) => {
  const { models } = desk;
  const end = drawModel(setting, desk, {
    key: "model.strongModel",
    shown: () => desk.settings().model.strongModel,
    description: () => writingText(desk.settings()),
    placeholder: () => "Name of a model",
  });
  const say = addStatusLine(setting);
  setting.addButton((button) => button.setButtonText("Load models").onClick(() => void models.load()));
  const draw = (): void => {
    const { text: words, isBad } = models.said();
    say({ text: words, tone: isBad ? "bad" : "quiet" });
  };
  draw();
  const stops = [models.onChange(draw), desk.context.settings.onChange(draw)];
  return () => {
    for (const stop of stops) stop();
    models.stop();
    end();
  };
};

const drawReading: Row["draw"] = (setting, desk) =>
  drawModel(setting, desk, {
    key: "model.fastModel",
    shown: () => desk.settings().model.fastModel,
    description: () => readingText(desk.settings()),
    placeholder: () => "Same as for writing",
  });

const drawLanguage: Row["draw"] = (setting, desk) =>
  drawText(setting, desk, {
    key: "model.language",
    shown: () => desk.settings().model.language,
    description: () => "The language the model writes in, such as German. Empty is that of each source. Quotes stay in their own language, and pages made so far stay until they are made anew.",
    placeholder: () => "That of each source",
    read: text,
  });

const drawAskFrom: Row["draw"] = (setting, desk) =>
  drawText(setting, desk, {
    key: "askFromDollars",
    isAmount: true,
    shown: () => amountText(desk.settings().askFromDollars),
    description: () => "A compile that is estimated to cost more asks first; below it, Compile starts at once. With 0 it asks whenever something costs.",
    read: (given) => amount(given, undefined),
  });

const drawRunLimit: Row["draw"] = (setting, desk) =>
  drawText(setting, desk, {
    key: "model.budgetPerRun",
    isAmount: true,
    shown: () => amountText(desk.settings().model.budgetPerRun),
    description: () => runLimitText(desk.settings()),
    placeholder: () => "No limit",
    read: (given) => amount(given, null),
  });

const drawMonthLimit: Row["draw"] = (setting, desk) => {
  const { compiler, report } = desk.context;
  let spending: { month: string; spent: number } | null = null;
  const description = (): string => monthLimitText(desk.settings(), spending);
  const end = drawText(setting, desk, { key: "model.budgetPerMonth", isAmount: true, shown: () => amountText(desk.settings().model.budgetPerMonth), description, placeholder: () => "No limit", read: (given) => amount(given, null) });
  let isAsked = false;
  /** Only where it is seen: asking starts the core. */
  const ask = (): void => {
    if (isAsked || desk.settings().engine !== "llm") return;
    isAsked = true;
    compiler.ask("spending").then(
      (found) => {
        spending = found;
        setting.setDesc(description());
      },
      // Without it the row says one thing less.
      (error: unknown) => isForPeople(error) || report(error),
    );
  };
  ask();
  const unfollow = desk.context.settings.onChange(ask);
  return () => {
    unfollow();
    end();
  };
};
