import { join } from "node:path";
import * as state from "@codemirror/state";
import * as view from "@codemirror/view";
import { build, type Plugin as BuildPlugin } from "esbuild";
import { root } from "../support/vaults";

const COMMANDS = [
  "Cancel compile",
  "Compile new and changed notes",
  "Compile this folder",
  "Compile this note",
  "Link mentions in this note",
  "Make a page for…",
  "No page for this",
  "Not the same…",
  "Open cited source",
  "Open compile pane",
  "Open search pane",
  "Open welcome",
  "Open wiki index",
  "Pause or resume compile",
  "Rename concept",
  "Review conflicts",
  "Same as…",
  "Search the wiki and sources",
  "Settle contradiction…",
  "Summarise this note",
  "Undo last compile",
];

/** Answers to every name with something that can be extended, called or asked for more; keeps what the plugin does. */
class Stand {
  readonly asked: string[] = [];
  readonly commands: string[] = [];
  readonly files: string[] = [];

  private readonly everything = (): unknown =>
    new Proxy(function stand() {}, {
      get: (_, name) => (name === Symbol.toPrimitive ? () => "" : name === "layoutReady" ? false : this.everything()),
      apply: () => this.everything(),
      construct: () => Object.create(null) as object,
    });

  /** The app's module: plain classes to extend, and stand-ins for the rest. */
  obsidian(): unknown {
    const { commands, files, everything } = this;
    class Plugin {
      app = everything();
      addCommand({ name }: { name: string }): void {
        commands.push(name);
      }
      addStatusBarItem = everything;
      loadData(): Promise<null> {
        files.push("data.json");
        return Promise.resolve(null);
      }
    }
    for (const name of ["register", "registerEvent", "registerDomEvent", "registerView", "registerHoverLinkSource", "registerMarkdownPostProcessor", "registerEditorExtension", "addRibbonIcon", "addSettingTab"]) Object.assign(Plugin.prototype, { [name]: () => undefined });
    const classes = Object.fromEntries(["ItemView", "MarkdownView", "Modal", "ConfirmationModal", "FuzzySuggestModal", "AbstractInputSuggest", "PluginSettingTab", "HoverPopover", "TFile", "TFolder", "Notice"].map((name) => [name, class { readonly isStand = true; }]));
    return { Plugin, ...classes, Platform: { isMobile: false }, editorInfoField: state.StateField.define({ create: () => null, update: (value) => value }) };
  }

  require = (name: string): unknown => {
    this.asked.push(name);
    if (name === "obsidian") return this.obsidian();
    if (name === "@codemirror/state") return state;
    if (name === "@codemirror/view") return view;
    throw new Error(`The plugin asks for ${name} at load.`);
  };
}

/** The worker's text is a program of its own, which nothing starts here. */
const withoutWorker: BuildPlugin = {
  name: "without-worker",
  setup: (bundler) => {
    bundler.onResolve({ filter: /^compendium:worker$/ }, ({ path }) => ({ path, namespace: "worker" }));
    bundler.onLoad({ filter: /.*/, namespace: "worker" }, () => ({ contents: "", loader: "text" }));
  },
};

async function loadPlugin(): Promise<Stand> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [join(root, "src", "main.ts")],
    bundle: true,
    write: false,
    format: "cjs",
    platform: "browser",
    conditions: ["worker"],
    external: ["obsidian", "@codemirror/*"],
    plugins: [withoutWorker],
  });
  const stand = new Stand();
  const module = { exports: {} as { default: new () => { onload(): void } } };
  const page = { Worker: class { readonly isStand = true; }, setTimeout: () => 0, clearTimeout: () => undefined };
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- this is how the app loads a plugin
  new Function("module", "exports", "require", "window", outputFiles[0]?.text ?? "")(module, module.exports, stand.require, page);
  new module.exports.default().onload();
  return stand;
}

describe("the built plugin", () => {
  const loading = loadPlugin();

  it("asks at load for nothing but the app and its editor", async () => {
    expect(new Set((await loading).asked)).toEqual(new Set(["obsidian", "@codemirror/state", "@codemirror/view"]));
  });

  it("registers its commands", async () => {
    expect([...(await loading).commands].sort()).toEqual(COMMANDS);
  });

  it("reads no file at load", async () => {
    expect((await loading).files).toEqual([]);
  });
});
