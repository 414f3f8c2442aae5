/** The page's end of the requests that the host's server sends for it: see server/bridge.ts. Opened with the first request. */
import type { BridgeCommand, BridgedBy, BridgeEvent } from "../../network/messages";

export interface BridgedOptions {
  by: BridgedBy;
  url: string;
  method: string;
  headers: Record<string, string>;
  keepAlive: boolean;
}

export interface Bridged {
  write(bytes: Uint8Array): void;
  end(): void;
  destroy(): void;
  taken(bytes: number): void;
}

export type Hear = (event: BridgeEvent) => void;

interface Connection {
  send(command: BridgeCommand): void;
  listen(id: number, hear: Hear): void;
}

let connection: Connection | null = null;
let last = 0;

const addressOf = (name: string, client: string): URL => new URL(`network/${name}?client=${client}`, location.href.split("?")[0]);

const encode = (bytes: Uint8Array): string => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
export const decodeBytes = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

/** The page's own fetch, whatever a plugin makes of it. */
const pageFetch = window.fetch.bind(window);

function connect(): Connection {
  const client = Math.random().toString(36).slice(2);
  const listeners = new Map<number, Hear>();
  const commands: BridgeCommand[] = [];
  let isSending = false;
  const stream = pageFetch(addressOf("stream", client));
  const follow = async (): Promise<void> => {
    const reader = (await stream).body?.getReader();
    const decoder = new TextDecoder();
    let rest = "";
    for (let part = await reader?.read(); part !== undefined && !part.done; part = await reader?.read()) {
      const lines = (rest + decoder.decode(part.value, { stream: true })).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) if (line !== "") tell(JSON.parse(line) as BridgeEvent);
    }
  };
  const tell = (event: BridgeEvent): void => {
    const hear = listeners.get(event.id);
    if (event.event === "close") listeners.delete(event.id);
    hear?.(event);
  };
  // One after the other, so that they arrive in their order.
  const sendAll = async (): Promise<void> => {
    if (isSending) return;
    isSending = true;
    await stream;
    while (commands.length > 0) await pageFetch(addressOf("commands", client), { method: "POST", body: JSON.stringify(commands.splice(0)) });
    isSending = false;
  };
  const over = (): void => {
    connection = null;
    for (const [id, hear] of [...listeners]) {
      hear({ id, event: "error", code: "ECONNRESET", message: "The host's server is gone.", after: true });
      hear({ id, event: "close" });
    }
  };
  follow().then(over, over);
  return {
    send: (command) => {
      commands.push(command);
      queueMicrotask(() => void sendAll().catch(() => undefined));
    },
    listen: (id, hear) => void listeners.set(id, hear),
  };
}

export function openBridged(options: BridgedOptions, hear: Hear): Bridged {
  connection ??= connect();
  const { send, listen } = connection;
  last += 1;
  const id = last;
  listen(id, hear);
  send({ id, do: "open", ...options });
  return {
    write: (bytes) => send({ id, do: "write", bytes: encode(bytes) }),
    end: () => send({ id, do: "end" }),
    destroy: () => send({ id, do: "destroy" }),
    taken: (bytes) => send({ id, do: "taken", bytes }),
  };
}
