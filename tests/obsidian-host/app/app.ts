/** The test host's app: what there is, put together, and the order in which it starts. Contract of what plugins see: obsidian.d.ts, `App`. */
import type { CliFlags, CliHandler, ObsidianProtocolHandler, UserEvent } from "obsidian";
import type { Disk } from "../disk/disk";
import { Commands, registerCoreCommands } from "./commands";
import { FileExplorerView, FILE_EXPLORER } from "./explorer/file-explorer";
import { MarkdownRegistry, registerMarkdownViews, RenderContext } from "./markdown";
import { MetadataCache } from "./metadata";
import { createMobileNavbar } from "./mobile-navbar";
import { createNodeRequire } from "./network";
import type { HostOptions } from "./options";
import { Platform } from "./platform";
import { tracePluginCalls } from "./plugin/plugin-calls";
import type { PluginCall } from "./plugin/plugin-calls";
import { installTraces } from "./plugin/traces";
import { Plugins } from "./plugin/plugins";
import type { PluginFiles } from "./plugin/plugins";
import { filePrompts } from "./prompts";
import { readAhead } from "./read-ahead";
import { addCoreSettings } from "./settings-tabs";
import { installKeymap, installTooltips, Keymap, Notice, Scope, SecretStorage, SettingsWindow } from "./ui";
import { FileManager, TFile, Vault } from "./vault";
import type { TAbstractFile } from "./vault";
import { createVaultProfile } from "./vault-profile";
import { ViewRegistry } from "./view-registry";
import { StatusBar } from "./workspace/status-bar";
import { Workspace } from "./workspace/workspace";

export interface CliCommand {
  description: string;
  flags: CliFlags | null;
  handler: CliHandler;
}

export interface AppNeeds {
  disk: Disk;
  options: HostOptions;
  pluginFiles: PluginFiles;
  /** What `require("obsidian")` gives to plugins. */
  obsidian: object;
}

const USER_EVENTS = ["mousedown", "mouseup", "click", "auxclick", "contextmenu", "keydown", "touchstart", "touchend", "pointerdown"] as const;

export class App {
  readonly platform = Platform;
  readonly scope = new Scope();
  readonly keymap = new Keymap(this.scope);
  readonly viewRegistry = new ViewRegistry();
  readonly vault: Vault;
  readonly metadataCache: MetadataCache;
  readonly fileManager: FileManager;
  readonly secretStorage: SecretStorage;
  readonly commands: Commands;
  readonly setting: SettingsWindow;
  readonly markdown: MarkdownRegistry;
  readonly statusBar = new StatusBar();
  readonly workspace: Workspace;
  readonly plugins: Plugins;
  readonly renderContext = new RenderContext();
  readonly protocolHandlers = new Map<string, ObsidianProtocolHandler>();
  readonly cliHandlers = new Map<string, CliCommand>();
  readonly basesViews = new Map<string, unknown>();
  readonly pluginCalls: readonly PluginCall[];
  lastEvent: UserEvent | null = null;
  private readonly options: HostOptions;

  constructor({ disk, options, pluginFiles, obsidian }: AppNeeds) {
    this.options = options;
    this.vault = new Vault(disk, { mobile: options.mobile });
    this.metadataCache = new MetadataCache(this.vault);
    this.fileManager = new FileManager(this);
    this.secretStorage = new SecretStorage(this.storageId);
    this.watchWindow(window);
    this.commands = new Commands(this);
    this.setting = new SettingsWindow(this);
    this.markdown = new MarkdownRegistry(this);
    const container = document.body.createDiv("app-container");
    const main = container.createDiv("horizontal-main-container");
    this.workspace = new Workspace(this, main);
    this.plugins = new Plugins(this, pluginFiles, obsidian);
    installTraces(this.plugins.ledger, window);
    if (!options.mobile) Object.assign(window, { require: createNodeRequire(this.plugins.ledger) });
    this.pluginCalls = tracePluginCalls(this.vault);
    if (options.mobile) container.append(createMobileNavbar(this));
    else container.append(this.statusBar.containerEl);
  }

  /** Plugins are loaded before the notes' metadata is complete and before there is a layout, as in the app. */
  async start(): Promise<void> {
    const notes: TFile[] = [];
    const finding = this.vault.on("create", (file: TAbstractFile) => file instanceof TFile && file.extension === "md" && notes.push(file));
    await Promise.all([this.vault.load(), this.plugins.loadManifests()]);
    this.vault.offref(finding);
    this.fileManager.prompts = filePrompts(this);
    const metadata = readAhead(this.vault, this.metadataCache, notes).then(() => this.metadataCache.load());
    this.registerCore();
    await this.commands.loadCustomHotkeys();
    if (this.options.enabled) for (const id of Object.keys(this.plugins.manifests)) await this.plugins.enablePlugin(id);
    await this.workspace.start();
    this.drawEdges();
    await metadata;
  }

  isDarkMode(): boolean {
    return document.body.hasClass("theme-dark");
  }

  setTheme(theme: "light" | "dark"): void {
    document.body.toggleClass("theme-dark", theme === "dark");
    document.body.toggleClass("theme-light", theme === "light");
    this.workspace.trigger("css-change");
  }

  /** Null where nothing was kept. */
  loadLocalStorage(key: string): unknown {
    const text = window.localStorage.getItem(`${this.storageId}-${key}`);
    return text === null ? null : (JSON.parse(text) as unknown);
  }

  saveLocalStorage(key: string, data: unknown): void {
    const name = `${this.storageId}-${key}`;
    if (data === null || data === undefined) window.localStorage.removeItem(name);
    else window.localStorage.setItem(name, JSON.stringify(data));
  }

  /** The host has no other program to open a file with: it says so. */
  openWithDefaultApp(file: TFile | string): void {
    new Notice(`The test host cannot open ${typeof file === "string" ? file : file.path} in another program.`);
  }

  /** Another view is active: its keys are heard. */
  scopeChanged(): void {
    this.keymap.setViewScope(this.workspace.activeLeaf?.view.scope ?? null);
  }

  /** Makes a window one of the app's: keys, tooltips, the last event of the user. */
  watchWindow(win: Window): void {
    installKeymap(this, win);
    installTooltips(win);
    const remember = (event: Event): void => {
      this.lastEvent = event as UserEvent;
    };
    for (const type of USER_EVENTS) win.addEventListener(type, remember, { capture: true, passive: true });
  }

  private get storageId(): string {
    return `test-host-${this.vault.getName()}`;
  }

  private registerCore(): void {
    this.viewRegistry.registerView(FILE_EXPLORER, (leaf) => new FileExplorerView(leaf));
    registerMarkdownViews(this);
    registerCoreCommands(this);
    addCoreSettings(this);
    const swapped = (): void => this.scopeChanged();
    this.workspace.on("active-leaf-change", swapped);
    this.workspace.on("layout-change", swapped);
    if (this.platform.isMobile) return;
    const { leftRibbon } = this.workspace;
    leftRibbon.addRibbonItemButton("switcher:open", "lucide-navigation", "Open quick switcher", () => this.commands.executeCommandById("switcher:open"));
    leftRibbon.addRibbonItemButton("command-palette:open", "lucide-terminal", "Open command palette", () => this.commands.executeCommandById("command-palette:open"));
  }

  private drawEdges(): void {
    const { leftSplit } = this.workspace;
    if (!this.platform.isMobile) leftSplit.containerEl.append(createVaultProfile(this));
  }
}
