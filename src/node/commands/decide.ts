import { decide, listDecisions } from "../../core/api";
import { DECISION_TERMS, isVerdict, type Decision, type DecisionKind } from "../../core/pages/decisions-page";
import { UsageError } from "../arguments";
import type { Command } from "../command";

const isKind = (word: string): word is DecisionKind => Object.hasOwn(DECISION_TERMS, word);

const readDecision = (positionals: string[]): Decision | null => {
  const [kind = "", ...terms] = positionals;
  if (kind === "list" && terms.length === 0) return null;
  if (kind === "list") throw new UsageError("decide list takes no names.");
  if (!isKind(kind)) throw new UsageError(`decide takes same, not-same, page, no-page, rename, holds, both-hold or list, not ${JSON.stringify(kind)}.`);
  if (isVerdict({ kind, terms }) && terms.length !== 2) throw new UsageError(`decide ${kind} takes two claims, by the labels of their footnotes or by their quotes.`);
  if (terms.length !== DECISION_TERMS[kind]) throw new UsageError(`decide ${kind} takes ${DECISION_TERMS[kind] === 2 ? "two names" : "one name"}; put names of several words in quotes.`);
  return { kind, terms };
};

export const decideCommand: Command = {
  name: "decide",
  usage: "decide same A B | not-same A B | page A | no-page A | rename A NEW | holds CLAIM OTHER | both-hold CLAIM OTHER | list",
  summary: "your word on a concept or a contradiction, kept in wiki/decisions.md; the next compile follows it",
  details: ["CLAIM is the label of a footnote, such as c7f3a9b2c1, or the words it quotes; the first of two holds."],
  options: {},
  whenInterrupted: "finish",
  arity: [1, 3],
  run: async ({ invocation, vault, emit, warn }) => {
    const decision = readDecision(invocation.positionals);
    const { decisions, unknown } = decision === null ? await listDecisions(vault) : await decide(vault, decision, emit);
    const isOnClaims = decision !== null && isVerdict(decision);
    for (const term of unknown) warn(isOnClaims ? `No page has the claim ${JSON.stringify(term)}; the verdict is kept for when one does.` : `Nothing in the wiki is called ${JSON.stringify(term)} yet; the ruling is kept for when something is.`);
    const lines = decisions.map(({ kind, terms }) => `${kind} ${terms.map((term) => JSON.stringify(term)).join(" ")}`);
    if (decision !== null) lines.push("Compile to follow the ruling: compendium compile");
    else if (lines.length === 0) lines.push("No decisions yet.");
    return { json: { decisions }, words: lines.join("\n"), status: 0 };
  },
};
