/** Picks one of the wiki's concepts by name or alias. */
import { type App, type FuzzyMatch, FuzzySuggestModal } from "obsidian";

export interface ConceptChoice {
  name: string;
  aliases: string[];
  /** Null for a name without a page of its own. */
  path: string | null;
}

/** Null where the user closed it. */
export const pickConcept = (app: App, question: string, choices: readonly ConceptChoice[]): Promise<ConceptChoice | null> =>
  new Promise((resolve) => {
    new PickConceptModal(app, question, choices, resolve).open();
  });

class PickConceptModal extends FuzzySuggestModal<ConceptChoice> {
  private chosen: ConceptChoice | null = null;

  constructor(
    app: App,
    question: string,
    private readonly choices: readonly ConceptChoice[],
    private readonly resolve: (choice: ConceptChoice | null) => void,
  ) {
    super(app);
    this.setPlaceholder(question);
    this.emptyStateText = "No concept of that name";
    this.setInstructions([
      { command: "↑↓", purpose: "to move" },
      { command: "↵", purpose: "to choose" },
      { command: "esc", purpose: "to leave" },
    ]);
  }

  override getItems(): ConceptChoice[] {
    return [...this.choices];
  }

  override getItemText({ name, aliases }: ConceptChoice): string {
    return [name, ...aliases].join(" · ");
  }

  override renderSuggestion({ item }: FuzzyMatch<ConceptChoice>, element: HTMLElement): void {
    element.createDiv({ text: item.name, attr: { dir: "auto" } });
    const small = item.aliases.length > 0 ? `Also ${item.aliases.join(", ")}` : item.path === null ? "A name of this page" : "";
    if (small !== "") element.createEl("small", { text: small, cls: "cpd-suggestion-note" });
  }

  override onChooseItem(item: ConceptChoice): void {
    this.chosen = item;
    this.resolve(item);
  }

  override onClose(): void {
    super.onClose();
    // The app closes the modal before it hands over what was chosen.
    window.setTimeout(() => {
      if (this.chosen === null) this.resolve(null);
    }, 0);
  }
}
