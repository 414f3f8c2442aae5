/** Small parts that several views are made of. Elements are made in the parent's own document, so that they work in a window of their own. */
import { setIcon } from "obsidian";

export type Tone = "ok" | "warn" | "bad" | "new" | "quiet";

/** Puts an icon first in `parent`; it repeats what the words say and is silent to screen readers. */
export function addIcon(parent: HTMLElement, icon: string, tone: Tone = "quiet"): HTMLElement {
  const holder = parent.createSpan({ cls: ["cpd-icon", `cpd-${tone}`], attr: { "aria-hidden": "true" } });
  setIcon(holder, icon);
  return holder;
}

export interface ButtonOptions {
  text: string;
  onClick: (event: MouseEvent) => void;
  isPrimary?: boolean;
  cls?: string;
  label?: string;
}

export function addButton(parent: HTMLElement, { text, onClick, isPrimary, cls, label }: ButtonOptions): HTMLButtonElement {
  const button = parent.createEl("button", { text, cls: [...(isPrimary === true ? ["mod-cta"] : []), ...(cls === undefined ? [] : [cls])], attr: { type: "button", ...(label === undefined ? {} : { "aria-label": label }) } });
  button.addEventListener("click", onClick);
  return button;
}

/** A button that reads as a link: for what leads on, beside what acts. */
export const addLinkButton = (parent: HTMLElement, options: Omit<ButtonOptions, "isPrimary" | "cls">): HTMLButtonElement => addButton(parent, { ...options, cls: "cpd-linkish" });

export function addIconButton(parent: HTMLElement, icon: string, label: string, onClick: (event: MouseEvent) => void): HTMLButtonElement {
  const button = parent.createEl("button", { cls: "clickable-icon", attr: { type: "button", "aria-label": label } });
  setIcon(button, icon);
  button.addEventListener("click", onClick);
  return button;
}

let labels = 0;

/**
 * Names `element` by the words of `label`. Not with `aria-label`, of which the app makes a tooltip that follows the pointer over all that lies inside: that is for
 * buttons that show an icon only.
 */
export function labelledBy(element: HTMLElement, ...parts: HTMLElement[]): void {
  for (const part of parts) {
    labels += part.id === "" ? 1 : 0;
    part.id ||= `cpd-label-${labels}`;
  }
  element.setAttribute("aria-labelledby", parts.map(({ id }) => id).join(" "));
}

/** Words that name something to screen readers, where nothing that is shown does. */
export const addHiddenLabel = (parent: HTMLElement, text: string): HTMLElement => parent.createSpan({ cls: "cpd-sr", text });

/** Words for screen readers only; each new text is read once. */
export function addLiveRegion(parent: HTMLElement): (text: string) => void {
  const region = parent.createDiv({ cls: "cpd-sr", attr: { role: "status", "aria-live": "polite" } });
  let said = "";
  return (text) => {
    if (text === said) return;
    said = text;
    region.setText(text);
  };
}
