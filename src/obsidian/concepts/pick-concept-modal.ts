/** Picks one of the wiki's concepts by name or alias. */
import type { App, FuzzyMatch } from "obsidian";
import { PickModal } from "../ui/pick-modal";

export interface ConceptChoice {
  name: string;
  aliases: string[];
  /** Null for a name without a page of its own. */
  path: string | null;
}

/** Null where the user closed it. */
export const pickConcept = (app: App, question: string, choices: readonly ConceptChoice[]): Promise<ConceptChoice | null> =>
  new PickConceptModal(app, choices, { question, empty: "No concept of that name", choose: "to choose", leave: "to leave" }).show();

class PickConceptModal extends PickModal<ConceptChoice> {
  override getItemText({ name, aliases }: ConceptChoice): string {
    return [name, ...aliases].join(" · ");
  }

  override renderSuggestion({ item }: FuzzyMatch<ConceptChoice>, element: HTMLElement): void {
    element.createDiv({ text: item.name, attr: { dir: "auto" } });
    const small = item.aliases.length > 0 ? `Also ${item.aliases.join(", ")}` : item.path === null ? "A name of this page" : "";
    if (small !== "") element.createEl("small", { text: small, cls: "cpd-suggestion-note" });
  }
}
