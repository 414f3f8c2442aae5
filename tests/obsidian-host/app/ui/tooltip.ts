/** Words about what the mouse or the focus is on. Contracts: obsidian.d.ts, `setTooltip` and `displayTooltip`. */
import type { TooltipOptions } from "obsidian";
import { Platform } from "../platform";
import { moveTo, placeBeside, windowSize } from "./place";

const defaultDelay = 400;
const given = new WeakMap<HTMLElement, TooltipOptions>();

let shownFor: HTMLElement | null = null;
let tooltipEl: HTMLElement | null = null;
let timer: number | null = null;

/** The text is the element's accessible name as well, as in the app. */
export function setTooltip(el: HTMLElement, tooltip: string, options: TooltipOptions = {}): void {
  if (tooltip === "") el.removeAttribute("aria-label");
  else el.setAttribute("aria-label", tooltip);
  given.set(el, options);
  if (options.placement !== undefined) el.setAttribute("data-tooltip-position", options.placement);
  if (options.delay !== undefined) el.setAttribute("data-tooltip-delay", String(options.delay));
  if (shownFor === el) hideTooltip();
}

export function displayTooltip(newTargetEl: HTMLElement, content: string | DocumentFragment, options: TooltipOptions = {}): void {
  hideTooltip();
  const { placement = "bottom", classes = [], gap = 6 } = options;
  const doc = newTargetEl.ownerDocument;
  tooltipEl = doc.body.createDiv({ cls: ["tooltip", `mod-${placement}`, ...classes], attr: { role: "tooltip" } });
  tooltipEl.setText(content);
  shownFor = newTargetEl;
  moveTo(tooltipEl, placeBeside(newTargetEl.getBoundingClientRect(), tooltipEl.getBoundingClientRect(), windowSize(doc), { side: placement, gap, align: "center" }));
}

export function hideTooltip(): void {
  if (timer !== null) window.clearTimeout(timer);
  timer = null;
  tooltipEl?.remove();
  tooltipEl = null;
  shownFor = null;
}

/** To be called for each window. */
export function installTooltips(win: Window): () => void {
  const options = { capture: true, passive: true };
  const over = (event: Event): void => showLater(event.target as Element | null);
  const focused = (event: Event): void => {
    const target = event.target as Element | null;
    if (target?.matches(":focus-visible") === true) showLater(target);
  };
  const heard: [string, (event: Event) => void][] = [
    ["mouseover", over],
    ["focusin", focused],
    ["focusout", hideTooltip],
    ["mousedown", hideTooltip],
    ["keydown", hideTooltip],
    ["scroll", hideTooltip],
  ];
  for (const [type, listener] of heard) win.document.addEventListener(type, listener, options);
  return () => {
    for (const [type, listener] of heard) win.document.removeEventListener(type, listener, options);
  };
}

function showLater(target: Element | null): void {
  const el = target?.closest<HTMLElement>("[aria-label]") ?? null;
  if (el === shownFor) return;
  hideTooltip();
  if (el === null || Platform.isMobile) return;
  shownFor = el;
  const options = given.get(el) ?? optionsOf(el);
  timer = window.setTimeout(() => {
    const text = el.getAttribute("aria-label") ?? "";
    if (el.isConnected && text !== "") displayTooltip(el, text, options);
  }, options.delay ?? defaultDelay);
}

/** What markup alone can say. */
function optionsOf(el: HTMLElement): TooltipOptions {
  const { tooltipPosition, tooltipDelay, tooltipClasses } = el.dataset;
  const placement = (["top", "bottom", "left", "right"] as const).find((side) => side === tooltipPosition);
  return { placement, delay: tooltipDelay === undefined ? undefined : Number(tooltipDelay), classes: tooltipClasses?.split(" ") };
}
