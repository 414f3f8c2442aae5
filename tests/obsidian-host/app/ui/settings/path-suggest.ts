/** Paths of the vault under a field: files or folders. */
import type { App } from "../../app";
import { AbstractInputSuggest } from "../popover-suggest";
import { prepareFuzzySearch, renderResults, sortSearchResults } from "../search";

interface Match {
  path: string;
  match: { score: number; matches: [number, number][] };
}

export class PathSuggest extends AbstractInputSuggest<Match> {
  constructor(
    app: App,
    inputEl: HTMLInputElement,
    private readonly paths: () => string[],
    chosen: (path: string) => void,
  ) {
    super(app, inputEl);
    this.onSelect(({ path }) => {
      this.setValue(path);
      this.close();
      chosen(path);
    });
  }

  renderSuggestion({ path, match }: Match, el: HTMLElement): void {
    renderResults(el, path, match);
  }

  protected getSuggestions(query: string): Match[] {
    const search = prepareFuzzySearch(query);
    const found: Match[] = [];
    for (const path of this.paths()) {
      const match = search(path);
      if (match !== null) found.push({ path, match });
    }
    if (query.trim() !== "") sortSearchResults(found);
    return found;
  }
}
