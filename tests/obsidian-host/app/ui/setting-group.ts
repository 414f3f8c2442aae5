/** Settings under one heading. Contract: obsidian.d.ts, `SettingGroup`. */
import { ExtraButtonComponent } from "./components/button";
import { SearchComponent } from "./components/text";
import { Setting } from "./setting";

export class SettingGroup {
  readonly groupEl: HTMLElement;
  listEl: HTMLElement;
  private header: Setting | null = null;

  constructor(containerEl: HTMLElement) {
    this.groupEl = containerEl.createDiv("setting-group");
    this.listEl = this.groupEl.createDiv("setting-items");
  }

  setHeading(text: string | DocumentFragment): this {
    this.needHeader().setName(text);
    return this;
  }

  addClass(...classes: string[]): this {
    this.groupEl.addClasses(classes.flatMap((cls) => cls.split(/\s+/)).filter((cls) => cls !== ""));
    return this;
  }

  addSetting(callback: (setting: Setting) => void): this {
    callback(new Setting(this.listEl));
    return this;
  }

  addSearch(callback: (component: SearchComponent) => unknown): this {
    const searchEl = createDiv("setting-group-search");
    this.groupEl.insertBefore(searchEl, this.listEl);
    callback(new SearchComponent(searchEl));
    return this;
  }

  addExtraButton(callback: (component: ExtraButtonComponent) => unknown): this {
    callback(new ExtraButtonComponent(this.needHeader().controlEl));
    return this;
  }

  private needHeader(): Setting {
    if (this.header === null) {
      this.header = new Setting(this.groupEl).setHeading();
      this.groupEl.prepend(this.header.settingEl);
    }
    return this.header;
  }
}
