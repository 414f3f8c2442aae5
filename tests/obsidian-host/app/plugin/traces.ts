/**
 * Notes what a plugin's code does past its own base class: events of the app, listeners on window and document, timers, workers, styles.
 * Who did it is read from the stack: the call counts as the plugin's where the first frame that is no helper lies in the plugin's script.
 */
import type { EventRef } from "../events";
import { Events, standingEvents } from "../events";
import type { Ledger } from "./ledger";

/** The name under which a plugin's script appears in a stack. */
export const scriptName = (pluginId: string): string => `plugin:${pluginId}`;

/** Helpers through which a plugin registers; their frames are looked past. */
const HELPERS = /\b(?:registerDomEvent|registerInterval|onClickEvent|HTMLDocument\.on|Document\.on)\b/;
const FRAMES = 12;

/** The plugin whose code made the call; null where it was the app. */
export function callingPlugin(): string | null {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = FRAMES;
  const { stack = "" } = new Error();
  Error.stackTraceLimit = limit;
  // The message, this function, and the wrapper that asked.
  const frames = stack.split("\n").slice(3);
  const caller = frames.find((frame) => !HELPERS.test(frame)) ?? "";
  return /plugin:([\w-]+)/.exec(caller)?.[1] ?? null;
}

export function installTraces(ledger: Ledger, win: Window & typeof globalThis): void {
  traceListeners(ledger, win, "window");
  traceListeners(ledger, win.document, "document");
  traceTimers(ledger, win);
  if (win !== window) return;
  traceEvents(ledger);
  traceWorkers(ledger);
  traceStyles(ledger);
}

function traceEvents(ledger: Ledger): void {
  const { on } = Events.prototype;
  Events.prototype.on = function (this: Events, ...values: Parameters<typeof on>): EventRef {
    const reference = on.apply(this, values);
    const plugin = callingPlugin();
    if (plugin !== null) ledger.note(plugin, "event", `${this.constructor.name} ${reference.name}`, () => standingEvents.has(reference));
    return reference;
  };
}

interface Listened {
  listener: unknown;
  capture: boolean;
  type: string;
}

const isCapture = (options: unknown): boolean => options === true || (typeof options === "object" && options !== null && "capture" in options && options.capture === true);

function traceListeners(ledger: Ledger, target: EventTarget, where: string): void {
  const standing = new Set<Listened>();
  const add = target.addEventListener.bind(target);
  const remove = target.removeEventListener.bind(target);
  target.addEventListener = (type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void => {
    add(type, listener, options);
    const plugin = callingPlugin();
    const isOnce = typeof options === "object" && (options.once === true || options.signal !== undefined);
    if (plugin === null || isOnce) return;
    const listened = { type, listener, capture: isCapture(options) };
    standing.add(listened);
    ledger.note(plugin, "listener", `${where} ${type}`, () => standing.has(listened));
  };
  target.removeEventListener = (type: string, listener: EventListenerOrEventListenerObject, options?: boolean | EventListenerOptions): void => {
    remove(type, listener, options);
    for (const one of standing) if (one.type === type && one.listener === listener && one.capture === isCapture(options)) standing.delete(one);
  };
}

function traceTimers(ledger: Ledger, win: Window): void {
  const standing = new Set<number>();
  const { setTimeout: later, setInterval: repeat, clearTimeout: forget, clearInterval: stop } = win;
  win.setTimeout = ((handler: TimerHandler, timeout?: number, ...values: unknown[]): number => {
    const plugin = typeof handler === "function" ? callingPlugin() : null;
    if (plugin === null || typeof handler !== "function") return later.call(win, handler, timeout, ...values);
    const call = handler as (...given: unknown[]) => unknown;
    const id: number = later.call(
      win,
      (...given: unknown[]): void => {
        standing.delete(id);
        call(...given);
      },
      timeout,
      ...values,
    );
    standing.add(id);
    ledger.note(plugin, "timer", `in ${timeout ?? 0} ms`, () => standing.has(id));
    return id;
  }) as typeof win.setTimeout;
  win.setInterval = ((handler: TimerHandler, timeout?: number, ...values: unknown[]): number => {
    const id: number = repeat.call(win, handler, timeout, ...values);
    const plugin = callingPlugin();
    if (plugin === null) return id;
    standing.add(id);
    ledger.note(plugin, "interval", `every ${timeout ?? 0} ms`, () => standing.has(id));
    return id;
  }) as typeof win.setInterval;
  win.clearTimeout = (id?: number): void => {
    standing.delete(id ?? -1);
    forget.call(win, id);
  };
  win.clearInterval = (id?: number): void => {
    standing.delete(id ?? -1);
    stop.call(win, id);
  };
}

function traceWorkers(ledger: Ledger): void {
  const Native = window.Worker;
  window.Worker = class extends Native {
    private isTerminated = false;

    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      const plugin = callingPlugin();
      if (plugin !== null) ledger.note(plugin, "worker", options?.name ?? String(url), () => !this.isTerminated);
    }

    override terminate(): void {
      this.isTerminated = true;
      super.terminate();
    }
  };
}

function traceStyles(ledger: Ledger): void {
  const { head } = document;
  const noteStyle = (plugin: string | null, node: Node): void => {
    if (plugin !== null && (node instanceof HTMLStyleElement || node instanceof HTMLLinkElement)) ledger.note(plugin, "style", node.textContent.slice(0, 40), () => node.isConnected);
  };
  for (const name of ["append", "prepend"] as const) {
    const insert = head[name].bind(head);
    head[name] = (...nodes: (Node | string)[]): void => {
      insert(...nodes);
      const plugin = callingPlugin();
      for (const node of nodes) if (typeof node !== "string") noteStyle(plugin, node);
    };
  }
  const append = head.appendChild.bind(head);
  head.appendChild = <T extends Node>(node: T): T => {
    append(node);
    noteStyle(callingPlugin(), node);
    return node;
  };
}
