/** The settings, declared: the app draws and searches them. */
import { type App, type Plugin, PluginSettingTab, type SettingDefinitionItem } from "obsidian";
import type { Context } from "./context";
import { openCompilePane, openIndex } from "./navigate";
import { problemOfAmount } from "./settings/check";
import type { SettingsDesk } from "./settings/desk";
import { folderSettings } from "./settings/folders";
import { createModelList } from "./settings/model-list";
import { budgetSettings, engineSettings } from "./settings/model-rows";
import { changesFor, valueOf } from "./settings/nested";
import { openWelcome } from "./welcome";

const NUMBERS = { pageFromSources: 1, pageFromClaims: 1, askFromSources: 0 } as const;

const amountFrom = (least: number) => (value: number): string | undefined => problemOfAmount(value, least) ?? undefined;

export class CompendiumSettingTab extends PluginSettingTab {
  override icon = "library-big";
  private shape: string;
  private readonly desk: SettingsDesk;

  constructor(
    app: App,
    plugin: Plugin,
    private readonly context: Context,
  ) {
    super(app, plugin);
    this.shape = this.shapeNow();
    this.desk = {
      context,
      settings: () => context.settings.current(),
      save: (key, value) => void this.setControlValue(key, value).catch(context.report),
      models: createModelList(context),
    };
    plugin.register(
      context.settings.onChange(() => {
        const shape = this.shapeNow();
        if (shape === this.shape) {
          this.refreshDomState();
          return;
        }
        this.shape = shape;
        this.update();
      }),
    );
  }

  override getSettingDefinitions(): SettingDefinitionItem[] {
    return [...this.problems(), engineSettings(this.desk), budgetSettings(this.desk), ...folderSettings(this.context), concepts, compiling, this.actions()];
  }

  override getControlValue(key: string): unknown {
    return valueOf(this.context.settings.current(), key);
  }

  override async setControlValue(key: string, value: unknown): Promise<void> {
    const { settings } = this.context;
    const changes = changesFor(settings.current(), key, value);
    if (changes !== null) await settings.update(changes);
  }

  /** What the definitions differ by. Drawn anew for less, a field would lose the focus while one types in it. */
  private shapeNow(): string {
    const { settings } = this.context;
    const { sourceFolders, excludedFolders, canonicalFolders } = settings.current();
    return JSON.stringify([sourceFolders, excludedFolders, canonicalFolders, settings.problems()]);
  }

  private problems(): SettingDefinitionItem[] {
    const problems = this.context.settings.problems();
    if (problems.length === 0) return [];
    return [{ type: "group", heading: "To mend", cls: "cpd-setting-problems", items: problems.map((problem) => ({ name: problem, desc: "Until then, Compendium goes on with what it read before, or with what it comes with.", searchable: false })) }];
  }

  private actions(): SettingDefinitionItem {
    const { context } = this;
    return {
      type: "group",
      heading: "Open",
      items: [
        { name: "Compile pane", desc: "Shows your sources and what a compile would do.", action: () => void openCompilePane(context) },
        { name: "Wiki index", desc: "Opens the wiki's first page.", action: () => void openIndex(context) },
        { name: "Welcome", desc: "Shows the first steps again.", action: () => void openWelcome(context) },
      ],
    };
  }
}

const concepts: SettingDefinitionItem = {
  type: "group",
  heading: "Concepts",
  items: [
    {
      name: "Sources for a page",
      desc: "A concept gets a page when at least this many sources say something about it, or when one source is about it.",
      control: { type: "number", key: "pageFromSources", min: NUMBERS.pageFromSources, step: 1, validate: amountFrom(NUMBERS.pageFromSources) },
    },
    {
      name: "Claims for a page",
      desc: "… and when they make at least this many claims about it together. Higher numbers give fewer and fuller pages.",
      control: { type: "number", key: "pageFromClaims", min: NUMBERS.pageFromClaims, step: 1, validate: amountFrom(NUMBERS.pageFromClaims) },
    },
  ],
};

const compiling: SettingDefinitionItem = {
  type: "group",
  heading: "Compiling",
  items: [
    {
      name: "Compile new clips by themselves",
      desc: "A new or changed note in a source folder is compiled once it has been left alone for ten seconds. Removed notes and older recipes wait for you.",
      aliases: ["automatic", "background"],
      control: { type: "toggle", key: "autoCompile" },
    },
    {
      name: "Ask before compiling many sources",
      desc: "Asks first when more sources than this are new or changed. With 0 it never asks. Clips are not compiled by themselves beyond it either.",
      control: { type: "number", key: "askFromSources", min: NUMBERS.askFromSources, step: 1, validate: amountFrom(NUMBERS.askFromSources) },
    },
    { name: "Ask before undoing", desc: "Asks before the last compile is taken back.", control: { type: "toggle", key: "askBeforeUndo" } },
  ],
};
