/** Before each run: what an earlier one left unfinished is finished, and a lost memory is rebuilt from the wiki. */
import type { Emit } from "../events";
import type { Host } from "../ports";
import { finishWriting } from "./commit";
import { listRecentRuns, loadJournal, outlineOf, saveJournal } from "./journal";
import { emptyState, type State } from "./state";
import { loadState, saveState } from "./state-store";
import { surveyPages } from "./survey";
import { createTextStore } from "./text-store";

export interface Memory {
  state: State;
  /** The memory was lost: digests may be taken from the source pages. */
  isRebuilt: boolean;
}

/** This device's memory of the vault, whole again. `wikiFolder` is where our pages are. */
export async function recover(host: Host, wikiFolder: string, logPath: string, emit: Emit): Promise<Memory> {
  const stored = await loadState(host.files, host.device.id);
  const state = stored ?? (await rebuildState(host, wikiFolder, emit));
  for (const id of await listRecentRuns(host, state.lastRun?.id ?? null)) {
    if ((await outlineOf(host, id))?.phase !== "writing") continue;
    const journal = await loadJournal(host, id);
    if (journal === null) continue;
    const applied = await finishWriting(host, state, { journal, texts: createTextStore(host.files), logPath, onEntry: () => Promise.resolve() });
    state.isSettled = false;
    if (journal.undoes !== null) {
      const undone = await loadJournal(host, journal.undoes);
      if (undone !== null) await saveJournal(host, { ...undone, phase: "undone" });
    }
    await saveState(host.files, host.device.id, state);
    await saveJournal(host, { ...journal, phase: "done" });
    emit({ type: "recovered-run", run: id, pages: applied.length });
  }
  return { state, isRebuilt: stored === null };
}

async function rebuildState(host: Host, wikiFolder: string, emit: Emit): Promise<State> {
  const state = emptyState();
  const { adopted, bases } = await surveyPages(host, state, wikiFolder);
  const texts = createTextStore(host.files);
  for (const text of bases) texts.keep(text);
  await texts.flush();
  if (adopted > 0) emit({ type: "rebuilt-state", pages: adopted });
  return state;
}
