/** Draws what was found, note by note, as the options of a list. */
import type { SearchHit } from "../../core/api";
import { addHiddenLabel, addIcon } from "../ui/elements";
import { byNote, piecesOf } from "./search-words";

export interface HitEvents {
  open: (hit: SearchHit, event: MouseEvent) => void;
  menu: (hit: SearchHit, event: MouseEvent) => void;
  /** The pointer with Mod held is over it. */
  preview: (hit: SearchHit, element: HTMLElement, event: MouseEvent) => void;
}

/** Of one note no more are shown: others are looked for too. */
const MOST_OF_A_NOTE = 3;

let drawn = 0;

/** Fills `list`; returns the options in order, each with its hit. */
export function drawHits(list: HTMLElement, hits: readonly SearchHit[], events: HitEvents): { hit: SearchHit; element: HTMLElement }[] {
  list.empty();
  drawn += 1;
  const options: { hit: SearchHit; element: HTMLElement }[] = [];
  for (const note of byNote(hits)) {
    const group = list.createDiv({ cls: "cpd-hit-note", attr: { role: "group" } });
    const head = group.createDiv({ cls: "cpd-hit-head", attr: { id: `cpd-hit-${drawn}-${options.length}-note` } });
    group.setAttribute("aria-labelledby", head.id);
    addIcon(head, note.isWiki ? "file-text" : "quote");
    addHiddenLabel(head, note.isWiki ? "Page: " : "Source: ");
    head.createSpan({ cls: "cpd-hit-title", text: note.title, attr: { dir: "auto" } });
    for (const hit of note.hits.slice(0, MOST_OF_A_NOTE)) options.push({ hit, element: drawHit(group, hit, `cpd-hit-${drawn}-${options.length}`, events) });
    const more = note.hits.length - MOST_OF_A_NOTE;
    if (more > 0) group.createDiv({ cls: "cpd-hit-more", text: moreWords(more) });
  }
  return options;
}

const moreWords = (amount: number): string => `${amount} more ${amount === 1 ? "passage" : "passages"} in this note`;


function drawHit(group: HTMLElement, hit: SearchHit, id: string, events: HitEvents): HTMLElement {
  const option = group.createDiv({ cls: "cpd-hit", attr: { role: "option", id, "aria-selected": "false" } });
  if (hit.heading !== "") option.createDiv({ cls: "cpd-hit-heading", text: hit.heading, attr: { dir: "auto" } });
  const snippet = option.createDiv({ cls: "cpd-hit-snippet", attr: { dir: "auto" } });
  for (const { text, isMarked } of piecesOf(hit.snippet, hit.marks)) {
    if (isMarked) snippet.createEl("mark", { text });
    else snippet.appendText(text);
  }
  if (hit.also.length > 0) option.createDiv({ cls: "cpd-hit-also", text: `Also in ${hit.also.map(({ title }) => title).join(", ")}`, attr: { dir: "auto" } });
  option.addEventListener("click", (event) => events.open(hit, event));
  option.addEventListener("auxclick", (event) => {
    if (event.button === 1) events.open(hit, event);
  });
  option.addEventListener("contextmenu", (event) => {
    event.preventDefault();
    events.menu(hit, event);
  });
  option.addEventListener("mouseover", (event) => events.preview(hit, option, event));
  return option;
}
