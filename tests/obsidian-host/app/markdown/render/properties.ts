/** Draws the properties of a note as the rows above its text. Read-only: the host has no editor for them. */
import type { App } from "../../app";
import { setIcon } from "../../icons";
import { splitWikilink } from "../parse/wikilink";
import { createExternalLink, createInternalLink } from "./links";

type PropertyType = "text" | "multitext" | "number" | "checkbox" | "date" | "datetime" | "aliases" | "tags";

const icons: Record<PropertyType, string> = {
  text: "lucide-text",
  multitext: "lucide-list",
  number: "lucide-binary",
  checkbox: "lucide-square-check",
  date: "lucide-calendar",
  datetime: "lucide-clock",
  aliases: "lucide-forward",
  tags: "lucide-tags",
};

function typeOf(key: string, value: unknown): PropertyType {
  const name = key.toLowerCase();
  if (name === "aliases" || name === "tags") return name;
  if (Array.isArray(value)) return "multitext";
  if (typeof value === "number") return "number";
  if (typeof value === "boolean") return "checkbox";
  if (typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value)) return "date";
  if (typeof value === "string" && /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/.test(value)) return "datetime";
  return "text";
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : value === null || value === undefined ? "" : JSON.stringify(value));

export interface PropertiesOwner {
  app: App;
  sourcePath: string;
}

export function drawProperties(properties: Record<string, unknown>, parent: HTMLElement, owner: PropertiesOwner): HTMLElement | null {
  const entries = Object.entries(properties);
  if (entries.length === 0 || owner.app.vault.getConfig("propertiesInDocument") === "hidden") return null;
  const container = parent.createDiv({ cls: "metadata-container", attr: { tabindex: -1, "data-property-count": entries.length } });
  const heading = container.createDiv({ cls: "metadata-properties-heading", attr: { tabindex: 0 } });
  setIcon(heading.createDiv("collapse-indicator collapse-icon"), "right-triangle");
  heading.createDiv({ cls: "metadata-properties-title", text: "Properties" });
  const toggle = (): void => container.toggleClass("is-collapsed", !container.hasClass("is-collapsed"));
  heading.addEventListener("click", toggle);
  heading.addEventListener("keydown", (event) => {
    if (event.key === "Enter") toggle();
  });
  const rows = container.createDiv("metadata-content").createDiv("metadata-properties");
  for (const [key, value] of entries) drawProperty(key, value, rows, owner);
  return container;
}

function drawProperty(key: string, value: unknown, parent: HTMLElement, owner: PropertiesOwner): void {
  const type = typeOf(key, value);
  const row = parent.createDiv({ cls: "metadata-property", attr: { tabindex: -1, "data-property-key": key.toLowerCase(), "data-property-type": type } });
  const keyEl = row.createDiv("metadata-property-key");
  setIcon(keyEl.createSpan("metadata-property-icon"), icons[type]);
  keyEl.createSpan({ cls: "metadata-property-key-input", text: key, attr: { "aria-label": key } });
  const valueEl = row.createDiv("metadata-property-value");
  if (Array.isArray(value)) drawPills(value, type, valueEl, owner);
  else if (typeof value === "boolean") {
    const box = valueEl.createEl("input", { cls: "metadata-input-checkbox", type: "checkbox" });
    box.checked = value;
    box.disabled = true;
  } else drawText(textOf(value), valueEl.createDiv("metadata-input-longtext"), owner);
}

function drawPills(values: unknown[], type: PropertyType, parent: HTMLElement, owner: PropertiesOwner): void {
  const pills = parent.createDiv("multi-select-container");
  for (const value of values) {
    const pill = pills.createDiv("multi-select-pill").createDiv("multi-select-pill-content");
    if (type === "tags") pill.createSpan({ text: textOf(value) });
    else drawText(textOf(value), pill, owner);
  }
}

/** A property that is one link shows as a link. */
function drawText(text: string, parent: HTMLElement, { app, sourcePath }: PropertiesOwner): void {
  if (/^\[\[[^\n]+\]\]$/.test(text)) {
    const { linktext, display } = splitWikilink(text);
    createInternalLink(parent.createSpan("metadata-link"), app, linktext, sourcePath, display);
  } else if (/^https?:\/\/\S+$/.test(text)) createExternalLink(parent, text, null).setText(text);
  else parent.setText(text);
}
