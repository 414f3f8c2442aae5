/** Steps and vaults of the everyday scenarios. */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { openHost, type Host, type OpenHostOptions } from "../../obsidian-host/browser";
import { audit, type Audit } from "../../support/audit";
import { readTree, root, temporaryFolder, withoutLog } from "../../support/vaults";

export function write(folder: string, path: string, text: string): void {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

export const read = (folder: string, path: string): string => readFileSync(join(folder, path), "utf8");

/** A vault of these files on the disk. */
export function vaultOf(files: Record<string, string>): string {
  const folder = temporaryFolder();
  for (const [path, text] of Object.entries(files)) write(folder, path, text);
  return folder;
}

/** The wiki's files by their paths in the vault, without the log, which alone depends on the clock. */
export const wikiOf = (folder: string): Record<string, string> => withoutLog(Object.fromEntries(Object.entries(readTree(folder)).filter(([path]) => path.startsWith("wiki/"))));

export function exampleVault(): string {
  const folder = temporaryFolder();
  cpSync(join(root, "examples", "vault"), folder, { recursive: true });
  return folder;
}

/** Sources enough to take a while: each about things of its own and a few shared ones. */
export const manySources = (amount: number): Record<string, string> =>
  Object.fromEntries(
    Array.from({ length: amount }, (_, index) => [
      `raw/Note ${index}.md`,
      `# Note ${index}\n\nThe Kestrel Crane number ${index} was built in ${1900 + index} by Maria Lindqvist in Gothenburg. It lifts ${10 + index} tonnes.\n\n${Array.from({ length: 6 }, (__, part) => `## Part ${part}\n\nIn ${1900 + part + index} the Osprey Works of Malmö delivered ${part + index + 2} booms for crane ${index}. The port of Malmö paid ${part + 3}00 crowns for each of them, and Maria Lindqvist tested them in ${1901 + part + index}.\n`).join("\n")}`,
    ]),
  );

/** Opens the host and waits until the plugin has looked at the sources. */
export async function open(folder: string, options: Partial<OpenHostOptions> = {}): Promise<Host> {
  const host = await openHost({ folder, ...options });
  await host.waitForIdle();
  return host;
}

/** Waits for the lead of the compile pane to say so. */
export const waitForLead = async (host: Host, text: string | RegExp): Promise<void> => host.page.locator(".cpd-lead h2", { hasText: text }).waitFor({ timeout: 60_000 });

/** A compile of everything through the palette, until the pane tells the result. */
export async function compileAll(host: Host): Promise<void> {
  await host.palette("Compendium: Compile new and changed notes");
  await waitForLead(host, /^(Compiled|The wiki is up to date)/);
  await host.waitForIdle();
}

/** Takes the last compile back, asked and answered. */
export async function undoLast(host: Host): Promise<void> {
  await host.command("compendium:undo");
  await host.page.locator(".modal .mod-cta", { hasText: "Undo" }).click();
  await waitForLead(host, "Undone");
}

/** The path of the note in front of the user. */
export const activeFile = (host: Host): Promise<string | undefined> => host.page.evaluate(() => window.app.workspace.getActiveFile()?.path);

/** What of the plugin reaches past the right or left edge of its screen, or scrolls sideways. */
export const sideways = (host: Host): Promise<string[]> =>
  host.page.evaluate(() => {
    const own = [...document.querySelectorAll<HTMLElement>(".compendium, .compendium *, .cpd-cite, .cpd-citebar *, .modal.mod-settings .vertical-tab-content *")].filter((element) => element.checkVisibility() && element.getClientRects().length > 0 && element.closest(".cpd-sr, svg") === null);
    const past = own.filter((element) => {
      const { left, right, width } = element.getBoundingClientRect();
      const scrolls = element.scrollWidth > element.clientWidth + 1 && ["auto", "scroll"].includes(getComputedStyle(element).overflowX);
      return width > 0 && (left < -0.5 || right > innerWidth + 0.5 || scrolls);
    });
    const page = document.documentElement.scrollWidth > innerWidth ? ["the page itself"] : [];
    return [...page, ...past.map((element) => `${element.tagName}.${element.className} ${element.textContent.slice(0, 40)}`)];
  });

/** Waits for a notice, and returns its text. */
export async function notice(host: Host, text: string | RegExp): Promise<string> {
  const found = host.page.locator(".notice", { hasText: text }).last();
  await found.waitFor();
  return (await found.textContent()) ?? "";
}

/** What stands in a group of the pane, title by title. */
export const rowTitles = (host: Host, group: string): Promise<string[]> => host.page.locator(".cpd-group", { has: host.page.locator(".cpd-group-head", { hasText: group }) }).locator(".cpd-row .t").allTextContents();

/** Tries again until the assertion holds: for what comes to the disk a moment after it is seen. */
export async function eventually(assertion: () => unknown, patience = 15_000): Promise<void> {
  const deadline = Date.now() + patience;
  for (;;) {
    try {
      await assertion();
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Waits for the end of a compile that found nothing to write. The lead says "up to date" before such a compile too. */
export const waitForNothingWritten = async (host: Host): Promise<void> => host.page.locator(".cpd-lead p", { hasText: "Nothing had to be written." }).waitFor({ timeout: 60_000 });

/** What the auditor finds wrong with the wiki. */
export function faultsOf(folder: string): Pick<Audit, "malformed" | "untrue" | "dangling" | "brokenLinks"> {
  const tree = readTree(folder);
  const { malformed, untrue, dangling, brokenLinks } = audit(tree, Object.keys(tree).filter((path) => path.startsWith("raw/") && path.endsWith(".md")));
  return { malformed, untrue, dangling, brokenLinks };
}

export const NO_FAULTS = { malformed: [], untrue: [], dangling: [], brokenLinks: [] };
