/** Settings by their keys in the declared controls, where a dot leads into `model`. Data in, data out. */
import { DEFAULT_MODEL_SETTINGS, type ModelSettings } from "../../core/model-settings";
import { presetIn } from "../../core/engines/llm/endpoint";
import type { PluginSettings, ServiceSettings, SettingsChanges } from "../settings-store";
import { cleanFolder } from "./check";

const INTO_MODEL = "model.";
const NO_SERVICE: ServiceSettings = { secret: "", baseUrl: "", strongModel: "", fastModel: "" };

const modelKeyIn = (key: string): keyof ModelSettings | null => {
  const name = key.startsWith(INTO_MODEL) ? key.slice(INTO_MODEL.length) : "";
  return Object.hasOwn(DEFAULT_MODEL_SETTINGS, name) ? (name as keyof ModelSettings) : null;
};
const isKey = (key: string, settings: PluginSettings): key is keyof PluginSettings => key !== "model" && Object.hasOwn(settings, key);

/** Undefined for a key that is none. A service we do not know is shown as what it is taken for. */
export function valueOf(settings: PluginSettings, key: string): unknown {
  if (key === "model.preset") return presetIn(settings)?.id;
  const inModel = modelKeyIn(key);
  if (inModel !== null) return settings.model[inModel];
  return isKey(key, settings) ? settings[key] : undefined;
}

/** What is to be kept for that value; null for a key that is none. */
export function changesFor(settings: PluginSettings, key: string, value: unknown): SettingsChanges | null {
  if (key === "model.preset") return serviceChanges(settings, String(value));
  const inModel = modelKeyIn(key);
  if (inModel !== null) return { model: { [inModel]: value } };
  if (!isKey(key, settings)) return null;
  return { [key]: key === "wikiFolder" ? cleanFolder(String(value)) : value };
}

/** Another service: what belongs to the one before, its key above all, is put by, and is there again when one comes back to it. */
function serviceChanges({ model, otherServices }: PluginSettings, preset: string): SettingsChanges {
  if (model.preset === preset) return {};
  const { secret, baseUrl, strongModel, fastModel } = model;
  const left: ServiceSettings = { secret, baseUrl, strongModel, fastModel };
  const others = Object.fromEntries(Object.entries(otherServices).filter(([id]) => id !== preset && id !== model.preset));
  if (Object.values(left).some((text) => text !== "")) others[model.preset] = left;
  return { otherServices: others, model: { preset, ...((Object.hasOwn(otherServices, preset) ? otherServices[preset] : undefined) ?? NO_SERVICE) } };
}
