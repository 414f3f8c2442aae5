/** The one browser of a test file, started when it is first needed. */
import { chromium } from "playwright-core";
import type { Browser } from "playwright-core";
import { findChromium } from "./find-chromium";

const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-popup-blocking", "--disable-dev-shm-usage", "--font-render-hinting=none"];

let running: Promise<Browser> | null = null;

async function launch(): Promise<Browser> {
  const found = await findChromium();
  if (found === null) throw new Error("There is no Chromium on this machine.");
  return chromium.launch({ executablePath: found.path, args: FLAGS, env: { ...process.env, ...found.environment } });
}

export function sharedBrowser(): Promise<Browser> {
  running ??= launch();
  return running;
}

export async function closeBrowser(): Promise<void> {
  const browser = running;
  running = null;
  await (await browser)?.close();
}
