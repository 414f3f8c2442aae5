/** Action: the user's word on a concept or on a contradiction, kept in wiki/decisions.md and followed by the next compile. */
import { closeJournal, commit } from "../compile/commit";
import { readIfThere } from "../compile/read-json";
import type { State } from "../compile/state";
import { saveState } from "../compile/state-store";
import type { Emit } from "../events";
import { CompendiumError } from "../failure";
import { addDecisions, claimTerm, DECISION_TERMS, isVerdict, type Decision } from "../pages/decisions-page";
import { conceptKey } from "../text/key";
import { findClaims } from "./find-claims";
import { decisionsPathOf, logPathOf, readDecisions, withMemory, type Vault } from "./session";

export interface DecideResult {
  decisions: Decision[];
  /** Names in the ruling that nothing in the wiki goes by yet; of a verdict, claims that no page has. */
  unknown: string[];
  /** The run that wrote the ruling, for undo; null where it stood there already. */
  run: string | null;
}

/** The claims of a verdict may be given by the labels of their footnotes, by their quotes, or as decisions.md has them. Throws `bad-decision`. */
export async function decide(vault: Vault, given: Decision, emit: Emit): Promise<DecideResult> {
  return withMemory(vault, emit, async ({ state }) => {
    check(given, state);
    const { decision, unknown } = isVerdict(given) ? await asVerdict(vault, given, state) : { decision: given, unknown: unknownTerms(given, state) };
    const path = decisionsPathOf(vault);
    const current = await readIfThere(vault.host.files, path);
    const after = addDecisions(current, [decision]);
    let run: string | null = null;
    if (after !== current) {
      const change = { path, movedFrom: null, before: current, after, page: null, previous: null };
      const details = [`${decision.kind} ${decision.terms.map((term) => JSON.stringify(term)).join(" ")}`];
      const { journal } = await commit(vault.host, state, [change], { kind: "decide", details, logPath: logPathOf(vault), onEntry: () => Promise.resolve() });
      await saveState(vault.host.files, vault.host.device.id, state);
      await closeJournal(vault.host, journal);
      run = journal.id;
    }
    return { decisions: await readDecisions(vault), unknown, run };
  });
}

async function asVerdict({ host }: Vault, { kind, terms }: Decision, state: State): Promise<{ decision: Decision; unknown: string[] }> {
  const claims = await findClaims(host.files, state, terms);
  if (new Set(claims.map(({ id }) => id)).size < claims.length) throw new CompendiumError("bad-decision", "That is one claim twice; a verdict takes the two claims that contradict each other. Nothing was ruled.");
  return { decision: { kind, terms: claims.map(claimTerm) }, unknown: claims.filter(({ isKnown }) => !isKnown).map(claimTerm) };
}

export const listDecisions = async (vault: Vault): Promise<DecideResult> => ({ decisions: await readDecisions(vault), unknown: [], run: null });

function check({ kind, terms }: Decision, state: State): void {
  if (terms.length !== DECISION_TERMS[kind] || terms.some((term) => term.trim() === "" || /[\r\n]/.test(term))) {
    const what = isVerdict({ kind, terms }) ? "two claims" : DECISION_TERMS[kind] === 2 ? "two names" : "one name";
    throw new CompendiumError("bad-decision", `The ruling ${kind} takes ${what}.`);
  }
  const [first = "", second] = terms;
  if (second === undefined || isVerdict({ kind, terms })) return;
  if (kind !== "rename" && conceptKey(first) === conceptKey(second)) {
    throw new CompendiumError("bad-decision", `${JSON.stringify(first)} and ${JSON.stringify(second)} are one name to the compiler; give two names that differ in more than case, number or punctuation.`);
  }
  const other = kind === "rename" ? Object.values(state.pages).find((page) => page.kind === "concept" && conceptKey(page.name) === conceptKey(second)) : undefined;
  if (other !== undefined && conceptKey(other.name) !== conceptKey(first) && !other.aliases.some((alias) => conceptKey(alias) === conceptKey(first))) {
    throw new CompendiumError("bad-decision", `Another concept is called ${JSON.stringify(other.name)} already; to make them one, use: decide same ${JSON.stringify(first)} ${JSON.stringify(second)}.`);
  }
}

const unknownTerms = ({ kind, terms }: Decision, state: State): string[] => {
  const known = new Set([
    ...Object.values(state.pages).flatMap(({ name, aliases }) => [name, ...aliases].map(conceptKey)),
    ...Object.values(state.sources).flatMap(({ concepts }) => concepts.flatMap(({ name, aliases }) => [name, ...aliases].map(conceptKey))),
  ]);
  return (kind === "rename" ? terms.slice(0, 1) : terms).filter((term) => !known.has(conceptKey(term)));
};
