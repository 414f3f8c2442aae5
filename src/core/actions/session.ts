/** How each action begins: alone, with what an earlier run left finished, and with this device's memory of the vault. */
import { loadState, emptyState, readIfThere, type State } from "../compile/state";
import { listRuns, loadJournal } from "../compile/journal";
import { surveyPages } from "../compile/survey";
import { recover, type Memory } from "../compile/recover";
import { withLock } from "../compile/lock";
import type { Emit } from "../events";
import { parseDecisions, standingDecisions, type Decision } from "../pages/decisions-page";
import type { Host } from "../ports";
import type { Settings } from "../settings";

export interface Vault {
  host: Host;
  settings: Settings;
}

export const logPathOf = ({ settings }: Vault): string => `${settings.wikiFolder}/log.md`;
export const decisionsPathOf = ({ settings }: Vault): string => `${settings.wikiFolder}/decisions.md`;

/** Runs `work` alone over the vault, after finishing what an earlier run began. */
export function withMemory<T>(vault: Vault, emit: Emit, work: (memory: Memory) => Promise<T>): Promise<T> {
  return withLock(vault.host, async () => work(await recover(vault.host, vault.settings.wikiFolder, logPathOf(vault), emit)));
}

/** This device's memory for looking only: nothing is written, nothing left over is finished. */
export async function glance({ host, settings }: Vault): Promise<Memory & { isInterrupted: boolean }> {
  const stored = await loadState(host.files, host.device.id);
  const state: State = stored ?? emptyState();
  await surveyPages(host, state, settings.wikiFolder);
  let isInterrupted = false;
  for (const id of await listRuns(host)) isInterrupted ||= (await loadJournal(host, id))?.phase === "writing";
  return { state, isRebuilt: stored === null, isInterrupted };
}

export async function readDecisions(vault: Vault): Promise<Decision[]> {
  const text = await readIfThere(vault.host.files, decisionsPathOf(vault));
  return text === null ? [] : standingDecisions(parseDecisions(text));
}
