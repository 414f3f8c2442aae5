/**
 * Requests that the server sends in the page's name: what the app does with Node's modules and with `requestUrl` a browser's page cannot. Commands come by
 * POST, what becomes of them goes down one answer that stays open. The other end: app/network/bridge.ts.
 */
import { Agent as HttpAgent, request as httpRequest, type ClientRequest, type IncomingMessage, type ServerResponse } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { BRIDGE_WINDOW, type BridgeCommand, type BridgedBy, type BridgeEvent } from "../network/messages";

export interface BridgedRequest {
  by: BridgedBy;
  method: string;
  url: string;
}

export interface Bridge {
  /** Keeps the answer open for what becomes of the client's requests; they end with it. */
  open(client: string, response: ServerResponse): void;
  take(client: string, request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** All that was ever asked for, in order. */
  readonly requests: readonly BridgedRequest[];
  close(): void;
}

interface Client {
  tell: (event: BridgeEvent) => void;
  underWay: Map<number, Sending>;
  agents: { http: HttpAgent; https: HttpsAgent };
}

interface Sending {
  request: ClientRequest;
  response: IncomingMessage | null;
  unread: number;
}

async function readText(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts).toString("utf8");
}

const headersOf = ({ headers }: IncomingMessage): Record<string, string | string[]> => Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));

function send(client: Client, { id, url, method, headers, keepAlive }: Extract<BridgeCommand, { do: "open" }>): void {
  const { tell, agents, underWay } = client;
  const isSecure = url.startsWith("https:");
  const agent = keepAlive ? (isSecure ? agents.https : agents.http) : false;
  const request = (isSecure ? httpsRequest : httpRequest)(url, { method, headers, agent });
  const sending: Sending = { request, response: null, unread: 0 };
  underWay.set(id, sending);
  const fail = (error: NodeJS.ErrnoException & { errors?: NodeJS.ErrnoException[] }): void => tell({ id, event: "error", code: error.code ?? error.errors?.[0]?.code ?? "", message: error.message, after: sending.response !== null });
  request.on("error", fail);
  const over = (): void => {
    underWay.delete(id);
    tell({ id, event: "close" });
  };
  // Of a connection that breaks the request knows before its response does.
  request.on("close", () => sending.response === null && over());
  request.on("response", (response) => {
    sending.response = response;
    tell({ id, event: "response", status: response.statusCode ?? 0, message: response.statusMessage ?? "", headers: headersOf(response) });
    response.on("data", (bytes: Buffer) => {
      sending.unread += bytes.byteLength;
      if (sending.unread >= BRIDGE_WINDOW) response.pause();
      tell({ id, event: "data", bytes: bytes.toString("base64") });
    });
    response.on("end", () => tell({ id, event: "end", complete: response.complete }));
    response.on("error", fail);
    response.on("close", over);
  });
}

function obey(client: Client, command: BridgeCommand): void {
  if (command.do === "open") {
    send(client, command);
    return;
  }
  const sending = client.underWay.get(command.id);
  if (sending === undefined) return;
  const { request, response } = sending;
  if (command.do === "write") request.write(Buffer.from(command.bytes, "base64"));
  else if (command.do === "end") request.end();
  else if (command.do === "destroy") request.destroy();
  else {
    sending.unread -= command.bytes;
    if (sending.unread < BRIDGE_WINDOW) response?.resume();
  }
}

function drop({ underWay, agents }: Client): void {
  for (const { request } of [...underWay.values()]) request.destroy();
  agents.http.destroy();
  agents.https.destroy();
}

export function createBridge(): Bridge {
  const clients = new Map<string, Client>();
  const requests: BridgedRequest[] = [];
  return {
    requests,
    open: (name, response) => {
      response.writeHead(200, { "content-type": "application/x-ndjson", "cache-control": "no-store" });
      const client: Client = {
        tell: (event) => response.write(`${JSON.stringify(event)}\n`),
        underWay: new Map(),
        agents: { http: new HttpAgent({ keepAlive: true }), https: new HttpsAgent({ keepAlive: true }) },
      };
      clients.set(name, client);
      response.on("close", () => {
        drop(client);
        clients.delete(name);
      });
      response.write("\n");
    },
    take: async (name, request, response) => {
      const commands = JSON.parse(await readText(request)) as BridgeCommand[];
      const client = clients.get(name);
      for (const command of commands) {
        if (command.do === "open") requests.push({ by: command.by, method: command.method, url: command.url });
        if (client !== undefined) obey(client, command);
      }
      response.writeHead(client === undefined ? 410 : 204).end();
    },
    close: () => {
      for (const client of clients.values()) drop(client);
    },
  };
}
