/** The command palette: every command that applies, found by its name. */
import type { FuzzyMatch } from "obsidian";
import type { App } from "../app";
import { setIcon } from "../icons";
import { hotkeyLabel } from "../ui/keys";
import { renderResults } from "../ui/search";
import { FuzzySuggestModal } from "../ui/suggest-modal";
import type { RegisteredCommand } from "./registry";

export class CommandPalette extends FuzzySuggestModal<RegisteredCommand> {
  private commands: RegisteredCommand[] = [];

  constructor(app: App) {
    super(app);
    this.emptyStateText = "No commands found.";
    this.setPlaceholder("Select a command…");
    this.setInstructions([
      { command: "↑↓", purpose: "to navigate" },
      { command: "↵", purpose: "to use" },
      { command: "esc", purpose: "to dismiss" },
    ]);
  }

  /** What applies is asked before the palette takes the focus from what it is asked about. */
  override open(): void {
    this.commands = this.app.commands.listCommands().filter(({ id }) => id !== "command-palette:open");
    super.open();
  }

  getItems(): RegisteredCommand[] {
    return this.commands;
  }

  getItemText({ name }: RegisteredCommand): string {
    return name;
  }

  override renderSuggestion({ item, match }: FuzzyMatch<RegisteredCommand>, el: HTMLElement): void {
    el.addClass("mod-complex");
    el.dataset.commandId = item.id;
    const icon = el.createDiv("suggestion-icon");
    if (item.icon !== undefined) setIcon(icon, item.icon);
    renderResults(el.createDiv("suggestion-content").createDiv("suggestion-title"), item.name, match);
    const aux = el.createDiv("suggestion-aux");
    for (const hotkey of this.app.commands.hotkeysOf(item)) aux.createEl("kbd", { cls: "suggestion-hotkey", text: hotkeyLabel(hotkey) });
  }

  onChooseItem(item: RegisteredCommand): void {
    this.app.commands.executeCommand(item);
  }
}
