/** Takes the pictures of every screen: light, dark, 340 pixels wide, on a phone, from right to left. Started by scripts/pictures.mjs. */
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ModelServer, startModelServer } from "../../support/model-server";
import { closeBrowser } from "../browser/browser";
import { openHost, type OpenHostOptions } from "../browser";
import { PHONE_SCREENS, SCREENS, type Screen } from "./screens";
import { makePictureVaults, type PictureVaults } from "./vault";

export interface PicturesOptions {
  root: string;
  /** Where they go. */
  out: string;
  /** Names of screens; all where empty. */
  only: readonly string[];
  /** Of the forms below; all where empty. */
  forms: readonly string[];
  tell: (line: string) => void;
}

interface Form {
  name: string;
  screens: readonly Screen[];
  options: Omit<OpenHostOptions, "folder">;
}

const NARROW = SCREENS.filter(({ isNarrow }) => isNarrow);
const FORMS: readonly Form[] = [
  { name: "light", screens: SCREENS, options: { theme: "light" } },
  { name: "dark", screens: SCREENS, options: { theme: "dark" } },
  { name: "340-light", screens: NARROW, options: { theme: "light", frame: "pane", width: 340 } },
  { name: "340-dark", screens: NARROW, options: { theme: "dark", frame: "pane", width: 340 } },
  { name: "phone-light", screens: PHONE_SCREENS, options: { theme: "light", mobile: true } },
  { name: "rtl-light", screens: SCREENS.filter(({ name }) => ["compile-plan", "conflict", "concept", "source"].includes(name)), options: { theme: "light", rtl: true } },
];

/** Returns what went wrong, a line for each picture that could not be taken. */
export async function takePictures({ root, out, only, forms, tell }: PicturesOptions): Promise<string[]> {
  const vaults = makePictureVaults(root);
  const problems: string[] = [];
  mkdirSync(out, { recursive: true });
  try {
    for (const form of FORMS.filter(({ name }) => forms.length === 0 || forms.includes(name))) {
      for (const screen of form.screens.filter(({ name }) => only.length === 0 || only.includes(name))) {
        const name = `${screen.name}-${form.name}`;
        const problem = await takePicture(vaults, screen, form, join(out, `${name}.png`));
        tell(problem === null ? name : `${name}: ${problem}`);
        if (problem !== null) problems.push(`${name}: ${problem}`);
      }
    }
  } finally {
    await closeBrowser();
    vaults.remove();
  }
  return problems;
}

async function takePicture(vaults: PictureVaults, screen: Screen, form: Form, path: string): Promise<string | null> {
  const holder = mkdtempSync(join(tmpdir(), "compendium-picture-"));
  const folder = join(holder, "Timekeeping");
  cpSync(vaults[screen.vault], folder, { recursive: true, preserveTimestamps: true });
  const host = await openHost({ folder, ...form.options });
  const servers: ModelServer[] = [];
  try {
    host.page.setDefaultTimeout(15_000);
    await host.waitForIdle();
    await screen.show(host, async (options) => {
      const server = await startModelServer(options);
      servers.push(server);
      return server;
    });
    await host.page.screenshot({ path });
    // The browser's own word on an answer that is no success: whether a server lists its models, say.
    const errors = host.errors.filter((text) => !text.startsWith("Failed to load resource"));
    return errors.length === 0 ? null : errors.join(" ");
  } catch (error) {
    await host.page.screenshot({ path });
    return [error instanceof Error ? error.message.split("\n")[0] : String(error), ...host.errors].join(" ");
  } finally {
    await host.close();
    await Promise.all(servers.map((server) => server.close()));
    rmSync(holder, { recursive: true, force: true });
  }
}
