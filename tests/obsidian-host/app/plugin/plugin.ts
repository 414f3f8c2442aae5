/** What every plugin extends. Types and contracts: obsidian.d.ts, `Plugin`. Each thing it registers is undone at unload and noted in the ledger. */
import type { Extension } from "@codemirror/state";
import type { BasesViewRegistration, CliFlags, CliHandler, Command, HoverLinkSource, ObsidianProtocolHandler, PluginManifest } from "obsidian";
import type { App } from "../app";
import { Component } from "../events";
import type { EditorSuggest } from "../markdown";
import type { CodeBlockHandler, MarkdownPostProcessor } from "../markdown/post-process";
import type { SettingTab } from "../ui";
import type { ViewCreator } from "../view-registry";

export abstract class Plugin extends Component {
  settings?: unknown;
  onExternalSettingsChange?(): unknown;

  constructor(
    public app: App,
    public manifest: PluginManifest,
  ) {
    super();
  }

  onUserEnable(): void {
    // For subclasses.
  }

  addRibbonIcon(icon: string, title: string, callback: (event: MouseEvent) => unknown): HTMLElement {
    const ribbon = this.app.workspace.leftRibbon;
    const id = `${this.manifest.id}:${title}`;
    const button = ribbon.addRibbonItemButton(id, icon, title, callback);
    this.register(() => ribbon.removeRibbonAction(id));
    this.note("ribbon icon", title, () => button.isConnected || ribbon.items.some((item) => item.id === id));
    return button;
  }

  addStatusBarItem(): HTMLElement {
    const item = this.app.statusBar.registerStatusBarItem();
    item.addClass(`plugin-${this.manifest.id.toLowerCase().replace(/[^_a-z0-9-]/g, "-")}`);
    this.register(() => item.remove());
    this.note("status bar item", this.manifest.id, () => item.parentElement !== null);
    return item;
  }

  addCommand(command: Command): Command {
    const { commands } = this.app;
    command.id = `${this.manifest.id}:${command.id}`;
    command.name = `${this.manifest.name}: ${command.name}`;
    commands.addCommand(command);
    this.register(() => commands.removeCommand(command.id));
    this.note("command", command.id, () => commands.findCommand(command.id) === command);
    return command;
  }

  /** `commandId` as it was given to `addCommand`. */
  removeCommand(commandId: string): void {
    this.app.commands.removeCommand(`${this.manifest.id}:${commandId}`);
  }

  addSettingTab(settingTab: SettingTab): void {
    const { setting } = this.app;
    setting.addSettingTab(settingTab);
    this.register(() => setting.removeSettingTab(settingTab));
    this.note("setting tab", settingTab.name, () => setting.pluginTabs.includes(settingTab));
  }

  registerView(type: string, viewCreator: ViewCreator): void {
    const { viewRegistry } = this.app;
    viewRegistry.registerView(type, viewCreator);
    this.register(() => viewRegistry.unregisterView(type));
    this.note("view", type, () => viewRegistry.getViewCreatorByType(type) === viewCreator);
  }

  registerExtensions(extensions: string[], viewType: string): void {
    const { viewRegistry } = this.app;
    viewRegistry.registerExtensions(extensions, viewType);
    this.register(() => viewRegistry.unregisterExtensions(extensions));
    this.note("extensions", extensions.join(", "), () => extensions.some((extension) => viewRegistry.getTypeByExtension(extension) === viewType));
  }

  registerHoverLinkSource(id: string, info: HoverLinkSource): void {
    const { markdown } = this.app;
    markdown.registerHoverLinkSource(id, info);
    this.register(() => markdown.unregisterHoverLinkSource(id));
    this.note("hover source", id, () => markdown.hoverSources.get(id) === info);
  }

  registerMarkdownPostProcessor(postProcessor: MarkdownPostProcessor, sortOrder?: number): MarkdownPostProcessor {
    const { markdown } = this.app;
    markdown.registerPostProcessor(postProcessor, sortOrder);
    this.register(() => markdown.unregisterPostProcessor(postProcessor));
    this.note("post processor", postProcessor.name, () => markdown.postProcessors.includes(postProcessor));
    return postProcessor;
  }

  registerMarkdownCodeBlockProcessor(language: string, handler: CodeBlockHandler, sortOrder?: number): MarkdownPostProcessor {
    const { markdown } = this.app;
    const processor = markdown.registerCodeBlockProcessor(language, handler, sortOrder);
    this.register(() => markdown.unregisterCodeBlockProcessor(language));
    this.note("code block processor", language, () => markdown.codeBlocks.get(language) === processor);
    return processor;
  }

  registerEditorExtension(extension: Extension): void {
    const { markdown } = this.app;
    markdown.registerEditorExtension(extension);
    this.register(() => markdown.unregisterEditorExtension(extension));
    this.note("editor extension", "", () => markdown.editorExtensions.includes(extension));
  }

  registerEditorSuggest(editorSuggest: EditorSuggest<unknown>): void {
    const { markdown } = this.app;
    markdown.registerEditorSuggest(editorSuggest);
    this.register(() => markdown.unregisterEditorSuggest(editorSuggest));
    this.note("editor suggest", editorSuggest.constructor.name, () => markdown.editorSuggests.includes(editorSuggest));
  }

  registerObsidianProtocolHandler(action: string, handler: ObsidianProtocolHandler): void {
    this.registerIn(this.app.protocolHandlers, "protocol handler", action, handler);
  }

  registerCliHandler(command: string, description: string, flags: CliFlags | null, handler: CliHandler): void {
    if (this.app.cliHandlers.has(command)) throw new Error(`Command "${command}" is already registered.`);
    this.registerIn(this.app.cliHandlers, "command line handler", command, { description, flags, handler });
  }

  /** Kept so that a test can see it; the host shows no bases. */
  registerBasesView(viewId: string, registration: BasesViewRegistration): boolean {
    this.registerIn(this.app.basesViews, "bases view", viewId, registration);
    return true;
  }

  /** Null where nothing was saved yet. */
  async loadData(): Promise<unknown> {
    const { adapter } = this.app.vault;
    if (!(await adapter.exists(this.dataPath))) return null;
    return JSON.parse(await adapter.read(this.dataPath)) as unknown;
  }

  async saveData(data: unknown): Promise<void> {
    const { adapter } = this.app.vault;
    await adapter.mkdir(this.folder);
    await adapter.write(this.dataPath, JSON.stringify(data, null, 2));
  }

  private get folder(): string {
    return this.manifest.dir ?? `${this.app.vault.configDir}/plugins/${this.manifest.id}`;
  }

  private get dataPath(): string {
    return `${this.folder}/data.json`;
  }

  private registerIn<T>(registry: Map<string, T>, kind: string, name: string, value: T): void {
    registry.set(name, value);
    this.register(() => registry.delete(name));
    this.note(kind, name, () => registry.get(name) === value);
  }

  private note(kind: string, name: string, isStanding: () => boolean): void {
    this.app.plugins.ledger.note(this.manifest.id, kind, name, isStanding);
  }
}
