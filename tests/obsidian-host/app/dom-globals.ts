/** The global functions and the additions to the language's own types. Types and contracts: the global declarations of obsidian.d.ts. */
import type { Realm } from "./dom";
import { fillElement, isInstance, toInfo } from "./dom-members";

type AddMembers = (prototype: object, members: object) => void;

export function installGlobals(realm: Realm, addMembers: AddMembers): void {
  addMembers(realm, globalFunctions(realm));
  addMembers(realm.UIEvent.prototype, {
    get targetNode(): Node | null {
      return (this as unknown as UIEvent).target as Node | null;
    },
    get doc(): Document {
      return ((this as unknown as UIEvent).target as Node | null)?.doc ?? realm.document;
    },
    get win(): Window {
      return (this as unknown as UIEvent).view ?? realm;
    },
    instanceOf(this: UIEvent, type: { new (...data: never[]): unknown; name: string }): boolean {
      return isInstance(this, this.view, type);
    },
  });
  // One language, one set of built-in types: what a popout's own arrays can do does not matter, for no code of ours runs there.
  if (realm === window) installLanguage(addMembers);
}

function globalFunctions(realm: Realm): object {
  const createEl = (tag: string, info?: DomElementInfo | string, callback?: (element: never) => void): HTMLElement => {
    const options = toInfo(info);
    const element = (options.parent?.doc ?? realm.document).createElement(tag);
    fillElement(element, options);
    callback?.(element as never);
    return element;
  };
  return {
    createEl,
    createDiv: (info?: DomElementInfo | string, callback?: (element: HTMLDivElement) => void) => createEl("div", info, callback),
    createSpan: (info?: DomElementInfo | string, callback?: (element: HTMLSpanElement) => void) => createEl("span", info, callback),
    createSvg: (tag: string, info?: SvgElementInfo | string, callback?: (element: SVGElement) => void): SVGElement => {
      const element = realm.document.createElementNS("http://www.w3.org/2000/svg", tag) as SVGElement;
      fillElement(element, toInfo(info));
      callback?.(element);
      return element;
    },
    createFragment: (callback?: (fragment: DocumentFragment) => void): DocumentFragment => {
      const fragment = realm.document.createDocumentFragment();
      callback?.(fragment);
      return fragment;
    },
    isBoolean: (value: unknown): boolean => typeof value === "boolean",
    fish: (selector: string): Element | null => realm.document.querySelector(selector),
    fishAll: (selector: string): Element[] => [...realm.document.querySelectorAll(selector)],
    ready: (callback: () => unknown): void => {
      if (realm.document.readyState === "loading") realm.document.addEventListener("DOMContentLoaded", () => callback(), { once: true });
      else callback();
    },
    sleep: (milliseconds: number): Promise<void> => new Promise((resolve) => window.setTimeout(resolve, milliseconds)),
    nextFrame: (): Promise<void> =>
      new Promise((resolve) => {
        realm.requestAnimationFrame(() => resolve());
      }),
  };
}

function installLanguage(addMembers: AddMembers): void {
  addMembers(Object, {
    isEmpty: (object: object): boolean => Object.keys(object).length === 0,
    each: (object: Record<string, unknown>, callback: (value: unknown, key: string) => unknown, context?: unknown): boolean =>
      Object.entries(object).every(([key, value]) => callback.call(context, value, key) !== false),
  });
  addMembers(Array, { combine: (arrays: unknown[][]): unknown[] => arrays.flat() });
  addMembers(Array.prototype, {
    first(this: unknown[]): unknown {
      return this[0];
    },
    last(this: unknown[]): unknown {
      return this[this.length - 1];
    },
    contains(this: unknown[], target: unknown): boolean {
      return this.includes(target);
    },
    remove(this: unknown[], target: unknown): void {
      for (let index = this.length - 1; index >= 0; index--) if (this[index] === target) this.splice(index, 1);
    },
    shuffle(this: unknown[]): unknown[] {
      for (let index = this.length - 1; index > 0; index--) {
        const other = Math.floor(Math.random() * (index + 1));
        [this[index], this[other]] = [this[other], this[index]];
      }
      return this;
    },
    unique(this: unknown[]): unknown[] {
      return [...new Set(this)];
    },
  });
  addMembers(Math, { clamp: (value: number, min: number, max: number): number => Math.min(Math.max(value, min), max), square: (value: number): number => value * value });
  addMembers(String, { isString: (value: unknown): boolean => typeof value === "string" });
  addMembers(String.prototype, {
    contains(this: string, target: string): boolean {
      return this.includes(target);
    },
    format(this: string, ...values: string[]): string {
      return this.replace(/\{(\d+)\}/g, (whole, index: string) => values[Number(index)] ?? whole);
    },
  });
  addMembers(Number, { isNumber: (value: unknown): boolean => typeof value === "number" });
}
