/** The app's own settings, as far as the host has what they set. */
import type { SettingDefinitionItem } from "obsidian";
import type { App } from "./app";
import { Setting, SettingTab } from "./ui";

class FilesTab extends SettingTab {
  override id = "file";
  override name = "Files and links";
  override icon = "lucide-link";

  override getSettingDefinitions(): SettingDefinitionItem[] {
    return [
      { name: "Confirm file deletion", desc: "Ask before a file is deleted.", control: { type: "toggle", key: "promptDelete" } },
      { name: "Deleted files", desc: "What happens to a file after you delete it.", control: { type: "dropdown", key: "trashOption", options: { system: "Move to system trash", local: "Move to the vault's trash (.trash folder)", none: "Permanently delete" } } },
      { name: "Automatically update internal links", desc: "Without it you are asked after a file was renamed.", control: { type: "toggle", key: "alwaysUpdateLinks" } },
      { name: "Use [[Wikilinks]]", desc: "How links are written; off writes Markdown links.", control: { type: "toggle", key: "wikilinks" } },
    ];
  }

  /** The setting is kept the other way round. */
  override getControlValue(key: string): unknown {
    return key === "wikilinks" ? this.app.vault.getConfig("useMarkdownLinks") !== true : super.getControlValue(key);
  }

  override setControlValue(key: string, value: unknown): void | Promise<void> {
    return key === "wikilinks" ? super.setControlValue("useMarkdownLinks", value !== true) : super.setControlValue(key, value);
  }
}

class AppearanceTab extends SettingTab {
  override id = "appearance";
  override name = "Appearance";
  override icon = "lucide-palette";

  override display(): void {
    new Setting(this.containerEl)
      .setName("Base color scheme")
      .setDesc("Until the page is loaded again.")
      .addDropdown((choice) =>
        choice
          .addOptions({ light: "Light", dark: "Dark" })
          .setValue(this.app.isDarkMode() ? "dark" : "light")
          .onChange((value) => this.app.setTheme(value === "dark" ? "dark" : "light")),
      );
  }
}

class CommunityPluginsTab extends SettingTab {
  override id = "community-plugins";
  override name = "Community plugins";
  override icon = "lucide-puzzle";

  override display(): void {
    const { plugins } = this.app;
    for (const { id, name, description } of Object.values(plugins.manifests)) {
      new Setting(this.containerEl)
        .setName(name)
        .setDesc(description)
        .addToggle((toggle) => toggle.setValue(plugins.isEnabled(id)).onChange((isOn) => void (isOn ? plugins.enablePluginAndSave(id) : plugins.disablePluginAndSave(id))));
    }
  }
}

export function addCoreSettings(app: App): void {
  for (const tab of [new FilesTab(app), new AppearanceTab(app), new CommunityPluginsTab(app)]) app.setting.addSettingTab(tab);
}
