/**
 * What of Node's http and https a plugin may use here: `request` and `Agent`. The request itself is sent by the host's server with Node's own modules, so
 * that what arrives and what goes wrong is as there. What is not here throws when it is used.
 */
import type { BridgeEvent } from "../../network/messages";
import type { Ledger } from "../plugin/ledger";
import { callingPlugin } from "../plugin/traces";
import { decodeBytes, openBridged, type Bridged } from "./bridge";
import { Emitter } from "./emitter";

/** Bytes that were read are told in such steps. */
const TAKEN_STEP = 64 * 1024;
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

const coded = (message: string, code: string): Error => Object.assign(new Error(message), { code });

/** What a thing lacks throws: only promises are asked for `then`. */
const strictly = <Thing extends object>(thing: Thing, name: string): Thing =>
  new Proxy(thing, {
    get: (target, member) => {
      if (member in target || typeof member === "symbol" || member === "then" || member === "toJSON") return Reflect.get(target, member, target) as unknown;
      throw new Error(`not implemented in the test host: ${name}.${member}`);
    },
  });

interface RequestOptions {
  method?: string;
  headers?: Record<string, string>;
  agent?: { keepAlive?: boolean } | false;
}

class Response extends Emitter {
  complete = false;
  destroyed = false;
  private readonly held: (() => void)[] = [];
  private isFlowing = false;
  private untold = 0;

  constructor(
    readonly statusCode: number,
    readonly statusMessage: string,
    readonly headers: Record<string, string | string[]>,
    private readonly bridged: Bridged,
  ) {
    super();
  }

  override on(event: string, listener: (...values: never[]) => void): this {
    super.on(event, listener);
    if (event === "data") queueMicrotask(() => this.resume());
    return this;
  }

  pause(): this {
    this.isFlowing = false;
    return this;
  }

  resume(): this {
    this.isFlowing = true;
    while (this.isFlowing && this.held.length > 0) this.held.shift()?.();
    return this;
  }

  destroy(): this {
    this.destroyed = true;
    this.held.length = 0;
    this.bridged.destroy();
    return this;
  }

  hear(event: BridgeEvent): void {
    if (event.event === "data") this.pass(() => this.give(decodeBytes(event.bytes)));
    else if (event.event === "end") this.pass(() => this.finish(event.complete));
    else if (event.event === "error") this.pass(() => !this.destroyed && this.emit("error", coded(event.message, event.code)));
    else if (event.event === "close") this.pass(() => this.emit("close"));
  }

  private pass(act: () => void): void {
    if (this.destroyed && this.held.length === 0) this.isFlowing = true;
    if (this.isFlowing) act();
    else this.held.push(act);
  }

  private give(bytes: Uint8Array): void {
    if (this.destroyed) return;
    this.emit("data", bytes);
    this.untold += bytes.byteLength;
    if (this.untold < TAKEN_STEP) return;
    this.bridged.taken(this.untold);
    this.untold = 0;
  }

  private finish(isComplete: boolean): void {
    if (this.destroyed) return;
    this.complete = isComplete;
    this.emit("end");
  }
}

class Request extends Emitter {
  destroyed = false;
  private readonly bridged: Bridged;
  private response: Response | null = null;
  isOver = false;

  constructor(url: string, { method = "GET", headers = {}, agent }: RequestOptions, whenAnswered?: (response: unknown) => void) {
    super();
    for (const [name, value] of Object.entries(headers)) if (!VALUE.test(value)) throw Object.assign(new TypeError(`Invalid character in header content ["${name}"]`), { code: "ERR_INVALID_CHAR" });
    if (whenAnswered !== undefined) this.once("response", whenAnswered);
    const keepAlive = agent !== undefined && agent !== false && agent.keepAlive === true;
    this.bridged = openBridged({ by: "node", url, method, headers, keepAlive }, (event) => this.hear(event));
  }

  write(chunk: string | Uint8Array): boolean {
    this.bridged.write(typeof chunk === "string" ? new TextEncoder().encode(chunk) : chunk);
    return true;
  }

  end(chunk?: string | Uint8Array): this {
    if (chunk !== undefined) this.write(chunk);
    this.bridged.end();
    return this;
  }

  destroy(): this {
    this.destroyed = true;
    this.bridged.destroy();
    return this;
  }

  private hear(event: BridgeEvent): void {
    if (event.event === "response") {
      this.response = new Response(event.status, event.message, event.headers, this.bridged);
      // Without a listener the answer is read away, as Node does.
      if (!this.emit("response", strictly(this.response, "IncomingMessage"))) this.response.resume();
      return;
    }
    if (event.event === "close") this.isOver = true;
    if (event.event === "error" && !event.after) this.emit("error", coded(event.message, event.code));
    else this.response?.hear(event);
    if (event.event === "close") this.emit("close");
  }
}

const moduleFor = (protocol: string, ledger: Ledger): object =>
  strictly(
    {
      Agent: class Agent {
        readonly keepAlive: boolean;
        constructor({ keepAlive = false }: { keepAlive?: boolean } = {}) {
          this.keepAlive = keepAlive;
        }
        /** The connections lie with the host's server, which ends them with the page. */
        destroy(): void {}
      },
      request: (url: string | URL, options: RequestOptions = {}, whenAnswered?: (response: unknown) => void): unknown => {
        const address = new URL(url);
        if (address.protocol !== protocol) throw Object.assign(new TypeError(`Protocol "${address.protocol}" not supported. Expected "${protocol}"`), { code: "ERR_INVALID_PROTOCOL" });
        const request = new Request(address.href, options, whenAnswered);
        const plugin = callingPlugin();
        if (plugin !== null) ledger.note(plugin, "request", `${options.method ?? "GET"} ${address.href}`, () => !request.isOver && !request.destroyed);
        return strictly(request, "ClientRequest");
      },
    },
    protocol.replace(":", ""),
  );

/** What Electron's `require` gives in the app's page on the desktop; other modules of Node are not needed and not there. */
export function createNodeRequire(ledger: Ledger): (name: string) => unknown {
  const modules: Record<string, object> = { http: moduleFor("http:", ledger), https: moduleFor("https:", ledger) };
  return (name) => {
    const found = modules[name.replace(/^node:/, "")];
    if (found === undefined) throw new Error(`"${name}" is not available in the test host.`);
    return found;
  };
}
