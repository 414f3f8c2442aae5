/** What one plugin has to set. Contracts: obsidian.d.ts, `SettingTab` and `PluginSettingTab`. */
import type { SettingDefinitionItem } from "obsidian";
import type { App } from "../../app";
import { DefinitionsView } from "./definitions-view";

export abstract class SettingTab {
  id = "";
  name = "";
  icon = "";
  containerEl: HTMLElement;
  settingItems: SettingDefinitionItem[] = [];
  private view: DefinitionsView | null = null;
  private isShown = false;

  constructor(public app: App) {
    this.containerEl = createDiv("vertical-tab-content");
  }

  getSettingDefinitions(): SettingDefinitionItem[] {
    return [];
  }

  update(): void {
    this.settingItems = this.getSettingDefinitions();
    if (this.isShown && this.view !== null) this.view.render(this.settingItems);
  }

  getControlValue(key: string): unknown {
    return this.app.vault.getConfig(key);
  }

  setControlValue(key: string, value: unknown): void | Promise<void> {
    this.app.vault.setConfig(key, value);
  }

  refreshDomState(): void {
    this.view?.refresh();
  }

  display(): void {
    // For subclasses that draw themselves.
  }

  hide(): void {
    this.containerEl.empty();
  }

  /** For the settings window: drawn from its definitions, or by itself where it has none. */
  show(): void {
    this.isShown = true;
    this.settingItems = this.getSettingDefinitions();
    if (this.settingItems.length === 0) {
      this.display();
      return;
    }
    this.view = new DefinitionsView(this, this.containerEl);
    this.view.render(this.settingItems);
  }

  /** For the settings window. */
  leave(): void {
    if (!this.isShown) return;
    this.isShown = false;
    this.view?.clear();
    this.view = null;
    this.hide();
    this.containerEl.remove();
  }

  /** For the settings window: the page within this tab on which one is. */
  leavePage(): boolean {
    return this.view?.back() ?? false;
  }
}

/** What of a plugin its tab needs. */
export interface SettingsOwner {
  manifest: { id: string; name: string };
  settings?: unknown;
  saveData(data: unknown): Promise<void>;
}

export abstract class PluginSettingTab extends SettingTab {
  constructor(
    app: App,
    readonly plugin: SettingsOwner,
  ) {
    super(app);
    this.id = plugin.manifest.id;
    this.name = plugin.manifest.name;
  }

  override getControlValue(key: string): unknown {
    return (this.plugin.settings as Record<string, unknown> | undefined)?.[key];
  }

  override async setControlValue(key: string, value: unknown): Promise<void> {
    const settings = (this.plugin.settings ?? {}) as Record<string, unknown>;
    settings[key] = value;
    this.plugin.settings = settings;
    await this.plugin.saveData(settings);
  }
}
