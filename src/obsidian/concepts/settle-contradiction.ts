/** The user's verdict on what a page shows as contested: which claim holds, or that all do. By command, with the keyboard. */
import { type App, Notice } from "obsidian";
import type { Context } from "../context";
import { PickModal } from "../ui/pick-modal";
import { type ConceptCommand, followAll } from "./concept-commands";
import { contestedIn, type ContestedPoint, pairsOf, rulingsFor } from "./contested";

/** `label` is that of the claim that holds, null for all. */
export async function settle(context: Context, point: ContestedPoint, label: string | null): Promise<void> {
  const decisions = label === null ? pairsOf(point).map((terms) => ({ kind: "both-hold" as const, terms })) : rulingsFor(point, label).map((terms) => ({ kind: "holds" as const, terms }));
  await followAll(context, decisions, label === null ? allHold(point) + " What each source says stands on the page." : "Ruled. The page says what holds, and what was ruled out.");
}

const allHold = ({ sides }: ContestedPoint): string => (sides.length === 2 ? "Both hold." : "All of them hold.");
export const allHoldLabel = ({ sides }: ContestedPoint): string => (sides.length === 2 ? "Both hold" : "All hold");

export const SETTLE_COMMAND: ConceptCommand = {
  id: "settle-contradiction",
  name: "Settle contradiction…",
  icon: "scale",
  applies: ({ app }, file) => app.metadataCache.getFileCache(file)?.sections?.some(({ type }) => type === "callout") === true,
  run: async (context, file) => {
    const points = contestedIn(await context.app.vault.cachedRead(file));
    if (points.length === 0) {
      new Notice("Nothing on this page is contested.");
      return;
    }
    const choice = await pickVerdict(context.app, points);
    if (choice !== null) await settle(context, choice.point, choice.label);
  },
};

interface VerdictChoice {
  point: ContestedPoint;
  label: string | null;
  words: string;
}

const choicesOf = (point: ContestedPoint): VerdictChoice[] => [...point.sides.map(({ label, words }) => ({ point, label, words })), { point, label: null, words: allHoldLabel(point) }];

const pickVerdict = (app: App, points: readonly ContestedPoint[]): Promise<VerdictChoice | null> =>
  new PickVerdictModal(app, points.flatMap(choicesOf), { question: "Which holds?", empty: "No such words are contested here", choose: "to rule", leave: "to leave it contested" }).show();

class PickVerdictModal extends PickModal<VerdictChoice> {
  override getItemText({ point, words }: VerdictChoice): string {
    const isOfSeveral = this.getItems().some((other) => other.point !== point);
    return isOfSeveral && point.about !== "" ? `${point.about}: ${words}` : words;
  }
}
