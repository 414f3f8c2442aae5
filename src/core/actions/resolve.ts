/**
 * Action: the user's word on conflicts of a page. *Theirs* puts the proposal in place, so that the page counts as untouched there; *edited* puts in the user's own
 * text; *mine* leaves the page and settles the conflict: what was proposed is the base of the next merge, so that it is raised again only when the proposal changes.
 */
import { closeJournal, commit } from "../compile/commit";
import { readIfThere } from "../compile/read-json";
import type { State } from "../compile/state";
import { saveState } from "../compile/state-store";
import { surveyPages } from "../compile/survey";
import { createTextStore } from "../compile/text-store";
import type { Emit } from "../events";
import { CompendiumError } from "../failure";
import { stillOpen } from "../passes/conflicts";
import { hashText } from "../text/hash";
import { settleConflicts, withoutDefinitions, type Settlement } from "../vault/merge/settle";
import { openHunks } from "./review";
import { logPathOf, pageOf, withMemory, type Vault } from "./session";

/** `id` is that of a hunk of the page's review; `text` goes with "edited". */
export interface ResolveChoice {
  id: string;
  choice: "mine" | "theirs" | "edited";
  text?: string;
}

export interface ResolveResult {
  /** Conflicts of the page that are open still. */
  open: number;
  /** The run, for undo. */
  run: string | null;
}

/** Choices on conflicts that were settled meanwhile are passed over. Throws `no-such-page`, and `no-such-conflict` where no choice could be followed. */
export async function resolve(vault: Vault, path: string, choices: ResolveChoice[], emit: Emit): Promise<ResolveResult> {
  return withMemory(vault, emit, async ({ state }) => {
    await knowPage(vault, state, path);
    const { files, device } = vault.host;
    const page = pageOf(state, path);
    const before = await readIfThere(files, path);
    if (before === null) throw new CompendiumError("no-such-page", `There is no page ${path} any more.`, path);
    const open = openHunks(page, before);
    if (choices.length === 0) return { open: open.size, run: null };
    const proposal = await createTextStore(files).find(page.published);
    const chosen = choices.flatMap((choice) => (open.has(choice.id) ? [{ ...choice, conflict: open.get(choice.id) }] : []));
    const settlements = chosen.flatMap(({ conflict, choice, text = "" }): Settlement[] => {
      if (conflict === undefined || choice === "mine") return [];
      return choice === "theirs" ? [{ conflict, text: withoutDefinitions(conflict), isProposal: true }] : [{ conflict, text, isProposal: false }];
    });
    const { text: after, failed } = settleConflicts(before, settlements, proposal);
    const settled = chosen.flatMap(({ conflict }) => (conflict === undefined || failed.includes(conflict) ? [] : [conflict]));
    if (settled.length === 0) {
      throw new CompendiumError("no-such-conflict", `${path} changed, and the conflicts you decided on are not to be found in it any more; review it again.`, path);
    }
    const conflicts = stillOpen(page.conflicts, after).filter((conflict) => !settled.includes(conflict));
    const change = { path, movedFrom: null, before, after, page: { ...page, disk: hashText(after), conflicts }, previous: page };
    const details = ["1 page", `${settled.length} ${settled.length === 1 ? "conflict" : "conflicts"}`];
    const { journal } = await commit(vault.host, state, [change], { kind: "resolve", details, logPath: logPathOf(vault), onEntry: () => Promise.resolve() });
    await saveState(files, device.id, state);
    await closeJournal(vault.host, journal);
    return { open: state.pages[path]?.conflicts.length ?? 0, run: journal.id };
  });
}

/** A page that was moved since the last run is known by its new place after a survey. */
async function knowPage({ host, settings }: Vault, state: State, path: string): Promise<void> {
  if (state.pages[path] !== undefined) return;
  const { bases } = await surveyPages(host, state, settings.wikiFolder);
  const texts = createTextStore(host.files);
  for (const text of bases) texts.keep(text);
  await texts.flush();
  state.isSettled = false;
}
