/** The quick switcher: a note by its name, or a new one. */
import type { SearchResult } from "obsidian";
import type { App } from "../app";
import { setIcon } from "../icons";
import { Keymap } from "../ui/keymap";
import { prepareFuzzySearch, renderResults, sortSearchResults } from "../ui/search";
import { SuggestModal } from "../ui/suggest-modal";
import type { TFile } from "../vault";

interface Entry {
  /** null: a note of that name is to be made. */
  file: TFile | null;
  text: string;
  match: SearchResult;
}

const shownPath = ({ path, extension }: TFile): string => (extension === "md" ? path.slice(0, -3) : path);

export class QuickSwitcher extends SuggestModal<Entry> {
  constructor(app: App) {
    super(app);
    this.setPlaceholder("Find or create a note…");
    this.emptyStateText = "No notes found.";
    this.setInstructions([
      { command: "↑↓", purpose: "to navigate" },
      { command: "↵", purpose: "to open" },
      { command: "ctrl ↵", purpose: "to open in new tab" },
      { command: "shift ↵", purpose: "to create" },
      { command: "esc", purpose: "to dismiss" },
    ]);
    this.scope.register(["Mod"], "Enter", (event) => {
      this.selectActiveSuggestion(event);
      return false;
    });
    this.scope.register(["Shift"], "Enter", (event) => {
      const text = this.inputEl.value.trim();
      if (text !== "") this.selectSuggestion({ file: null, text, match: { score: 0, matches: [] } }, event);
      return false;
    });
  }

  getSuggestions(query: string): Entry[] {
    if (query.trim() === "") return this.recentFiles();
    const search = prepareFuzzySearch(query);
    const found: Entry[] = [];
    for (const file of this.app.vault.getFiles()) {
      const text = shownPath(file);
      const match = search(text);
      if (match !== null) found.push({ file, text, match });
    }
    sortSearchResults(found);
    const text = query.trim();
    const isThere = found.some((entry) => entry.text.toLowerCase() === text.toLowerCase());
    if (found.length === 0 && !isThere) found.push({ file: null, text, match: { score: 0, matches: [] } });
    return found;
  }

  renderSuggestion({ file, text, match }: Entry, el: HTMLElement): void {
    el.addClass("mod-complex");
    setIcon(el.createDiv("suggestion-icon"), file === null ? "lucide-file-plus" : "lucide-file");
    renderResults(el.createDiv("suggestion-content").createDiv("suggestion-title"), text, match);
    if (file === null) el.createDiv({ cls: "suggestion-aux suggestion-note", text: "Enter to create" });
  }

  onChooseSuggestion({ file, text }: Entry, event: MouseEvent | KeyboardEvent): void {
    const { workspace } = this.app;
    const newLeaf = Keymap.isModEvent(event);
    if (file === null) void workspace.openLinkText(text, "", newLeaf);
    else void workspace.getLeaf(newLeaf).openFile(file, { active: true });
  }

  private recentFiles(): Entry[] {
    const { vault, workspace } = this.app;
    const recent = workspace.getLastOpenFiles().map((path) => vault.getFileByPath(path)).filter((file) => file !== null);
    const active = workspace.getActiveFile();
    return recent.filter((file) => file !== active).map((file) => ({ file, text: shownPath(file), match: { score: 0, matches: [] } }));
  }
}
