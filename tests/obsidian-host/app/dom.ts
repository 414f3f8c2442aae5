/**
 * The helpers that the app puts on the prototypes of every window: `createEl`, `setText`, `instanceOf` …
 * A popout has its own prototypes, so `installDom` runs once for each window. New elements belong to their parent's document, as does `doc`.
 */
import type { Component } from "obsidian";
import { installGlobals } from "./dom-globals";
import { elementMembers, htmlElementMembers, nodeMembers } from "./dom-members";

/** A window with the constructors of its own realm. */
export type Realm = Window & typeof globalThis;

/** So that the declarations of obsidian.d.ts for the prototypes are part of the program. */
export type Declarations = Component;

/** Adds members without making them enumerable: a `for … in` of the plugin must not meet them. What the platform has already stays. */
export function addMembers(prototype: object, members: object): void {
  for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(members))) {
    if (!Object.hasOwn(prototype, name)) Object.defineProperty(prototype, name, { ...descriptor, enumerable: false, configurable: true });
  }
}

export function installDom(realm: Realm): void {
  addMembers(realm.Node.prototype, nodeMembers(realm));
  addMembers(realm.Element.prototype, elementMembers);
  addMembers(realm.HTMLElement.prototype, htmlElementMembers);
  const { find, findAll, findAllSelf } = elementMembers;
  const { setCssProps, setCssStyles } = htmlElementMembers;
  addMembers(realm.SVGElement.prototype, { setCssProps, setCssStyles });
  addMembers(realm.DocumentFragment.prototype, { find, findAll });
  addMembers(realm.Document.prototype, { on: htmlElementMembers.on, off: htmlElementMembers.off, find, findAll, findAllSelf });
  installGlobals(realm, addMembers);
}
