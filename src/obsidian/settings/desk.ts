/** What the drawn rows of the settings page share. */
import type { Context } from "../context";
import type { PluginSettings } from "../settings-store";
import type { ModelList } from "./model-list";

export interface SettingsDesk {
  context: Context;
  settings: () => PluginSettings;
  /** Keeps the value under the control's key, and asks again which rows are shown. */
  save: (key: string, value: unknown) => void;
  models: ModelList;
}
