/** Opens the test host over a folder and drives it as a user would. */
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { buildHostPage, buildPlugin } from "../build";
import { startHostServer } from "../server";
import type { CountedCalls, StaticFiles } from "../server";
import type { LongFrame, LongTask } from "../app/observe-tasks";
import type { PluginCall } from "../app/plugin/plugin-calls";
import type { Leftover } from "../app/plugin/ledger";
import { sharedBrowser } from "./browser";

export interface OpenHostOptions {
  /** The folder under the vault. It is written to: give a copy. */
  folder: string;
  /** Where main.js, manifest.json and styles.css are; without it Compendium itself, built where it is out of date. */
  pluginFolder?: StaticFiles;
  theme?: "light" | "dark";
  mobile?: boolean;
  rtl?: boolean;
  width?: number;
  height?: number;
  /** Whether the plugin is enabled at the start: yes, unless told otherwise. */
  enabled?: boolean;
  /** `pane`: only the active view, as wide as the window. */
  frame?: "full" | "pane";
  /** How many pixels a picture has for one of the page. */
  scale?: number;
}

const root = resolve(__dirname, "..", "..", "..");
const screenshots = process.env["SCREENSHOTS"] ?? join(root, "node_modules", ".cache", "compendium", "screenshots");
/** As long as this nothing may be asked of the disk for the host to be idle, in milliseconds. */
const QUIET = 250;
const MOST_PATIENT = 60_000;

const isModifier = process.platform === "darwin" ? "Meta" : "Control";
const quoted = (path: string): string => path.replace(/["\\]/g, "\\$&");

export type Host = Awaited<ReturnType<typeof openHost>>;

/** How often an address was asked for in each of the ways a plugin has. */
export interface RequestsByWay {
  web: string[];
  node: string[];
  requestUrl: string[];
}

function addressOf(base: string, options: OpenHostOptions): string {
  const query = new URLSearchParams();
  if (options.theme !== undefined) query.set("theme", options.theme);
  if (options.mobile === true) query.set("mobile", "1");
  if (options.rtl === true) query.set("rtl", "1");
  if (options.enabled === false) query.set("enabled", "0");
  if (options.frame !== undefined) query.set("frame", options.frame);
  return `${base}?${query.toString()}`;
}

/** What went wrong on a page: errors nobody caught, and what was told to the console as an error. */
function collectErrors(page: Page, errors: string[]): void {
  page.on("pageerror", (error) => errors.push(error.stack ?? error.message));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
}

async function newContext(options: OpenHostOptions): Promise<BrowserContext> {
  const { mobile = false, width = mobile ? 390 : 1280, height = mobile ? 844 : 800, theme = "light", scale = 1 } = options;
  const browser = await sharedBrowser();
  return browser.newContext({ viewport: { width, height }, deviceScaleFactor: scale, colorScheme: theme, hasTouch: mobile, reducedMotion: "reduce" });
}

export async function openHost(options: OpenHostOptions) {
  const pluginFolder = options.pluginFolder ?? (await buildPlugin(root));
  const server = await startHostServer({ folder: options.folder, pluginFolder, page: await buildHostPage(root) });
  const context = await newContext(options);
  const page = await context.newPage();
  const errors: string[] = [];
  const asked: string[] = [];
  context.on("request", (request) => asked.push(`${request.method()} ${request.url()}`));
  collectErrors(page, errors);
  context.on("page", (popout) => collectErrors(popout, errors));
  const ready = async (): Promise<void> => {
    // The script has run by the time the page has loaded: what is not there then will not come.
    if (!(await page.evaluate(() => "testHost" in window))) throw new Error(`The page did not start. ${errors.join("\n")}`);
    await page.evaluate(() => window.testHost.ready);
  };
  const url = addressOf(server.url, options);
  await page.goto(url);
  await ready();
  return {
    page,
    context,
    url,
    /** What went wrong so far; emptied by taking it: `host.errors.splice(0)`. */
    errors,
    /** What was asked of the server at that address, by the page's own requests, Node's, and `requestUrl`: each as "GET http://…". */
    requestsTo: (base: string): RequestsByWay => {
      const { origin } = new URL(base);
      const by = (way: string): string[] => server.bridged.filter((request) => request.by === way && new URL(request.url).origin === origin).map(({ method, url: address }) => `${method} ${address}`);
      return { web: asked.filter((line) => new URL(line.slice(line.indexOf(" ") + 1)).origin === origin), node: by("node"), requestUrl: by("requestUrl") };
    },
    ...drive(page),
    ...look(page),
    ...observe(page, (since) => server.callsSince(since)),
    /** As if the app were closed and opened again. */
    reload: async (): Promise<void> => {
      await page.reload();
      await ready();
    },
    /** Does what opens a window, and returns the window's page. */
    windowOpenedBy: async (act: () => Promise<unknown>): Promise<Page> => {
      const [popout] = await Promise.all([context.waitForEvent("page"), act()]);
      await popout.waitForSelector(".workspace-leaf");
      return popout;
    },
    close: async (): Promise<void> => {
      await context.close();
      await server.close();
    },
  };
}

/** What a user does. */
function drive(page: Page) {
  const rowOf = async (path: string): Promise<string> => {
    await page.evaluate((given) => {
      const file = window.app.vault.getAbstractFileByPath(given);
      const view = window.app.workspace.getLeavesOfType("file-explorer")[0]?.view;
      if (file === null || view === undefined) throw new Error(`There is no ${given} in the file explorer.`);
      (view as unknown as { reveal(file: unknown): void }).reveal(file);
    }, path);
    return `.nav-files-container [data-path="${quoted(path)}"]`;
  };
  const menuItem = async (title: string | RegExp): Promise<void> => {
    await page.locator(".menu .menu-item", { has: page.locator(".menu-item-title", { hasText: title }) }).first().click();
  };
  return {
    /** Runs a command by its id, as "compendium:compile". Throws where it does not apply. */
    command: async (id: string): Promise<void> => {
      const hasRun = await page.evaluate((given) => window.app.commands.executeCommandById(given), id);
      if (!hasRun) throw new Error(`The command ${id} does not apply.`);
    },
    /** Runs a command by its name, through the command palette. */
    palette: async (name: string): Promise<void> => {
      await page.keyboard.press(`${isModifier}+p`);
      await page.locator(".prompt .prompt-input").fill(name);
      await page.locator(".prompt .suggestion-item", { hasText: name }).first().click();
    },
    /** The names of the commands that the palette offers now. */
    commandNames: (): Promise<string[]> => page.evaluate(() => window.app.commands.listCommands().map(({ name }) => name)),
    openNote: async (path: string, mode?: "source" | "preview"): Promise<void> => {
      await page.evaluate(
        async ([given, wanted]) => {
          const file = window.app.vault.getFileByPath(given);
          if (file === null) throw new Error(`There is no ${given}.`);
          await window.app.workspace.getLeaf(false).openFile(file, { active: true, ...(wanted === undefined ? {} : { state: { mode: wanted } }) });
        },
        [path, mode] as const,
      );
    },
    clickFile: async (path: string, modifiers: ("ControlOrMeta" | "Shift" | "Alt")[] = []): Promise<void> => page.locator(await rowOf(path)).click({ modifiers }),
    /** A right click in the file explorer: on one file or folder, or on several selected together. */
    rightClick: async (...paths: string[]): Promise<void> => {
      const [first = "", ...others] = paths;
      await page.evaluate(() => {
        const view = window.app.workspace.getLeavesOfType("file-explorer")[0]?.view as unknown as { selection: { clear(): void; focused: unknown } };
        view.selection.clear();
        view.selection.focused = null;
      });
      if (others.length > 0) for (const path of paths) await page.locator(await rowOf(path)).click({ modifiers: ["Alt"] });
      await page.locator(await rowOf(first)).click({ button: "right" });
      await page.locator(".menu").first().waitFor();
    },
    menuItem,
    /** The titles of the menu that is open. */
    menuTitles: async (): Promise<string[]> => page.locator(".menu .menu-item-title").allTextContents(),
    closeMenus: async (): Promise<void> => {
      while ((await page.locator(".menu").count()) > 0) await page.keyboard.press("Escape");
    },
    /** Opens the settings at the tab of that id, as "compendium". */
    openSettings: async (tab: string): Promise<void> => {
      await page.evaluate((id) => {
        window.app.setting.open();
        window.app.setting.openTabById(id);
      }, tab);
    },
  };
}

/** What a user sees. */
function look(page: Page) {
  return {
    notices: (): Promise<string[]> => page.locator(".notice").allTextContents(),
    /** The text of the view of that type; null where none is open. */
    viewText: (type: string): Promise<string | null> => page.evaluate((given) => window.app.workspace.getLeavesOfType(given)[0]?.view.containerEl.innerText ?? null, type),
    /** Returns the path of the picture. SCREENSHOTS names the folder for them. */
    screenshot: async (name: string): Promise<string> => {
      mkdirSync(screenshots, { recursive: true });
      const path = join(screenshots, `${name}.png`);
      await page.screenshot({ path });
      return path;
    },
  };
}

/** What a test measures. */
function observe(page: Page, callsSince: (number: number) => CountedCalls) {
  /** Nothing is asked of the disk for a while, every note's metadata is known, and the page has nothing to do. */
  const waitForIdle = async (quiet = QUIET): Promise<void> => {
    const deadline = Date.now() + MOST_PATIENT;
    for (let last = -1; ; ) {
      const now = callsSince(Number.MAX_SAFE_INTEGER).last;
      if (now === last) break;
      if (Date.now() > deadline) throw new Error("The host does not come to rest.");
      last = now;
      await new Promise((resolve) => setTimeout(resolve, quiet));
    }
    await page.evaluate(async () => {
      await window.app.metadataCache.whenIdle();
      await new Promise((resolve) => requestIdleCallback(resolve, { timeout: 5000 }));
    });
  };
  return {
    waitForIdle,
    callsSince,
    /** The number of the last call to the disk: from here on, `filesRead(mark)` counts. */
    mark: (): number => callsSince(Number.MAX_SAFE_INTEGER).last,
    /** Paths of the files that were read after the mark, in order. */
    filesRead: (since = 0): string[] => callsSince(since).calls.filter(({ call }) => call === "read").map(({ path }) => path),
    /** Paths of what was written, renamed or removed after the mark, in order. */
    filesWritten: (since = 0): string[] => callsSince(since).calls.filter(({ call }) => !["read", "stat", "list", "walk"].includes(call)).map(({ path }) => path),
    /** Milliseconds since the page was opened: from here on, `longTasks(now)` counts. */
    now: (): Promise<number> => page.evaluate(() => performance.now()),
    /** Tasks over 50 ms. Without a time: since the app began to start, which is after the page's own script. */
    longTasks: (since?: number): Promise<LongTask[]> =>
      page.evaluate((given) => {
        const from = given ?? performance.getEntriesByName("host-start")[0]?.startTime ?? 0;
        return window.testHost.tasks.long.filter(({ start }) => start >= from);
      }, since),
    /** Frames over 50 ms with the scripts that made them so. */
    longFrames: (since = 0): Promise<LongFrame[]> => page.evaluate((given) => window.testHost.tasks.frames.filter(({ start }) => start >= given), since),
    /** What plugins themselves asked of vault and adapter since a time (see `now`), in order. */
    pluginCalls: (since = 0): Promise<PluginCall[]> => page.evaluate((given) => window.app.pluginCalls.filter(({ time }) => time >= given), since),
    /** How long evaluating main.js and `onload` took, in milliseconds. */
    loadTimes: (): Promise<{ evaluate: number; onload: number }> =>
      page.evaluate(() => {
        const last = (name: string): number => performance.getEntriesByName(name).at(-1)?.duration ?? 0;
        return { evaluate: last("plugin-evaluate"), onload: last("plugin-onload") };
      }),
    enable: (id: string): Promise<boolean> => page.evaluate((given) => window.app.plugins.enablePluginAndSave(given), id),
    disable: (id: string): Promise<void> => page.evaluate((given) => window.app.plugins.disablePluginAndSave(given), id),
    /** What a plugin registered and what still stands: nothing, once it was disabled. */
    leftovers: (id: string): Promise<Leftover[]> => page.evaluate((given) => window.app.plugins.leftovers(given), id),
  };
}
