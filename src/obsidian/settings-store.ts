/** The plugin's settings: the core's, which the command line reads too, and those of the app alone. Kept in data.json. */
import type { Plugin } from "obsidian";
import { DEFAULT_SETTINGS, readSettings, type Settings } from "../core/settings";

export interface PluginSettings extends Settings {
  /** Compile new clips by themselves, once they have been still for a while. */
  autoCompile: boolean;
  /** Ask before undoing. */
  askBeforeUndo: boolean;
  /** Ask before a compile of more sources than this; 0: never. */
  askFromSources: number;
  /** The welcome was shown: it comes by itself once. */
  hasSeenWelcome: boolean;
}

export const DEFAULT_PLUGIN_SETTINGS: PluginSettings = { ...DEFAULT_SETTINGS, autoCompile: false, askBeforeUndo: true, askFromSources: 200, hasSeenWelcome: false };

export interface SettingsStore {
  current(): PluginSettings;
  /** What in data.json could not be read, as sentences that say what to mend. */
  problems(): string[];
  /** Reads the file, at the first call only; nothing is read before somebody needs it. */
  ready(): Promise<void>;
  /** Reads the file again. */
  reload(): Promise<void>;
  update(changes: Partial<PluginSettings>): Promise<void>;
  onChange(listener: () => void): () => void;
}

const isRecord = (data: unknown): data is Record<string, unknown> => typeof data === "object" && data !== null && !Array.isArray(data);
const flag = (value: unknown, otherwise: boolean): boolean => (typeof value === "boolean" ? value : otherwise);
const amount = (value: unknown, otherwise: number): number => (typeof value === "number" && Number.isInteger(value) && value >= 0 ? value : otherwise);

/** Plugin settings from untrusted data. */
export function readPluginSettings(data: unknown): { settings: PluginSettings; problems: string[] } {
  const { settings, problems } = readSettings(data);
  const values = isRecord(data) ? data : {};
  return {
    settings: {
      ...settings,
      autoCompile: flag(values["autoCompile"], DEFAULT_PLUGIN_SETTINGS.autoCompile),
      askBeforeUndo: flag(values["askBeforeUndo"], DEFAULT_PLUGIN_SETTINGS.askBeforeUndo),
      askFromSources: amount(values["askFromSources"], DEFAULT_PLUGIN_SETTINGS.askFromSources),
      hasSeenWelcome: flag(values["hasSeenWelcome"], DEFAULT_PLUGIN_SETTINGS.hasSeenWelcome),
    },
    problems,
  };
}

/** Keys that are not ours, or of a later version, are kept as they are. */
export function createSettingsStore(plugin: Plugin): SettingsStore {
  const listeners = new Set<() => void>();
  let stored: Record<string, unknown> = {};
  let known = readPluginSettings(null);
  const tell = (): void => {
    for (const listener of [...listeners]) listener();
  };
  let loading: Promise<void> | null = null;
  const load = async (): Promise<void> => {
    const data: unknown = await plugin.loadData();
    stored = isRecord(data) ? data : {};
    known = readPluginSettings(data);
    tell();
  };
  const ready = (): Promise<void> => (loading ??= load());
  return {
    current: () => known.settings,
    problems: () => known.problems,
    ready,
    reload: () => (loading = load()),
    update: async (changes) => {
      await ready();
      stored = { ...stored, ...changes };
      known = readPluginSettings(stored);
      tell();
      await plugin.saveData(stored);
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The settings the core knows, and no others: what it does not depend on must not make its results stale. */
export const coreSettings = (settings: PluginSettings): Settings => ({
  engine: settings.engine,
  sourceFolders: settings.sourceFolders,
  wikiFolder: settings.wikiFolder,
  excludedFolders: settings.excludedFolders,
  canonicalFolders: settings.canonicalFolders,
  pageFromSources: settings.pageFromSources,
  pageFromClaims: settings.pageFromClaims,
});
