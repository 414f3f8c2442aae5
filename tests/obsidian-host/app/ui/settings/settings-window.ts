/** The window of settings: the tabs at the left, the one that is open beside them. In the app: `app.setting`. */
import type { App } from "../../app";
import { setIcon } from "../../icons";
import { Modal } from "../modal";
import { PluginSettingTab } from "./setting-tab";
import type { SettingTab } from "./setting-tab";

export class SettingsWindow extends Modal {
  activeTab: SettingTab | null = null;
  lastTabId = "";
  readonly settingTabs: SettingTab[] = [];
  readonly pluginTabs: SettingTab[] = [];
  private readonly tabHeadersEl: HTMLElement;
  private readonly tabContentEl: HTMLElement;

  constructor(app: App) {
    super(app);
    this.modalEl.addClass("mod-settings", "mod-sidebar-layout");
    this.titleEl.setText("Settings");
    this.contentEl.addClass("vertical-tabs-container");
    this.tabHeadersEl = this.contentEl.createDiv({ cls: "vertical-tab-header", attr: { role: "tablist", "aria-orientation": "vertical" } });
    this.tabContentEl = this.contentEl.createDiv({ cls: "vertical-tab-content-container", attr: { role: "tabpanel", tabindex: -1 } });
    this.tabHeadersEl.addEventListener("keydown", (event) => this.stepTabs(event));
  }

  override onOpen(): void {
    this.drawHeaders();
    const tab = this.findTab(this.lastTabId) ?? this.allTabs()[0];
    if (tab !== undefined) this.openTab(tab);
  }

  override onClose(): void {
    this.closeActiveTab();
  }

  addSettingTab(tab: SettingTab): void {
    (tab instanceof PluginSettingTab ? this.pluginTabs : this.settingTabs).push(tab);
    // For those who look settings up. A plugin may not be ready to answer yet; it is asked again when the tab opens.
    try {
      tab.update();
    } catch (error) {
      console.error(`The settings of "${tab.id}" could not be listed.`, error);
    }
    this.drawHeaders();
  }

  removeSettingTab(tab: SettingTab): void {
    for (const tabs of [this.settingTabs, this.pluginTabs]) tabs.remove(tab);
    if (this.activeTab === tab) this.closeActiveTab();
    this.drawHeaders();
    const next = this.allTabs()[0];
    if (this.isShown && this.activeTab === null && next !== undefined) this.openTab(next);
  }

  openTabById(id: string): SettingTab | null {
    const tab = this.findTab(id);
    if (tab === null) return null;
    if (this.isShown) this.openTab(tab);
    else this.lastTabId = id;
    return tab;
  }

  openTab(tab: SettingTab): void {
    this.closeActiveTab();
    this.activeTab = tab;
    this.lastTabId = tab.id;
    this.tabContentEl.appendChild(tab.containerEl);
    this.tabContentEl.scrollTop = 0;
    this.drawHeaders();
    try {
      tab.show();
    } catch (error) {
      console.error(`The settings of "${tab.id}" could not be shown.`, error);
      tab.containerEl.createDiv({ cls: "setting-error", text: "These settings could not be shown. The console says why." });
    }
  }

  /** On a page of a tab one step back, else the window closes. */
  override onHistoryBack(): void {
    if (this.activeTab?.leavePage() !== true) this.close();
  }

  private closeActiveTab(): void {
    this.activeTab?.leave();
    this.activeTab = null;
  }

  private allTabs(): SettingTab[] {
    return [...this.settingTabs, ...this.pluginTabs];
  }

  private findTab(id: string): SettingTab | null {
    return this.allTabs().find((tab) => tab.id === id) ?? null;
  }

  private drawHeaders(): void {
    if (!this.isShown) return;
    const hadFocus = this.tabHeadersEl.contains(this.tabHeadersEl.doc.activeElement);
    this.tabHeadersEl.empty();
    this.drawHeaderGroup("Options", this.settingTabs);
    this.drawHeaderGroup("Community plugins", [...this.pluginTabs].sort((left, right) => (left.name < right.name ? -1 : 1)));
    if (hadFocus) this.tabHeadersEl.querySelector<HTMLElement>(".is-active")?.focus();
  }

  private drawHeaderGroup(title: string, tabs: SettingTab[]): void {
    if (tabs.length === 0) return;
    const group = this.tabHeadersEl.createDiv("vertical-tab-header-group");
    group.createDiv({ cls: "vertical-tab-header-group-title", text: title });
    const items = group.createDiv("vertical-tab-header-group-items");
    for (const tab of tabs) {
      const isActive = tab === this.activeTab;
      const item = items.createDiv({ cls: "vertical-tab-nav-item tappable", attr: { role: "tab", tabindex: isActive || this.activeTab === null ? 0 : -1, "aria-selected": isActive, "data-setting-id": tab.id } });
      item.toggleClass("is-active", isActive);
      if (tab.icon !== "") setIcon(item.createDiv("vertical-tab-nav-item-icon"), tab.icon);
      item.createDiv({ cls: "vertical-tab-nav-item-title", text: tab.name });
      item.addEventListener("click", () => this.openTab(tab));
    }
  }

  private stepTabs(event: KeyboardEvent): void {
    const items = this.tabHeadersEl.findAll(".vertical-tab-nav-item");
    const at = items.indexOf(event.target as HTMLElement);
    if (at < 0) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (event.key === "Enter" || event.key === " ") items[at]?.click();
    else if (step !== 0) items[(at + step + items.length) % items.length]?.click();
    else return;
    event.preventDefault();
  }
}
