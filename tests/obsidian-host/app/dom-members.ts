/** What the app adds to `Node`, `Element` and `HTMLElement`. Types and contracts: the global declarations of obsidian.d.ts. */
import type { Realm } from "./dom";

type Classes = string | string[];
type Attribute = string | number | boolean | null;

const toClasses = (classes: Classes): string[] => (Array.isArray(classes) ? classes : classes.split(/\s+/)).filter((name) => name !== "");

const documentOf = (node: Node): Document => (node.nodeType === Node.DOCUMENT_NODE ? (node as Document) : (node.ownerDocument ?? document));

/** Fills a new element as `DomElementInfo` says and puts it where it says. */
export function fillElement(element: Element, info: DomElementInfo): void {
  if (info.cls !== undefined) element.classList.add(...toClasses(info.cls));
  if (info.text !== undefined) setText(element, info.text);
  for (const [name, value] of Object.entries(info.attr ?? {})) setAttribute(element, name, value);
  if (info.title !== undefined) element.setAttribute("title", info.title);
  for (const name of ["value", "type", "placeholder", "href"] as const) {
    const value = info[name];
    if (value === undefined) continue;
    if (name !== "href" && name in element) Reflect.set(element, name, value);
    else element.setAttribute(name, value);
  }
  if (info.parent === undefined) return;
  if (info.prepend === true) info.parent.insertBefore(element, info.parent.firstChild);
  else info.parent.appendChild(element);
}

export const toInfo = (info: DomElementInfo | string | undefined): DomElementInfo => (typeof info === "string" ? { cls: info } : (info ?? {}));

function setText(element: Node, text: string | DocumentFragment): void {
  if (typeof text === "string") element.textContent = text;
  else {
    element.textContent = "";
    element.appendChild(text);
  }
}

function setAttribute(element: Element, name: string, value: Attribute): void {
  if (value === null) element.removeAttribute(name);
  else element.setAttribute(name, String(value));
}

const svgNamespace = "http://www.w3.org/2000/svg";

export function nodeMembers(realm: Realm): object {
  return {
    constructorWin: realm,
    get doc(): Document {
      return documentOf(this as unknown as Node);
    },
    get win(): Window {
      return documentOf(this as unknown as Node).defaultView ?? realm;
    },
    detach(this: Node): void {
      this.parentNode?.removeChild(this);
    },
    empty(this: Node): void {
      while (this.lastChild !== null) this.removeChild(this.lastChild);
    },
    insertAfter<T extends Node>(this: Node, node: T, child: Node | null): T {
      return this.insertBefore(node, child === null ? this.firstChild : child.nextSibling);
    },
    indexOf(this: Node, other: Node): number {
      return [...this.childNodes].indexOf(other as ChildNode);
    },
    setChildrenInPlace(this: Node, children: Node[]): void {
      const wanted = new Set(children);
      for (const child of [...this.childNodes]) if (!wanted.has(child)) this.removeChild(child);
      children.forEach((child, index) => {
        if (this.childNodes[index] !== child) this.insertBefore(child, this.childNodes[index] ?? null);
      });
    },
    appendText(this: Node, text: string): void {
      this.appendChild(documentOf(this).createTextNode(text));
    },
    instanceOf(this: Node, type: { new (): unknown; name: string }): boolean {
      return isInstance(this, documentOf(this).defaultView, type);
    },
    createEl(this: Node, tag: string, info?: DomElementInfo | string, callback?: (element: HTMLElement) => void): HTMLElement {
      const element = documentOf(this).createElement(tag);
      fillElement(element, { ...toInfo(info), parent: this });
      callback?.(element);
      return element;
    },
    createDiv(this: Node, info?: DomElementInfo | string, callback?: (element: HTMLDivElement) => void): HTMLDivElement {
      return this.createEl("div", info, callback);
    },
    createSpan(this: Node, info?: DomElementInfo | string, callback?: (element: HTMLSpanElement) => void): HTMLSpanElement {
      return this.createEl("span", info, callback);
    },
    createSvg(this: Node, tag: string, info?: SvgElementInfo | string, callback?: (element: SVGElement) => void): SVGElement {
      const element = documentOf(this).createElementNS(svgNamespace, tag) as SVGElement;
      fillElement(element, { ...toInfo(info), parent: this });
      callback?.(element);
      return element;
    },
  };
}

/** Whether `value` is of `type`, or of the type of that name in the window it lives in, or in the main one. */
export function isInstance(value: object, home: Window | null, type: { new (...data: never[]): unknown; name: string }): boolean {
  if (value instanceof type) return true;
  return [home, window].some((realm) => {
    const own: unknown = realm === null ? undefined : Reflect.get(realm, type.name);
    return typeof own === "function" && value instanceof own;
  });
}

export const elementMembers = {
  getText(this: Element): string {
    return this.textContent ?? "";
  },
  setText(this: Element, text: string | DocumentFragment): void {
    setText(this, text);
  },
  addClass(this: Element, ...classes: string[]): void {
    this.classList.add(...classes);
  },
  addClasses(this: Element, classes: string[]): void {
    this.classList.add(...classes);
  },
  removeClass(this: Element, ...classes: string[]): void {
    this.classList.remove(...classes);
  },
  removeClasses(this: Element, classes: string[]): void {
    this.classList.remove(...classes);
  },
  toggleClass(this: Element, classes: Classes, value: boolean): void {
    for (const name of toClasses(classes)) this.classList.toggle(name, value);
  },
  hasClass(this: Element, name: string): boolean {
    return this.classList.contains(name);
  },
  setAttr(this: Element, name: string, value: Attribute): void {
    setAttribute(this, name, value);
  },
  setAttrs(this: Element, attributes: Record<string, Attribute>): void {
    for (const [name, value] of Object.entries(attributes)) setAttribute(this, name, value);
  },
  getAttr(this: Element, name: string): string | null {
    return this.getAttribute(name);
  },
  matchParent(this: Element, selector: string, lastParent?: Element): Element | null {
    if (this.matches(selector)) return this;
    const parent = this.parentElement;
    return this === lastParent || parent === null ? null : parent.matchParent(selector, lastParent);
  },
  getCssPropertyValue(this: Element, property: string, pseudoElement?: string): string {
    return getComputedStyle(this, pseudoElement).getPropertyValue(property).trim();
  },
  isActiveElement(this: Element): boolean {
    return this.ownerDocument.activeElement === this;
  },
  find(this: ParentNode, selector: string): Element | null {
    return this.querySelector(selector);
  },
  findAll(this: ParentNode, selector: string): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>(selector)];
  },
  findAllSelf(this: ParentNode, selector: string): HTMLElement[] {
    const found = [...this.querySelectorAll<HTMLElement>(selector)];
    return (this as HTMLElement).matches(selector) ? [this as HTMLElement, ...found] : found;
  },
};

interface Delegated {
  selector: string;
  listener: (event: Event, target: HTMLElement) => unknown;
  options: boolean | AddEventListenerOptions | undefined;
  callback: (event: Event) => void;
}
interface Delegating extends EventTarget {
  _EVENTS?: Record<string, Delegated[]>;
}

/** Elements waiting to hear that they moved to another window, with the window they were in last. */
const migrating = new Map<HTMLElement, { home: Window; listeners: Set<(window: Window) => unknown> }>();

/** To be called after a part of the page was moved from one window to another. */
export function tellMigrated(root: HTMLElement): void {
  for (const [element, entry] of [...migrating]) {
    if (!root.contains(element) || element.win === entry.home) continue;
    entry.home = element.win;
    for (const listener of [...entry.listeners]) listener(element.win);
  }
}

export const htmlElementMembers = {
  show(this: HTMLElement): void {
    this.style.display = this.dataset.shownAs ?? "";
    delete this.dataset.shownAs;
  },
  hide(this: HTMLElement): void {
    if (this.style.display === "none") return;
    if (this.style.display !== "") this.dataset.shownAs = this.style.display;
    this.style.display = "none";
  },
  toggle(this: HTMLElement, show: boolean): void {
    if (show) this.show();
    else this.hide();
  },
  toggleVisibility(this: HTMLElement, visible: boolean): void {
    this.style.visibility = visible ? "" : "hidden";
  },
  isShown(this: HTMLElement): boolean {
    return this.offsetParent !== null;
  },
  setCssStyles(this: HTMLElement | SVGElement, styles: Partial<CSSStyleDeclaration>): void {
    Object.assign(this.style, styles);
  },
  setCssProps(this: HTMLElement | SVGElement, properties: Record<string, string>): void {
    for (const [name, value] of Object.entries(properties)) this.style.setProperty(name, value);
  },
  get innerWidth(): number {
    return innerSize(this as unknown as HTMLElement, "width", ["paddingLeft", "paddingRight"]);
  },
  get innerHeight(): number {
    return innerSize(this as unknown as HTMLElement, "height", ["paddingTop", "paddingBottom"]);
  },
  on(this: Delegating, type: string, selector: string, listener: Delegated["listener"], options?: boolean | AddEventListenerOptions): void {
    const callback = (event: Event): void => {
      const target = event.target as Element | null;
      const hit = target?.matchParent(selector, event.currentTarget as Element);
      if (hit !== null && hit !== undefined) listener.call(this, event, hit as HTMLElement);
    };
    ((this._EVENTS ??= {})[type] ??= []).push({ selector, listener, options, callback });
    this.addEventListener(type, callback, options);
  },
  off(this: Delegating, type: string, selector: string, listener: Delegated["listener"], options?: boolean | AddEventListenerOptions): void {
    const entries = this._EVENTS?.[type] ?? [];
    for (const entry of entries.filter((one) => one.selector === selector && one.listener === listener)) {
      entries.splice(entries.indexOf(entry), 1);
      this.removeEventListener(type, entry.callback, options);
    }
  },
  onClickEvent(this: HTMLElement, listener: (event: MouseEvent) => unknown, options?: boolean | AddEventListenerOptions): void {
    this.addEventListener("click", listener, options);
    this.addEventListener("auxclick", listener, options);
  },
  onNodeInserted(this: HTMLElement, listener: () => unknown, once = false): () => void {
    const destroy = (): void => {
      this.removeEventListener("animationstart", heard);
    };
    const heard = (event: AnimationEvent): void => {
      if (event.animationName !== "node-inserted" || event.target !== this) return;
      if (once) destroy();
      listener();
    };
    this.addClass("node-insert-event");
    this.addEventListener("animationstart", heard);
    return destroy;
  },
  onWindowMigrated(this: HTMLElement, listener: (window: Window) => unknown): () => void {
    const entry = migrating.get(this) ?? { home: this.win, listeners: new Set() };
    migrating.set(this, entry);
    entry.listeners.add(listener);
    return () => {
      entry.listeners.delete(listener);
      if (entry.listeners.size === 0) migrating.delete(this);
    };
  },
  trigger(this: HTMLElement, type: string): void {
    this.dispatchEvent(new Event(type, { bubbles: true, cancelable: true }));
  },
};

function innerSize(element: HTMLElement, side: "width" | "height", paddings: ("paddingLeft" | "paddingRight" | "paddingTop" | "paddingBottom")[]): number {
  const style = getComputedStyle(element);
  const whole = side === "width" ? element.clientWidth : element.clientHeight;
  return paddings.reduce((rest, padding) => rest - parseFloat(style[padding]), whole);
}
