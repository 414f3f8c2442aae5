/** One conflict: three versions side by side (stacked where narrow), and the choice between them. */
import type { PageReview } from "../../core/api";
import { alongText } from "../ui/arrows";
import { addHiddenLabel, addIcon, addLinkButton, labelledBy } from "../ui/elements";
import { count } from "../ui/words";
import type { WordPart } from "./word-diff";

export type Hunk = PageReview["hunks"][number];

export interface HunkChoice {
  choice: "mine" | "theirs" | "edited";
  text: string;
}

export interface HunkHandlers {
  /** Which words of `changed` are not in `before`. */
  compare: (before: string, changed: string) => WordPart[];
  /** Null: nothing is chosen any more. */
  onChoice: (choice: HunkChoice | null) => void;
  openSource: (path: string) => void;
}

export interface HunkView {
  element: HTMLElement;
  focus(): void;
}

const SIDES = [
  { id: "base", icon: "history", title: "Last published" },
  { id: "mine", icon: "user", title: "Yours, on the page now" },
  { id: "theirs", icon: "hammer", title: "Proposed" },
] as const;

const CHOICES = [
  { choice: "theirs", text: "Accept proposal", side: "theirs" },
  { choice: "mine", text: "Keep mine", side: "mine" },
  { choice: "edited", text: "Edit", side: null },
] as const;

/** Markdown as people read it: the name of a link, no references to footnotes, no signs of headings, points before the items of a list. */
export const readable = (text: string): string =>
  text
    .replace(/\[\[(?:[^\]|]*\|)?([^\]]*)\]\]/g, "$1")
    .replace(/\[\^[^\]]+\](?!:)/g, "")
    .replace(/^#{1,6} /gm, "")
    .replace(/^([ \t]*)[-*+] /gm, "$1• ");

/** Where nothing was published, the proposal is shown against what stands on the page. */
const beforeOf = ({ base, mine }: Hunk, side: "base" | "mine" | "theirs"): string => (base.trim() !== "" ? base : side === "theirs" ? mine : "");

const titled = (where: string): string => `${where.slice(0, 1).toUpperCase()}${where.slice(1)}`;

function drawText(parent: HTMLElement, text: string, compare: (text: string) => WordPart[]): void {
  const body = parent.createDiv({ cls: "cpd-text", attr: { dir: "auto" } });
  if (text.trim() === "") {
    body.createSpan({ cls: "cpd-muted", text: "Nothing here" });
    return;
  }
  for (const part of compare(readable(text))) {
    if (part.change === "same") body.appendText(part.text);
    else {
      const mark = body.createEl(part.change === "inserted" ? "ins" : "del");
      mark.createSpan({ cls: "cpd-sr", text: part.change === "inserted" ? "inserted: " : "deleted: " });
      mark.appendText(part.text);
    }
  }
}

function drawClaims(side: HTMLElement, { claims }: Hunk, openSource: (path: string) => void): void {
  if (claims.length === 0) return;
  const why = side.createDiv({ cls: "cpd-why" });
  why.appendText(`From ${count(claims.length, "claim")} in `);
  const sources = new Map(claims.map(({ sourcePath, title }) => [sourcePath, title]));
  [...sources].forEach(([path, title], index) => {
    if (index > 0) why.appendText(", ");
    addLinkButton(why, { text: title, label: `Open ${title}`, onClick: () => openSource(path) });
  });
}

export function drawHunk(parent: HTMLElement, hunk: Hunk, place: { at: number; of: number }, handlers: HunkHandlers): HunkView {
  const element = parent.createEl("section", { cls: "cpd-hunk", attr: { tabindex: "-1" } });
  labelledBy(element, addHiddenLabel(element, `Conflict ${place.at} of ${place.of}, ${hunk.where}`));
  const head = element.createEl("header");
  head.createEl("b", { text: titled(hunk.where), attr: { dir: "auto" } });
  head.createSpan({ cls: "cpd-sub", text: `${place.at} of ${place.of}` });
  const columns = element.createDiv({ cls: "cpd-two" });
  const sides = new Map(
    SIDES.map(({ id, icon, title }) => {
      const side = columns.createDiv({ cls: id === "base" ? "cpd-base" : "" });
      const name = side.createDiv({ cls: "cpd-side" });
      addIcon(name, icon);
      name.createSpan({ text: title });
      const before = readable(beforeOf(hunk, id));
      drawText(side, hunk[id], (text) => (before === "" ? [{ text, change: "same" }] : handlers.compare(before, text)));
      return [id, side];
    }),
  );
  const theirs = sides.get("theirs");
  if (theirs !== undefined) drawClaims(theirs, hunk, handlers.openSource);
  const editor = drawEditor(element, hunk, (text) => handlers.onChoice({ choice: "edited", text }));
  drawChoices(element, (choice, side) => {
    for (const [id, column] of sides) column.toggleClass("is-chosen", id === side);
    editor.show(choice === "edited");
    handlers.onChoice(choice === null ? null : { choice, text: editor.text() });
  });
  return {
    element,
    focus: () => {
      element.focus();
      element.scrollIntoView({ block: "nearest" });
    },
  };
}

function drawEditor(element: HTMLElement, hunk: Hunk, onEdit: (text: string) => void): { show(isShown: boolean): void; text(): string } {
  const holder = element.createDiv({ cls: "cpd-edit" });
  holder.hide();
  const name = holder.createDiv({ cls: "cpd-side" });
  addIcon(name, "pencil");
  const label = name.createSpan({ text: "Your version" });
  label.createSpan({ cls: "cpd-sr", text: ` of ${hunk.where}` });
  const area = holder.createEl("textarea", { cls: "cpd-edit-area", attr: { rows: "6", dir: "auto" } });
  labelledBy(area, label);
  area.value = hunk.joined;
  area.addEventListener("input", () => onEdit(area.value));
  holder.createEl("p", { cls: "cpd-sub", text: "Started from both sides joined. Words without a citation stay yours." });
  return {
    show: (isShown) => {
      holder.toggle(isShown);
      if (isShown) area.focus();
    },
    text: () => area.value,
  };
}

/** A group of radio buttons; pressing the chosen one again takes the choice back. */
function drawChoices(element: HTMLElement, onChange: (choice: HunkChoice["choice"] | null, side: string | null) => void): void {
  const group = element.createDiv({ cls: "cpd-decide", attr: { role: "radiogroup" } });
  labelledBy(group, addHiddenLabel(group, "What stays on the page"));
  const buttons = CHOICES.map(({ choice, text, side }, index) => {
    const button = group.createEl("button", { attr: { type: "button", role: "radio", "aria-checked": "false", tabindex: index === 0 ? "0" : "-1", "data-choice": choice } });
    addIcon(button, "check").hide();
    button.createSpan({ text });
    button.addEventListener("click", () => choose(button.getAttribute("aria-checked") === "true" ? null : { choice, side }));
    return button;
  });
  const choose = (chosen: { choice: HunkChoice["choice"]; side: string | null } | null): void => {
    for (const button of buttons) {
      const isChosen = button.getAttribute("data-choice") === chosen?.choice;
      button.setAttribute("aria-checked", String(isChosen));
      button.tabIndex = isChosen || (chosen === null && button === buttons[0]) ? 0 : -1;
      button.querySelector<HTMLElement>(".cpd-icon")?.toggle(isChosen);
    }
    onChange(chosen?.choice ?? null, chosen?.side ?? null);
  };
  group.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[alongText(event.key, group)];
    const at = buttons.findIndex((button) => button === group.doc.activeElement);
    if (step === undefined || at < 0 || event.altKey) return;
    event.preventDefault();
    buttons[(at + step + buttons.length) % buttons.length]?.focus();
  });
}
