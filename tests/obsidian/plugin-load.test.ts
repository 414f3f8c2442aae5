import { join } from "node:path";
import { build } from "esbuild";
import { root } from "../support/vaults";

interface Registered {
  id: string;
  name: string;
}

/** The built plugin, loaded as the app loads it: one CommonJS file that may ask for nothing but `obsidian`. */
async function loadPlugin(): Promise<{ commands: Registered[]; asked: string[] }> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [join(root, "src", "main.ts")],
    bundle: true,
    write: false,
    format: "cjs",
    platform: "browser",
    conditions: ["worker"],
    external: ["obsidian", "node:*"],
    define: { COMPENDIUM_VERSION: JSON.stringify("0.0.0") },
  });
  const commands: Registered[] = [];
  const asked: string[] = [];
  class Plugin {
    addCommand(command: Registered): void {
      commands.push({ id: command.id, name: command.name });
    }
    register(): void {
      // What is undone at unload does not matter here.
    }
  }
  const module = { exports: {} as { default: new () => { onload(): void } } };
  const require = (name: string): unknown => {
    asked.push(name);
    if (name !== "obsidian") throw new Error(`The plugin asks for ${name} at load.`);
    return { Plugin, Notice: Object, TFile: Object, TFolder: Object, normalizePath: (path: string) => path };
  };
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- this is how the app loads a plugin
  new Function("module", "exports", "require", outputFiles[0]?.text ?? "")(module, module.exports, require);
  new module.exports.default().onload();
  return { commands, asked };
}

it("The plugin loads without Node's modules and registers its command", async () => {
  const { commands, asked } = await loadPlugin();
  expect(commands).toEqual([{ id: "compile", name: "Compile new and changed notes" }]);
  expect(new Set(asked)).toEqual(new Set(["obsidian"]));
});
