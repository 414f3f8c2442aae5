/** What stands where results would: what to do before anything is typed, after nothing was found, or after a search failed. */
import { addButton, addIcon, addLinkButton } from "../ui/elements";
import { nothingWords, SYNTAX, withoutFilters, type SearchScope } from "./search-words";
import type { SearchReply } from "./searching";

export interface NothingEvents {
  ask: (query: string) => void;
  /** The same query everywhere, without filters. */
  askEverywhere: () => void;
  forgetRecent: () => void;
  again: () => void;
}

export function drawEmpty(parent: HTMLElement, recent: readonly string[], events: NothingEvents): void {
  const block = parent.createDiv({ cls: "cpd-empty" });
  block.createEl("p", { text: "Search what the wiki says and what its sources say." });
  drawRecent(block, recent, events);
  drawSyntax(block);
}

export function drawNotFound(parent: HTMLElement, { answer }: SearchReply, scope: SearchScope, recent: readonly string[], events: NothingEvents): void {
  const block = parent.createDiv({ cls: "cpd-empty" });
  block.createEl("h2", { text: nothingWords(answer.query, scope), attr: { dir: "auto" } });
  const { suggestion, elsewhere } = answer;
  if (suggestion !== null) drawMeant(block.createEl("p"), suggestion, events);
  if (elsewhere > 0) addRow(block, "search", `Search everywhere without filters, ${elsewhere.toLocaleString("en")} ${elsewhere === 1 ? "passage" : "passages"}`, events.askEverywhere);
  drawRecent(block, recent, events);
  drawSyntax(block);
}

/** The query as it was perhaps meant, to be asked by a press. Its filters stand among the chips. */
export function drawMeant(parent: HTMLElement, suggestion: string, events: NothingEvents): void {
  parent.appendText("Did you mean ");
  addLinkButton(parent, { text: `${withoutFilters(suggestion)}?`, onClick: () => events.ask(suggestion) });
}

export function drawFailure(parent: HTMLElement, message: string, events: NothingEvents): void {
  const block = parent.createDiv({ cls: "cpd-empty", attr: { role: "alert" } });
  const line = block.createDiv({ cls: "cpd-icon-line" });
  addIcon(line, "circle-x", "bad");
  line.createSpan({ text: message });
  block.createEl("p", { text: "Your notes are as they were: a search only reads them." });
  addButton(block.createDiv({ cls: "cpd-actions" }), { text: "Search again", onClick: events.again });
}

function drawRecent(block: HTMLElement, recent: readonly string[], events: NothingEvents): void {
  if (recent.length === 0) return;
  const head = block.createDiv({ cls: "cpd-label" });
  head.createSpan({ text: "Recent searches" });
  addLinkButton(head, { text: "Clear", label: "Clear recent searches", onClick: events.forgetRecent });
  for (const query of recent) addRow(block, "history", query, () => events.ask(query));
}

function drawSyntax(block: HTMLElement): void {
  block.createDiv({ cls: "cpd-label", text: "You can also write" });
  block.createEl("p", { text: SYNTAX });
}

function addRow(block: HTMLElement, icon: string, text: string, onClick: () => void): void {
  const row = block.createEl("button", { cls: "cpd-search-row", attr: { type: "button" } });
  addIcon(row, icon);
  row.createSpan({ text, attr: { dir: "auto" } });
  row.addEventListener("click", onClick);
}
