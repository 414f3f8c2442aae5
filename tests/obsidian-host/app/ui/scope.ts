/** Keys bound to callbacks, for as long as the scope is the active one. Contract: obsidian.d.ts, `Scope`. */
import type { KeymapContext, KeymapEventListener, Modifier } from "obsidian";
import { isSameKey, modifierString } from "./keys";

export interface KeymapEventHandler {
  scope: Scope;
  modifiers: string | null;
  key: string | null;
  func: KeymapEventListener;
}

export class Scope {
  private handlers: KeymapEventHandler[] = [];

  constructor(readonly parent?: Scope) {}

  register(modifiers: Modifier[] | null, key: string | null, func: KeymapEventListener): KeymapEventHandler {
    const handler = { scope: this, modifiers: modifiers === null ? null : modifierString(modifiers), key, func };
    this.handlers.push(handler);
    return handler;
  }

  unregister(handler: KeymapEventHandler): void {
    this.handlers = this.handlers.filter((one) => one !== handler);
  }

  /** For the keymap and for tests: what is still bound here. */
  get size(): number {
    return this.handlers.length;
  }

  /** The first answer that is not `undefined`, here or in the parents; `undefined` if nobody cared. */
  handleKey(event: KeyboardEvent, context: KeymapContext): unknown {
    for (const handler of [...this.handlers]) {
      if (handler.modifiers !== null && handler.modifiers !== context.modifiers) continue;
      if (handler.key !== null && !isSameKey(handler.key, event)) continue;
      const answer: unknown = handler.func(event, context);
      if (answer !== undefined) return answer;
    }
    return this.parent?.handleKey(event, context);
  }
}
