/** Suggests the endpoint's models, each with its price; any other can be typed. */
import { AbstractInputSuggest } from "obsidian";
import type { SettingsDesk } from "./desk";
import { priceText } from "./model-words";

const MOST_SUGGESTED = 200;

export class ModelSuggest extends AbstractInputSuggest<string> {
  constructor(
    private readonly desk: SettingsDesk,
    private readonly input: HTMLInputElement,
    private readonly taken: () => void,
  ) {
    super(desk.context.app, input);
    this.limit = MOST_SUGGESTED;
  }

  protected override getSuggestions(query: string): string[] {
    const wanted = query.toLowerCase().trim();
    const models = this.desk.models.known() ?? [];
    // The name that stands there is one's choice so far: the others are offered beside it.
    const isWhole = models.some((model) => model.toLowerCase() === wanted);
    return isWhole ? [...models] : models.filter((model) => model.toLowerCase().includes(wanted));
  }

  override renderSuggestion(model: string, element: HTMLElement): void {
    element.createDiv({ text: model });
    element.createSpan({ cls: "cpd-suggestion-note", text: priceText(this.desk.settings(), model) });
  }

  override selectSuggestion(model: string): void {
    this.setValue(model);
    this.close();
    this.input.focus();
    this.taken();
  }
}
