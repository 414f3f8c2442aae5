/** Picks one of a list by typing. */
import { type App, FuzzySuggestModal } from "obsidian";

export interface PickWords {
  question: string;
  /** What is said where nothing fits. */
  empty: string;
  choose: string;
  leave: string;
}

/** `show` resolves to what was chosen, null where the user closed it. */
export abstract class PickModal<Choice> extends FuzzySuggestModal<Choice> {
  private chosen: Choice | null = null;
  private resolve: (choice: Choice | null) => void = () => undefined;

  constructor(
    app: App,
    private readonly choices: readonly Choice[],
    { question, empty, choose, leave }: PickWords,
  ) {
    super(app);
    this.setPlaceholder(question);
    this.emptyStateText = empty;
    this.setInstructions([
      { command: "↑↓", purpose: "to move" },
      { command: "↵", purpose: choose },
      { command: "esc", purpose: leave },
    ]);
  }

  show(): Promise<Choice | null> {
    return new Promise((resolve) => {
      this.resolve = resolve;
      this.open();
    });
  }

  override getItems(): Choice[] {
    return [...this.choices];
  }

  override onChooseItem(item: Choice): void {
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
