/** Searching in the plugin, in the test host, over many notes: from the key to the drawn results, and what the first reading costs the page. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openHost } from "../../tests/obsidian-host/browser";
import { describePhase, observePhase, PHASE_HEAD } from "./observe";
import { createRandom } from "./search/random";
import { varyNotes } from "./search/vary-notes";

const SEED = 20261125;
const QUERIES = 40;
/** Between two keys, as people type (milliseconds). */
const BETWEEN_KEYS = 120;
const PATIENCE = 300_000;

/** Fills `vault` with `amount` notes varied from `sources` and prints what was measured; goals: 30 ms in 95 % of the keys, no long task. */
export async function measureSearching(vault: string, sources: readonly string[], amount: number): Promise<void> {
  const notes = varyNotes(sources, amount, createRandom(SEED));
  for (const [path, text] of notes) {
    const file = join(vault, path);
    mkdirSync(join(file, ".."), { recursive: true });
    writeFileSync(file, text);
  }
  const host = await openHost({ folder: vault });
  await host.page.waitForTimeout(4000);
  const session = await host.context.newCDPSession(host.page);
  console.log(`\nSearching ${notes.size.toLocaleString("en")} notes.\n${PHASE_HEAD}`);
  await host.command("compendium:open-search-pane");
  const input = host.page.locator(".cpd-search input");
  const reading = await observePhase(session, async () => {
    await input.fill("note");
    await host.page.waitForFunction(() => /passage/.test(document.querySelector(".cpd-search-status")?.textContent ?? "") && !/so far/.test(document.querySelector(".cpd-search-status")?.textContent ?? ""), undefined, { timeout: PATIENCE, polling: 100 });
  });
  console.log(describePhase("first search, notes read", reading));
  const texts = [...notes.values()];
  const random = createRandom(SEED + 1);
  const word = (): string => {
    const words = random.pick(texts).match(/[a-z]{3,}/g) ?? [];
    return words.length === 0 ? "note" : random.pick(words);
  };
  await host.page.evaluate(watchKeys);
  const typing = await observePhase(session, async () => {
    for (let query = 0; query < QUERIES; query++) {
      await input.fill("");
      await host.page.keyboard.type(`${word()} ${word()}`, { delay: BETWEEN_KEYS });
      await host.page.waitForTimeout(300);
    }
  });
  console.log(describePhase("typing", typing));
  const times = (await host.page.evaluate(() => (window as unknown as { keyTimes: number[] }).keyTimes)).sort((left, right) => left - right);
  const share = (part: number): string => (times[Math.floor(times.length * part)] ?? NaN).toFixed(1);
  console.log(`From key press to results drawn, ${times.length} keys: ${share(0.5)} ms at the median, ${share(0.95)} ms in 95 % (goal: under 30), ${share(0.999)} ms at most.`);
  if (host.errors.length > 0) console.log(host.errors.join("\n"));
  await host.close();
}

/** In the page: from each key to the next change of the results, drawn. */
function watchKeys(): void {
  const times: number[] = [];
  (window as unknown as { keyTimes: number[] }).keyTimes = times;
  let pressed = 0;
  document.querySelector(".cpd-search")?.addEventListener("keydown", () => (pressed = performance.now()), { capture: true });
  const results = document.querySelector(".cpd-search .cpd-scroll");
  if (results === null) return;
  new MutationObserver(() => {
    if (pressed === 0) return;
    times.push(performance.now() - pressed);
    pressed = 0;
  }).observe(results, { childList: true, subtree: true, characterData: true });
}
