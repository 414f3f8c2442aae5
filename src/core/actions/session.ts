/** How each action begins: alone, with what an earlier run left finished, and with this device's memory of the vault. */
import { readIfThere } from "../compile/read-json";
import { emptyState, type PageState, type State } from "../compile/state";
import { loadState } from "../compile/state-store";
import { listRecentRuns, outlineOf } from "../compile/journal";
import { surveyPages } from "../compile/survey";
import { recover, type Memory } from "../compile/recover";
import { withLock } from "../compile/lock";
import type { Emit } from "../events";
import { CompendiumError } from "../failure";
import { parseDecisions, standingDecisions, type Decision } from "../pages/decisions-page";
import { FileError, type Host } from "../ports";
import type { Settings } from "../settings";

export interface Vault {
  host: Host;
  settings: Settings;
}

export const logPathOf = ({ settings }: Vault): string => `${settings.wikiFolder}/log.md`;
export const decisionsPathOf = ({ settings }: Vault): string => `${settings.wikiFolder}/decisions.md`;

/** Runs `work` alone over the vault, after finishing what an earlier run began. It is given the vault whose clock keeps the lock. */
export function withMemory<T>(vault: Vault, emit: Emit, work: (memory: Memory, vault: Vault) => Promise<T>): Promise<T> {
  return withLock(vault.host, async (host) => work(await recover(host, vault.settings.wikiFolder, logPathOf(vault), emit), { ...vault, host }));
}

export interface Glance extends Memory {
  /** A run began to write and did not come to its end. */
  isInterrupted: boolean;
  /** Pages that are remembered and not there any more. */
  missing: ReadonlySet<string>;
}

/** This device's memory for looking only: nothing is written, nothing left over is finished. */
export async function glance({ host, settings }: Vault): Promise<Glance> {
  const stored = await loadState(host.files, host.device.id);
  const state: State = stored ?? emptyState();
  let isInterrupted = false;
  for (const id of await listRecentRuns(host, state.lastRun?.id ?? null)) isInterrupted ||= (await outlineOf(host, id))?.phase === "writing";
  const { missing } = await surveyPages(host, state, settings.wikiFolder);
  return { state, isRebuilt: stored === null, isInterrupted, missing: new Set(missing) };
}

/** What is remembered of a page. Throws `no-such-page` for what is none. */
export function pageOf(state: State, path: string): PageState {
  const page = state.pages[path];
  if (page === undefined) throw new CompendiumError("no-such-page", `${path} is not a page the compiler knows; compile, then try again.`, path);
  return page;
}

/** A source's text. Throws `no-such-source` or `unreadable`. */
export const readSourceFile = ({ host }: Vault, path: string): Promise<string> =>
  host.files.read(path).catch((error: unknown) => {
    if (error instanceof FileError) throw new CompendiumError(error.code === "not-found" ? "no-such-source" : "unreadable", error.message, path);
    throw error;
  });

export async function readDecisions(vault: Vault): Promise<Decision[]> {
  const text = await readIfThere(vault.host.files, decisionsPathOf(vault));
  return text === null ? [] : standingDecisions(parseDecisions(text));
}
