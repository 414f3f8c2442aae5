import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describeInBrowser, openHost, type Host, type OpenHostOptions } from "../obsidian-host/browser";
import { removeTemporaryFolders, root, temporaryFolder } from "../support/vaults";

const manifest = { id: "tiny", name: "Tiny", version: "1.0.0", minAppVersion: "1.13.0", description: "For the host's own tests.", author: "Us", isDesktopOnly: false };

const plugin = `
const { Plugin, ItemView, PluginSettingTab, Notice, TFile, MarkdownView, moment } = require("obsidian");
class TinyView extends ItemView {
  getViewType() { return "tiny-view"; }
  getDisplayText() { return "Tiny pane"; }
  getIcon() { return "leaf"; }
  async onOpen() { this.contentEl.setText("Tiny content"); }
}
class TinyTab extends PluginSettingTab {
  getSettingDefinitions() {
    return [{ name: "Colour", desc: "Which one.", control: { type: "text", key: "colour" } }];
  }
}
module.exports = class extends Plugin {
  async onload() {
    this.settings = Object.assign({ colour: "red" }, await this.loadData());
    this.registerView("tiny-view", (leaf) => new TinyView(leaf));
    this.addCommand({ id: "hello", name: "Say hello", callback: () => new Notice("Hello") });
    this.addCommand({ id: "pane", name: "Open pane", callback: () => this.app.workspace.ensureSideLeaf("tiny-view", "right", { active: true }) });
    this.addRibbonIcon("leaf", "Tiny", () => {});
    this.addStatusBarItem().setText("tiny status");
    this.addSettingTab(new TinyTab(this.app, this));
    this.registerEvent(this.app.workspace.on("file-menu", (menu, file) => {
      if (file instanceof TFile) menu.addItem((item) => item.setTitle("Tiny: " + file.basename).onClick(() => this.saveData({ ...this.settings, chosen: file.path })));
    }));
    this.registerEvent(this.app.workspace.on("files-menu", (menu, files) => menu.addItem((item) => item.setTitle("Tiny: " + files.length + " files"))));
    this.registerMarkdownPostProcessor((element) => { for (const strong of element.querySelectorAll("strong")) strong.addClass("tiny-strong"); });
    this.registerDomEvent(document, "keyup", () => {});
    this.registerInterval(window.setInterval(() => {}, 1000));
    window.tinyPlugin = this;
  }
  onExternalSettingsChange() { window.tinyTold = (window.tinyTold ?? 0) + 1; }
  onUserEnable() { window.tinyEnabledByUser = true; }
};
`;

const careless = `
const { Plugin } = require("obsidian");
module.exports = class extends Plugin {
  onload() {
    this.app.vault.on("modify", () => {});
    window.addEventListener("blur", () => {});
    document.addEventListener("keyup", () => {});
    window.setInterval(() => {}, 100000);
    new Worker(URL.createObjectURL(new Blob([""])), { name: "careless" });
    document.head.append(createEl("style", { text: "p { color: red }" }));
  }
};
`;

function newVault(): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "Notes"));
  writeFileSync(join(folder, "Welcome.md"), "# Hello\n\nA **bold** word and a link to [[One]].\n");
  for (const name of ["One", "Two", "Three"]) writeFileSync(join(folder, "Notes", `${name}.md`), `This is ${name}.\n`);
  return folder;
}

const pluginFiles = (code: string): Record<string, string> => ({ "main.js": code, "manifest.json": JSON.stringify(manifest), "styles.css": ".tiny-strong { font-style: italic }" });

/** The names that the code under a folder imports from "obsidian", types among them. */
function importedFromObsidian(folder: string): string[] {
  const texts = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => readFileSync(join(folder, name), "utf8"));
  const lists = texts.flatMap((text) => [...text.matchAll(/import\s+(?:type\s+)?\{([^}]*)\}\s+from\s+"obsidian"/g)].map(([, list = ""]) => list));
  return [...new Set(lists.flatMap((list) => list.split(",").map((name) => name.trim().replace(/^type\s+/, "").replace(/\s+as\s.*$/, ""))))].filter((name) => name !== "");
}

const closing: Host[] = [];
async function open(options: Partial<OpenHostOptions> = {}): Promise<Host & { folder: string }> {
  const folder = options.folder ?? newVault();
  const host = await openHost({ pluginFolder: pluginFiles(plugin), ...options, folder });
  closing.push(host);
  return { ...host, folder };
}

describeInBrowser("the test host", () => {
  afterEach(async () => {
    for (const host of closing.splice(0)) await host.close();
  });
  afterAll(removeTemporaryFolders);

  it("loads a plugin and offers its commands in the palette", async () => {
    const host = await open();
    await host.palette("Tiny: Say hello");
    expect(await host.notices()).toEqual(["Hello"]);
    expect(await host.commandNames()).toContain("Tiny: Open pane");
    expect(await host.page.locator(".status-bar-item.plugin-tiny").textContent()).toBe("tiny status");
    const { evaluate, onload } = await host.loadTimes();
    expect([evaluate > 0, onload > 0]).toEqual([true, true]);
    expect(host.errors).toEqual([]);
  });

  it("asks plugins what the menu of a note and of several notes shall offer", async () => {
    const host = await open();
    await host.rightClick("Notes/One.md");
    expect(await host.menuTitles()).toEqual(expect.arrayContaining(["Open in new tab", "Rename…", "Delete", "Tiny: One"]));
    await host.menuItem("Tiny: One");
    await host.waitForIdle();
    expect(JSON.parse(readFileSync(join(host.folder, ".obsidian", "plugins", "tiny", "data.json"), "utf8"))).toEqual({ colour: "red", chosen: "Notes/One.md" });
    await host.rightClick("Notes/One.md", "Notes/Two.md", "Welcome.md");
    expect(await host.menuTitles()).toEqual(expect.arrayContaining(["Tiny: 3 files", "Delete 3 items"]));
  });

  it("shows and keeps a plugin's settings", async () => {
    const host = await open();
    await host.openSettings("tiny");
    const field = host.page.locator(".setting-item", { hasText: "Colour" }).locator("input");
    expect(await field.inputValue()).toBe("red");
    await field.fill("green");
    await field.blur();
    await host.waitForIdle();
    expect(JSON.parse(readFileSync(join(host.folder, ".obsidian", "plugins", "tiny", "data.json"), "utf8"))).toEqual({ colour: "green" });
  });

  it("opens a view in the right sidebar and defers it after a restart until it is looked at", async () => {
    const host = await open();
    await host.command("tiny:pane");
    expect(await host.viewText("tiny-view")).toContain("Tiny content");
    await host.page.evaluate(() => window.app.workspace.rightSplit.collapse());
    await host.page.evaluate(() => window.app.workspace.saveLayout());
    await host.reload();
    const isDeferred = (): Promise<boolean | undefined> => host.page.evaluate(() => window.app.workspace.getLeavesOfType("tiny-view")[0]?.isDeferred);
    expect(await isDeferred()).toBe(true);
    await host.page.evaluate(() => window.app.workspace.rightSplit.expand());
    await host.page.getByText("Tiny content").waitFor();
    expect(await isDeferred()).toBe(false);
  });

  it("leaves nothing of a plugin that was disabled, and loads it again", async () => {
    const host = await open();
    await host.openNote("Welcome.md", "preview");
    await host.page.locator("strong.tiny-strong").waitFor();
    expect((await host.leftovers("tiny")).map(({ kind }) => kind)).toEqual(expect.arrayContaining(["command", "event", "interval", "listener", "post processor", "ribbon icon", "setting tab", "status bar item", "style", "view"]));
    await host.disable("tiny");
    expect(await host.leftovers("tiny")).toEqual([]);
    expect(await host.commandNames()).not.toContain("Tiny: Say hello");
    expect(await host.page.locator(".plugin-tiny, style[data-plugin=tiny]").count()).toBe(0);
    await host.enable("tiny");
    expect(await host.page.evaluate(() => Reflect.get(window, "tinyEnabledByUser") as unknown)).toBe(true);
    expect(await host.commandNames()).toContain("Tiny: Say hello");
    expect(host.errors).toEqual([]);
  });

  it("finds what a careless plugin leaves behind", async () => {
    const host = await open({ pluginFolder: pluginFiles(careless) });
    await host.disable("tiny");
    const kinds = (await host.leftovers("tiny")).map(({ kind }) => kind).sort();
    expect(kinds).toEqual(["event", "interval", "listener", "listener", "style", "worker"]);
  });

  it("throws where a plugin uses what the host does not have", async () => {
    const code = `const obsidian = require("obsidian"); window.tried = [];
      const attempt = (run) => { try { run(); window.tried.push("ran"); } catch (error) { window.tried.push(error.message); } };
      attempt(() => new obsidian.BasesQueryResult()); attempt(() => obsidian.parsePropertyId("note.x")); attempt(() => obsidian.unheardOf); attempt(() => require("fs")); attempt(() => require("electron"));
      module.exports = class extends obsidian.Plugin {};`;
    const host = await open({ pluginFolder: pluginFiles(code) });
    expect(await host.page.evaluate(() => Reflect.get(window, "tried") as unknown)).toEqual([
      "not implemented in the test host: BasesQueryResult",
      "not implemented in the test host: parsePropertyId",
      "not implemented in the test host: unheardOf",
      '"fs" is not available in the test host.',
      '"electron" is not available in the test host.',
    ]);
  });

  it("has everything that the product's own code imports", async () => {
    const host = await open();
    const missing = new Set(await host.page.evaluate(() => window.testHost.missing));
    const imported = importedFromObsidian(join(root, "src"));
    expect(imported).toEqual(expect.arrayContaining(["Plugin", "Notice", "TFile"]));
    expect(imported.filter((name) => missing.has(name))).toEqual([]);
    expect([...missing]).toContain("BasesView");
    // Every declared method of a class that the host has is there too: none throws.
    expect([...missing].filter((name) => name.includes("."))).toEqual([]);
  });

  it("is a phone in mobile mode, without Node", async () => {
    const host = await open({ mobile: true, pluginFolder: pluginFiles(`require("fs"); ${plugin}`) });
    expect(await host.page.evaluate(() => [window.app.platform.isPhone, document.body.classList.contains("is-phone")])).toEqual([true, true]);
    expect(host.errors.join("\n")).toContain('Attempting to load NodeJS package: "fs"');
    expect(await host.page.evaluate(() => window.app.plugins.isEnabled("tiny"))).toBe(false);
    expect(await host.page.locator(".mobile-navbar").isVisible()).toBe(true);
  });

  it("turns round for languages written from right to left", async () => {
    const host = await open({ rtl: true });
    const sides = await host.page.evaluate(() => ["mod-left-split", "mod-root"].map((name) => document.querySelector(`.${name}`)?.getBoundingClientRect().left ?? -1));
    expect(sides[0]).toBeGreaterThan(sides[1] ?? Infinity);
    await host.openNote("Welcome.md");
    expect(await host.page.evaluate(() => document.body.scrollWidth <= window.innerWidth)).toBe(true);
  });

  it("opens a note in a window of its own, with the helpers on its prototypes", async () => {
    const host = await open();
    await host.rightClick("Notes/One.md");
    const popout = await host.windowOpenedBy(() => host.menuItem("Open in new window"));
    await popout.getByText("This is One.").waitFor();
    expect(await popout.evaluate(() => typeof document.body.createDiv)).toBe("function");
    expect(await popout.evaluate(() => document.body.classList.contains("theme-light"))).toBe(true);
    expect(host.errors).toEqual([]);
  });

  it("tells a plugin when another program changed its settings, and not when it did itself", async () => {
    const host = await open();
    const told = (): Promise<unknown> => host.page.evaluate(() => Reflect.get(window, "tinyTold") as unknown);
    await host.page.evaluate(() => (Reflect.get(window, "tinyPlugin") as { saveData(data: unknown): Promise<void> }).saveData({ colour: "blue" }));
    await host.waitForIdle(500);
    expect(await told()).toBeUndefined();
    writeFileSync(join(host.folder, ".obsidian", "plugins", "tiny", "data.json"), '{"colour":"black"}');
    await host.page.waitForFunction(() => Reflect.get(window, "tinyTold") === 1);
  });

  it("hears of files that another program writes, and shows them", async () => {
    const host = await open();
    writeFileSync(join(host.folder, "New.md"), "New.");
    await host.page.locator('[data-path="New.md"]').waitFor();
    await host.clickFile("New.md");
    expect(await host.page.evaluate(() => window.app.workspace.getActiveFile()?.path)).toBe("New.md");
  });

  it("stays quick with three thousand notes: only rows in sight are drawn", async () => {
    const folder = newVault();
    mkdirSync(join(folder, "Many"));
    for (let number = 0; number < 3000; number++) writeFileSync(join(folder, "Many", `Note ${number}.md`), "");
    const host = await open({ folder });
    expect(await host.page.locator(".nav-files-container .tree-item").count()).toBe(3);
    await host.rightClick("Many/Note 2999.md");
    expect(await host.menuTitles()).toContain("Tiny: Note 2999");
    expect(await host.page.locator(".nav-files-container .tree-item").count()).toBeLessThan(100);
  });
});
