/** Local servers and the three ways to them, for the transport's tests. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import * as http from "node:http";
import * as https from "node:https";
import type { RequestUrl } from "../../../src/obsidian/transport/buffered-rung";
import type { NodeModules } from "../../../src/obsidian/transport/node-modules";

export type Handler = (request: IncomingMessage, response: ServerResponse, body: string) => unknown;

export interface Served {
  url: string;
  /** What came, as "POST /path", in order. */
  requests: string[];
  headers: IncomingMessage["headers"][];
  bodies: string[];
  /** Connections that are open now. */
  sockets: Set<Socket>;
}

/** To be called once in a file; what it returns starts a server that ends with its test. */
export function servers(): (handler: Handler) => Promise<Served> {
  const open: { server: Server; sockets: Set<Socket> }[] = [];
  afterEach(async () => {
    for (const { server, sockets } of open.splice(0)) {
      const ended = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await ended;
    }
  });
  return async (handler) => {
    const served: Served = { url: "", requests: [], headers: [], bodies: [], sockets: new Set() };
    const server = createServer((request, response) => {
      served.requests.push(`${request.method} ${request.url}`);
      served.headers.push(request.headers);
      let body = "";
      request.setEncoding("utf8");
      request.on("data", (part: string) => (body += part));
      request.on("end", () => {
        served.bodies.push(body);
        handler(request, response, body);
      });
    });
    server.on("connection", (socket) => {
      served.sockets.add(socket);
      socket.on("error", () => undefined);
      socket.on("close", () => served.sockets.delete(socket));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    served.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    open.push({ server, sockets: served.sockets });
    return served;
  };
}

/** An address of this machine where nobody listens. */
export async function deafAddress(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

export const nodeModules = (): NodeModules => ({ http, https }) as unknown as NodeModules;

export const CORS = { "access-control-allow-origin": "*", "access-control-allow-headers": "*" };

const ORIGIN = "app://obsidian.md";

/** Node's fetch with the browser's rule: a question beforehand, and no answer without permission. Who is refused learns nothing but that. */
export const browserFetch = (async (address: string, options: RequestInit = {}) => {
  const refused = (): TypeError => new TypeError("Failed to fetch");
  const names = Object.keys(options.headers ?? {});
  const allows = ({ headers }: Response): boolean => ["*", ORIGIN].includes(headers.get("access-control-allow-origin") ?? "");
  if (options.mode === "no-cors") return fetch(address, { method: "GET", headers: { origin: ORIGIN } });
  if (names.length > 0) {
    const asked = await fetch(address, { method: "OPTIONS", headers: { origin: ORIGIN, "access-control-request-method": options.method ?? "GET", "access-control-request-headers": names.join(",") }, ...(options.signal === undefined ? {} : { signal: options.signal }) });
    if (!asked.ok || !allows(asked) || asked.headers.get("access-control-allow-headers") !== "*") throw refused();
  }
  const response = await fetch(address, { ...options, headers: { ...(options.headers as Record<string, string>), origin: ORIGIN } });
  if (!allows(response)) {
    void response.body?.cancel();
    throw refused();
  }
  return response;
}) as typeof window.fetch;

/** The app's request: whole, without CORS, following where it is sent, in the words of the app's desktop. */
export const appRequest: RequestUrl = async ({ url, method, headers, body, contentType }) => {
  try {
    const response = await fetch(url, { method: method ?? "GET", headers: { ...headers, ...(contentType === undefined ? {} : { "content-type": contentType }) }, ...(body === undefined ? {} : { body }) });
    const arrayBuffer = await response.arrayBuffer();
    return { status: response.status, headers: Object.fromEntries(response.headers), arrayBuffer, json: null, text: "" };
  } catch (error) {
    const { code } = (error as { cause?: { code?: string } }).cause ?? {};
    throw new Error(code === "ECONNREFUSED" ? "net::ERR_CONNECTION_REFUSED" : "net::ERR_CONNECTION_RESET");
  }
};

/** Answers the browser's question beforehand; all else is the handler's. */
export const allowing =
  (handler: Handler): Handler =>
  (request, response, body) => {
    for (const [name, value] of Object.entries(CORS)) response.setHeader(name, value);
    if (request.method === "OPTIONS") response.writeHead(204).end();
    else handler(request, response, body);
  };

export const post = (body = "{}", more: object = {}) => ({ method: "POST" as const, headers: { "content-type": "application/json", authorization: "Bearer sk-secret-words" }, body, ...more });
