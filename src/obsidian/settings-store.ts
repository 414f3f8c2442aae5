/** The plugin's settings: the core's, which the command line reads too, and those of the app alone. Kept in data.json. */
import type { Plugin } from "obsidian";
import type { ModelSettings } from "../core/model-settings";
import { DEFAULT_SETTINGS, readSettings, type Settings } from "../core/settings";

export interface PluginSettings extends Settings {
  /** Compile new clips by themselves, once they have been still for a while. */
  autoCompile: boolean;
  /** Ask before undoing. */
  askBeforeUndo: boolean;
  /** Ask before a compile of more sources than this; 0: never. */
  askFromSources: number;
  /** Ask before a compile that is estimated to cost more dollars than this. */
  askFromDollars: number;
  /** Addresses the user was told text is sent to, and agreed. */
  agreedAddresses: string[];
  /** What was set for each service that is not the one in use, by the preset's id: it is there again when the service is. */
  otherServices: Record<string, ServiceSettings>;
  /** The welcome was shown: it comes by itself once. */
  hasSeenWelcome: boolean;
}

/** What belongs to one service and is of no use at another: above all, a key must not be sent elsewhere. */
export type ServiceSettings = Pick<ModelSettings, "secret" | "baseUrl" | "strongModel" | "fastModel">;

/** What is to be kept. Of the model's settings only those that are named; the others stay as they are in the file. */
export type SettingsChanges = Partial<Omit<PluginSettings, "model">> & { model?: Partial<ModelSettings> };

export const DEFAULT_PLUGIN_SETTINGS: PluginSettings = { ...DEFAULT_SETTINGS, autoCompile: false, askBeforeUndo: true, askFromSources: 200, askFromDollars: 1, agreedAddresses: [], otherServices: {}, hasSeenWelcome: false };

export interface SettingsStore {
  current(): PluginSettings;
  /** What in data.json could not be read, as sentences that say what to mend. */
  problems(): string[];
  /** Reads the file, at the first call only; nothing is read before somebody needs it. */
  ready(): Promise<void>;
  /** Reads the file again. Where it cannot be read, the settings stay as they were. */
  reload(): Promise<void>;
  /** Keeps what the user set. A file that could not be read is put aside before its place is taken. */
  update(changes: SettingsChanges): Promise<void>;
  /** Keeps what the plugin noted by itself; only until the app is closed, where a file that could not be read would have to give way for it. */
  remember(changes: SettingsChanges): Promise<void>;
  onChange(listener: () => void): () => void;
}

const isRecord = (data: unknown): data is Record<string, unknown> => typeof data === "object" && data !== null && !Array.isArray(data);
const flag = (value: unknown, otherwise: boolean): boolean => (typeof value === "boolean" ? value : otherwise);
const dollars = (value: unknown, otherwise: number): number => (typeof value === "number" && Number.isFinite(value) && value >= 0 ? value : otherwise);
const texts = (value: unknown): string[] => (Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : []);
const amount = (value: unknown, otherwise: number): number => (typeof value === "number" && Number.isInteger(value) && value >= 0 ? value : otherwise);

const textOr = (value: unknown): string => (typeof value === "string" ? value : "");
const services = (value: unknown): Record<string, ServiceSettings> =>
  isRecord(value)
    ? Object.fromEntries(
        Object.entries(value).flatMap(([id, of]) => (isRecord(of) ? [[id, { secret: textOr(of["secret"]), baseUrl: textOr(of["baseUrl"]), strongModel: textOr(of["strongModel"]), fastModel: textOr(of["fastModel"]) }]] : [])),
      )
    : {};

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
      askFromDollars: dollars(values["askFromDollars"], DEFAULT_PLUGIN_SETTINGS.askFromDollars),
      agreedAddresses: texts(values["agreedAddresses"]),
      otherServices: services(values["otherServices"]),
      hasSeenWelcome: flag(values["hasSeenWelcome"], DEFAULT_PLUGIN_SETTINGS.hasSeenWelcome),
    },
    problems,
  };
}

/** Keys that are not ours, or of a later version, are kept as they are, inside `model` too. */
export function createSettingsStore(plugin: Plugin): SettingsStore {
  const listeners = new Set<() => void>();
  const file = settingsFile(plugin);
  let stored: Record<string, unknown> = {};
  let known = readPluginSettings(null);
  let isUnreadable = false;
  const take = (values: Record<string, unknown>): void => {
    stored = values;
    known = readPluginSettings(values);
  };
  const tell = (): void => {
    for (const listener of [...listeners]) listener();
  };
  let loading: Promise<void> | null = null;
  const load = async (): Promise<void> => {
    const { values, problem } = await file.read();
    isUnreadable = problem !== null;
    if (problem === null) take(values);
    else known = { ...known, problems: [problem] };
    tell();
  };
  const ready = (): Promise<void> => (loading ??= load());
  const save = async (changes: SettingsChanges, mayReplace: boolean): Promise<void> => {
    await ready();
    if (isUnreadable && !mayReplace) {
      known = { ...known, settings: { ...known.settings, ...changes, model: { ...known.settings.model, ...changes.model } } };
      tell();
      return;
    }
    if (isUnreadable) await file.putAside();
    isUnreadable = false;
    const { model } = changes;
    take({ ...stored, ...changes, ...(model === undefined ? {} : { model: { ...(isRecord(stored["model"]) ? stored["model"] : {}), ...model } }) });
    tell();
    await plugin.saveData(stored);
  };
  return {
    current: () => known.settings,
    problems: () => known.problems,
    ready,
    reload: () => (loading = load()),
    update: (changes) => save(changes, true),
    remember: (changes) => save(changes, false),
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

interface SettingsFile {
  /** `problem` is a sentence that says what to mend, where the file is there and holds no settings. */
  read(): Promise<{ values: Record<string, unknown>; problem: string | null }>;
  /** Copies it beside itself, so that nothing the user wrote is lost. */
  putAside(): Promise<void>;
}

function settingsFile(plugin: Plugin): SettingsFile {
  const folder = (): string => plugin.manifest.dir ?? `${plugin.app.vault.configDir}/plugins/${plugin.manifest.id}`;
  const path = (): string => `${folder()}/data.json`;
  const cannotBeRead = (why: string) => ({
    values: {},
    problem: `The settings file ${path()} cannot be read: ${why}. Mend it there, or change one of Compendium's settings: then the file is kept under another name beside the new one.`,
  });
  return {
    read: async () => {
      try {
        const data: unknown = await plugin.loadData();
        if (isRecord(data)) return { values: data, problem: null };
        const isMissing = (data === null || data === undefined) && !(await plugin.app.vault.adapter.exists(path()));
        return isMissing ? { values: {}, problem: null } : cannotBeRead("it does not hold an object");
      } catch (error) {
        return cannotBeRead(error instanceof Error ? error.message : String(error));
      }
    },
    putAside: async () => {
      const { adapter } = plugin.app.vault;
      if (!(await adapter.exists(path()))) return;
      for (let number = 1; ; number += 1) {
        const aside = `${folder()}/data (not read${number === 1 ? "" : ` ${number}`}).json`;
        if (await adapter.exists(aside)) continue;
        await adapter.copy(path(), aside);
        return;
      }
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
  model: settings.model,
});
