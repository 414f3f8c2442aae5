/** What the plugin's parts are given: never the plugin itself, so that each can be read and tested by what it uses. */
import type { App } from "obsidian";
import type { Compiler } from "./compiler";
import type { Searching } from "./search/searching";
import type { SettingsStore } from "./settings-store";

export interface Context {
  app: App;
  compiler: Compiler;
  searching: Searching;
  settings: SettingsStore;
  /** Faults of ours, for the developer console. */
  report: (error: unknown) => void;
}
