/** A card that shows while the mouse is on its target or on itself. Contract: obsidian.d.ts, `HoverPopover`. */
import type { Point } from "obsidian";
import { Component } from "../events";
import { moveTo, placeBeside, pointBox, windowSize } from "./place";

export enum PopoverState {
  Showing = 0,
  Shown = 1,
  Hiding = 2,
  Hidden = 3,
}

export interface HoverParent {
  hoverPopover: HoverPopover | null;
}

/** For tests: those that are shown now. */
export const openPopovers = new Set<HoverPopover>();

export class HoverPopover extends Component {
  hoverEl: HTMLElement;
  state: PopoverState = PopoverState.Showing;
  private readonly doc: Document;
  private onTarget = true;
  private onHover = false;
  private timer: number | null = null;
  private mouse: Point | null = null;
  private readonly stops: (() => void)[] = [];

  constructor(
    readonly parent: HoverParent,
    readonly targetEl: HTMLElement | null,
    readonly waitTime = 300,
    readonly staticPos: Point | null = null,
  ) {
    super();
    this.doc = targetEl?.doc ?? activeDocument;
    this.hoverEl = createDiv("popover hover-popover");
    parent.hoverPopover?.hide();
    parent.hoverPopover = this;
    this.listen(this.doc, "mousemove", (event) => {
      this.mouse = { x: event.clientX, y: event.clientY };
    });
    if (targetEl !== null) {
      this.listen(targetEl, "mouseover", () => this.moved(true, this.onHover));
      this.listen(targetEl, "mouseleave", () => this.moved(false, this.onHover));
    }
    this.listen(this.hoverEl, "mouseover", () => this.moved(this.onTarget, true));
    this.listen(this.hoverEl, "mouseleave", () => this.moved(false, false));
    this.after(waitTime, () => this.show());
  }

  show(): void {
    if (this.state === PopoverState.Hidden) return;
    this.clearTimer();
    this.state = PopoverState.Shown;
    if (this.hoverEl.isConnected) return;
    if (this.targetEl !== null && !this.targetEl.isConnected) {
      this.hide();
      return;
    }
    this.doc.body.appendChild(this.hoverEl);
    openPopovers.add(this);
    this.load();
    this.onShow();
    this.position();
    this.listen(this.doc, "keydown", (event) => {
      if (event.key === "Escape") this.hide();
    });
    this.listen(this.doc, "mousedown", (event) => {
      if (!this.holds(event.target as Node | null)) this.hide();
    });
  }

  hide(): void {
    if (this.state === PopoverState.Hidden) return;
    this.state = PopoverState.Hidden;
    this.clearTimer();
    for (const stop of this.stops.splice(0)) stop();
    openPopovers.delete(this);
    if (this.parent.hoverPopover === this) this.parent.hoverPopover = null;
    this.hoverEl.remove();
    this.onHide();
    this.unload();
  }

  /** For subclasses: it is in the page now. */
  onShow(): void {
    // For subclasses.
  }

  onHide(): void {
    // For subclasses.
  }

  /** Below its target, or above where there is no room below. To be called again when its content has grown. */
  position(): void {
    if (!this.hoverEl.isConnected) return;
    const spot = this.staticPos ?? (this.targetEl === null ? this.mouse : null);
    const anchor = spot === null ? (this.targetEl?.getBoundingClientRect() ?? pointBox(0, 0)) : pointBox(spot.x, spot.y);
    moveTo(this.hoverEl, placeBeside(anchor, this.hoverEl.getBoundingClientRect(), windowSize(this.doc), { side: "bottom", gap: 4 }));
  }

  private holds(node: Node | null): boolean {
    if (node === null) return false;
    // A popover opened from within this one belongs to it.
    const inOther = [...openPopovers].some((other) => other !== this && other.targetEl !== null && this.hoverEl.contains(other.targetEl) && other.hoverEl.contains(node));
    return inOther || this.hoverEl.contains(node) || this.targetEl?.contains(node) === true;
  }

  private moved(onTarget: boolean, onHover: boolean): void {
    this.onTarget = onTarget;
    this.onHover = onHover;
    const isWanted = onTarget || onHover;
    if (this.state === PopoverState.Showing && !isWanted) this.hide();
    else if (this.state === PopoverState.Shown && !isWanted) {
      this.state = PopoverState.Hiding;
      this.after(this.waitTime, () => this.hideUnlessNested());
    } else if (this.state === PopoverState.Hiding && isWanted) {
      this.clearTimer();
      this.state = PopoverState.Shown;
    }
  }

  private hideUnlessNested(): void {
    const nested = [...openPopovers].some((other) => other !== this && other.targetEl !== null && this.hoverEl.contains(other.targetEl));
    if (nested) this.after(this.waitTime, () => this.hideUnlessNested());
    else this.hide();
  }

  private after(milliseconds: number, callback: () => void): void {
    this.clearTimer();
    this.timer = window.setTimeout(callback, milliseconds);
  }

  private clearTimer(): void {
    if (this.timer !== null) window.clearTimeout(this.timer);
    this.timer = null;
  }

  private listen<K extends keyof HTMLElementEventMap>(target: Document | HTMLElement, type: K, listener: (event: HTMLElementEventMap[K]) => void): void {
    const callback = listener as (event: Event) => void;
    target.addEventListener(type, callback);
    this.stops.push(() => target.removeEventListener(type, callback));
  }
}
