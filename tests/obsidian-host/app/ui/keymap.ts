/** Which scope hears the keys. Contract: obsidian.d.ts, `Keymap`. */
import type { Modifier, PaneType, UserEvent } from "obsidian";
import type { App } from "../app";
import { rememberApp } from "./current-app";
import { heldModifiers, isHeld, virtualKey } from "./keys";
import type { Scope } from "./scope";

export class Keymap {
  private readonly pushed: Scope[] = [];
  private viewScope: Scope | null = null;

  constructor(private readonly rootScope: Scope) {}

  pushScope(scope: Scope): void {
    this.popScope(scope);
    this.pushed.push(scope);
  }

  popScope(scope: Scope): void {
    const index = this.pushed.lastIndexOf(scope);
    if (index >= 0) this.pushed.splice(index, 1);
  }

  /** The scope of the active view, below every scope that was pushed. Without one the app's own hears the keys. */
  setViewScope(scope: Scope | null): void {
    this.viewScope = scope;
  }

  get activeScope(): Scope {
    return this.pushed[this.pushed.length - 1] ?? this.viewScope ?? this.rootScope;
  }

  /** How many scopes are pushed: a test asks whether one was left behind. */
  get depth(): number {
    return this.pushed.length;
  }

  handleKey(event: KeyboardEvent): void {
    if (event.isComposing || event.defaultPrevented) return;
    const answer = this.activeScope.handleKey(event, { modifiers: heldModifiers(event), key: event.key, vkey: virtualKey(event) });
    if (answer === false) event.preventDefault();
  }

  static isModifier(event: MouseEvent | TouchEvent | KeyboardEvent, modifier: Modifier): boolean {
    return isHeld(event, modifier);
  }

  static isModEvent(event?: UserEvent | null): PaneType | boolean {
    if (event === null || event === undefined) return false;
    if ("button" in event && event.button === 1) return "tab";
    if (!isHeld(event, "Mod")) return false;
    if (!event.altKey) return "tab";
    return event.shiftKey ? "window" : "split";
  }
}

/** To be called for each window. In the capture phase: a list over an editor takes the arrow keys before the editor does. */
export function installKeymap(app: App, win: Window): () => void {
  rememberApp(app);
  const listener = (event: KeyboardEvent): void => app.keymap.handleKey(event);
  win.addEventListener("keydown", listener, true);
  return () => win.removeEventListener("keydown", listener, true);
}
