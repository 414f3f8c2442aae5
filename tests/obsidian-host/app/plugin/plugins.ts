/** Loads the plugin as the app does: manifest, script, style; and tells what a disabled plugin left behind. */
import type { PluginManifest } from "obsidian";
import type { App } from "../app";
import { onloadResults } from "../events";
import { apiVersion, requireApiVersion } from "../misc";
import { Notice } from "../ui";
import { Ledger } from "./ledger";
import type { Leftover } from "./ledger";
import type { Plugin } from "./plugin";
import { createRequire } from "./require";
import { scriptName } from "./traces";

/** Where the files of plugins come from. One plugin, as the server has one folder for it. */
export interface PluginFiles {
  /** Null where there is no such file. */
  read(name: string): Promise<string | null>;
}

type PluginClass = new (app: App, manifest: PluginManifest) => Plugin;

export class Plugins {
  readonly ledger = new Ledger();
  readonly manifests: Record<string, PluginManifest> = {};
  readonly plugins: Record<string, Plugin> = {};
  private readonly styles = new Map<string, HTMLStyleElement>();

  constructor(
    private readonly app: App,
    private readonly files: PluginFiles,
    /** What `require("obsidian")` gives. */
    private readonly obsidian: object,
  ) {
    app.vault.on("raw", (path: string) => void this.hearRaw(path));
  }

  async loadManifests(): Promise<void> {
    const text = await this.files.read("manifest.json");
    if (text === null) return;
    const manifest = JSON.parse(text) as PluginManifest;
    this.manifests[manifest.id] = { ...manifest, dir: `${this.app.vault.configDir}/plugins/${manifest.id}` };
  }

  isEnabled(id: string): boolean {
    return id in this.plugins;
  }

  getPlugin(id: string): Plugin | null {
    return this.plugins[id] ?? null;
  }

  /** Whether it runs now. What goes wrong is told by a notice and in the console. */
  async enablePlugin(id: string): Promise<boolean> {
    const manifest = this.manifests[id];
    if (manifest === undefined) throw new Error(`There is no plugin "${id}".`);
    if (this.isEnabled(id)) return true;
    try {
      await this.load(manifest);
      return true;
    } catch (error) {
      console.error(`Plugin failure: ${id}`, error);
      new Notice(`Failed to load plugin ${id}`);
      this.disablePlugin(id);
      return false;
    }
  }

  /** By the user's own hand, which the plugin hears of, and kept for the next start. */
  async enablePluginAndSave(id: string): Promise<boolean> {
    const isRunning = await this.enablePlugin(id);
    if (isRunning) this.plugins[id]?.onUserEnable();
    await this.saveEnabled();
    return isRunning;
  }

  disablePlugin(id: string): void {
    const plugin = this.plugins[id];
    delete this.plugins[id];
    try {
      plugin?.unload();
    } catch (error) {
      console.error(`Plugin failure: ${id}`, error);
    }
    this.styles.get(id)?.remove();
    this.styles.delete(id);
  }

  async disablePluginAndSave(id: string): Promise<void> {
    this.disablePlugin(id);
    await this.saveEnabled();
  }

  /** What a plugin registered and what still stands: nothing, once it was disabled. */
  leftovers(id: string): Leftover[] {
    return this.ledger.standing(id);
  }

  private async load(manifest: PluginManifest): Promise<void> {
    const { id, minAppVersion, isDesktopOnly } = manifest;
    if (!requireApiVersion(minAppVersion)) throw new Error(`${id} needs version ${minAppVersion}; this host is ${apiVersion}.`);
    if (isDesktopOnly === true && this.app.platform.isMobile) throw new Error(`${id} is for the desktop only.`);
    const [code, style] = await Promise.all([this.files.read("main.js"), this.files.read("styles.css")]);
    if (code === null) throw new Error(`${id} has no main.js.`);
    const Class = this.evaluate(id, code);
    const plugin = new Class(this.app, manifest);
    this.plugins[id] = plugin;
    if (style !== null) this.addStyle(id, style);
    performance.mark("plugin-onload-start");
    plugin.load();
    performance.measure("plugin-onload", "plugin-onload-start");
    await onloadResults.get(plugin);
  }

  private evaluate(id: string, code: string): PluginClass {
    const module = { exports: {} as PluginClass | { default?: PluginClass } };
    const require = createRequire(this.obsidian, this.app.platform.isMobile ? null : window.require);
    performance.mark("plugin-evaluate-start");
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- this is how the app loads a plugin
    new Function("require", "module", "exports", `${code}\n//# sourceURL=${scriptName(id)}\n`)(require, module, module.exports);
    performance.measure("plugin-evaluate", "plugin-evaluate-start");
    const exported = module.exports;
    const Class = "default" in exported ? exported.default : exported;
    if (typeof Class !== "function") throw new Error(`${id} exports no plugin.`);
    return Class;
  }

  private addStyle(id: string, style: string): void {
    const element = createEl("style", { text: style, attr: { "data-plugin": id } });
    document.head.append(element);
    this.styles.set(id, element);
    this.ledger.note(id, "style", "styles.css", () => element.isConnected);
  }

  private async saveEnabled(): Promise<void> {
    const { adapter, configDir } = this.app.vault;
    await adapter.mkdir(configDir);
    await adapter.write(`${configDir}/community-plugins.json`, JSON.stringify(Object.keys(this.plugins), null, 2));
  }

  /** Another program wrote a plugin's data.json. */
  private async hearRaw(path: string): Promise<void> {
    for (const plugin of Object.values(this.plugins)) if (path === `${plugin.manifest.dir ?? ""}/data.json`) await plugin.onExternalSettingsChange?.();
  }
}
