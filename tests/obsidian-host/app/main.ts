/** The page's entry: reads how it was asked for, makes the app, starts it. */
import type { DeclaredApi } from "../build/api-list";
import { httpDisk } from "../disk/http-disk";
import { App } from "./app";
import { implementations } from "./obsidian-module";
import { observeTasks } from "./observe-tasks";
import type { ObservedTasks } from "./observe-tasks";
import { readOptions } from "./options";
import type { HostOptions } from "./options";
import { Platform, setPlatform } from "./platform";
import type { PluginFiles } from "./plugin/plugins";
import { makeStrict } from "./strict";
import { adoptWindow } from "./workspace/windows";

/** Put in when the page is built. */
declare const OBSIDIAN_API: DeclaredApi;

/** For those who drive the page. */
export interface HostPage {
  /** Fulfilled once the layout is ready and the notes' metadata is complete. */
  ready: Promise<void>;
  tasks: ObservedTasks;
  /** Exports and methods of the API that throw. */
  missing: readonly string[];
}

declare global {
  interface Window {
    app: App;
    testHost: HostPage;
  }
}

function dress({ theme, mobile, rtl, frame }: HostOptions): void {
  const { isMacOS, isWin, isLinux, isPhone, isTablet } = Platform;
  const classes = { "is-mobile": mobile, "is-android": mobile, "is-phone": isPhone, "is-tablet": isTablet, "mod-macos": isMacOS, "mod-windows": isWin, "mod-linux": isLinux, "mod-rtl": rtl, "is-pane": frame === "pane" };
  document.documentElement.dir = rtl ? "rtl" : "ltr";
  document.documentElement.lang = "en";
  document.body.addClass(`theme-${theme}`, "show-inline-title", "show-view-header", "show-ribbon");
  for (const [name, isOn] of Object.entries(classes)) document.body.toggleClass(name, isOn);
}

const pluginFiles: PluginFiles = {
  read: async (name) => {
    const answer = await fetch(new URL(`plugin/${name}`, location.href.split("?")[0]));
    return answer.ok ? answer.text() : null;
  },
};

function start(): void {
  const tasks = observeTasks();
  const options = readOptions(location.search);
  setPlatform(options);
  adoptWindow(window);
  dress(options);
  const { exports, missing } = makeStrict(implementations, OBSIDIAN_API);
  const app = new App({ disk: httpDisk(new URL(".", location.href).href), options, pluginFiles, obsidian: exports });
  performance.mark("host-start");
  window.app = app;
  window.testHost = { ready: app.start(), tasks, missing };
}

start();
