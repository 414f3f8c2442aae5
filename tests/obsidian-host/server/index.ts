/**
 * The test host's server: the page, the plugin's files, and the folder under the vault, for one machine only. Everything lies below a token
 * in the address, and the Host header must be ours, so that no other page in the browser gets at the folder.
 *
 *   /<token>/               the page (index.html and what it loads)
 *   /<token>/plugin/<file>  main.js, manifest.json, styles.css
 *   /<token>/disk/calls     the disk's calls (POST)
 *   /<token>/disk/watch     what other programs change (GET)
 *   /<token>/network/...    requests in the page's name (POST commands, GET stream)
 *   /<token>/resource/<p>   a file of the vault as it is
 *   /<token>/__calls        what was asked of the disk; ?since=<number>
 */
import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { nodeDisk, type NodeDisk } from "../disk/node-disk";
import { createBridge, type Bridge, type BridgedRequest } from "./bridge";
import { createCallCounter, type CallCounter, type CountedCalls } from "./call-counter";
import { answerDiskCalls, streamChanges } from "./disk-calls";
import { contentType, readStatic, type StaticFiles } from "./static-files";

export type { BridgedRequest } from "./bridge";
export type { CountedCall, CountedCalls } from "./call-counter";
export type { StaticFiles } from "./static-files";

export interface HostServerOptions {
  /** The folder under the vault. */
  folder: string;
  /** Where main.js, manifest.json and styles.css lie. */
  pluginFolder: StaticFiles;
  /** The page: a folder, or its files by name. "index.html" is served for the address itself. */
  page: StaticFiles;
  /** 0, the default, takes a free one. */
  port?: number;
  /** Must name this machine. */
  host?: string;
}

export interface HostServer {
  /** The page's address, token included, ending in "/": also the `baseUrl` of `httpDisk`. */
  url: string;
  /** What was asked of the disk after the call of that number. */
  callsSince(number: number): CountedCalls;
  /** What the page asked of the network through the server, in order. */
  readonly bridged: readonly BridgedRequest[];
  close(): Promise<void>;
}

const KEEP_ALIVE = 60_000;
const PLUGIN_FILES = ["main.js", "manifest.json", "styles.css"];
const LOOPBACK = ["127.0.0.1", "::1", "localhost"];

/** Each page has a disk of its own, so that one hears what another wrote. */
interface Disks {
  of(client: string): NodeDisk;
  drop(client: string): void;
  closeAll(): void;
}

function createDisks(folder: string): Disks {
  const disks = new Map<string, NodeDisk>();
  const drop = (client: string): void => {
    disks.get(client)?.close();
    disks.delete(client);
  };
  return {
    of: (client) => {
      const disk = disks.get(client) ?? nodeDisk(folder);
      disks.set(client, disk);
      return disk;
    },
    drop,
    closeAll: () => {
      for (const client of [...disks.keys()]) drop(client);
    },
  };
}

export async function startHostServer(options: HostServerOptions): Promise<HostServer> {
  const { port = 0, host = "127.0.0.1" } = options;
  if (!LOOPBACK.includes(host)) throw new Error(`The test host serves this machine only, not ${host}.`);
  const token = randomBytes(16).toString("hex");
  const counter = createCallCounter();
  const disks = createDisks(options.folder);
  const bridge = createBridge();
  let ownHosts: string[] = [];
  const server = createServer((request, response) => {
    respond({ request, response, token, ownHosts, options, counter, disks, bridge }).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500, { "content-type": "text/plain; charset=utf-8" });
      response.end(String(error));
    });
  });
  server.keepAliveTimeout = KEEP_ALIVE;
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, host, resolve));
  const { port: taken } = server.address() as AddressInfo;
  ownHosts = [...LOOPBACK, "[::1]"].map((name) => `${name}:${taken}`);
  return {
    url: `http://${host === "::1" ? "[::1]" : host}:${taken}/${token}/`,
    callsSince: counter.since,
    bridged: bridge.requests,
    close: async () => {
      bridge.close();
      disks.closeAll();
      await closeServer(server);
    },
  };
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  token: string;
  ownHosts: readonly string[];
  options: HostServerOptions;
  counter: CallCounter;
  disks: Disks;
  bridge: Bridge;
}

const refuse = async (response: ServerResponse, status: number, why: string): Promise<void> => {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8" }).end(why);
};

// A refusal would stand as an error in the browser's console.
const sendNothing = async (response: ServerResponse): Promise<void> => {
  response.writeHead(204).end();
};

async function respond(exchange: Exchange): Promise<void> {
  const { request, response, token, ownHosts, counter } = exchange;
  const address = new URL(request.url ?? "/", "http://host");
  if (!ownHosts.includes(request.headers.host ?? "")) return refuse(response, 403, "This server is asked under another name than its own.");
  if (address.pathname === "/favicon.ico") return sendNothing(response);
  const [, given, place = "", ...rest] = address.pathname.split("/");
  if (given !== token) return refuse(response, 403, "The address lacks its token.");
  const isPost = request.method === "POST";
  if (place === "disk") return answerDisk(exchange, rest.join("/"), address.searchParams);
  if (place === "network") return answerNetwork(exchange, rest.join("/"), address.searchParams);
  if (isPost) return refuse(response, 405, "Only the disk and the network take calls.");
  if (place === "__calls") {
    const calls = counter.since(Number(address.searchParams.get("since") ?? 0));
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(calls));
    return;
  }
  return sendFile(exchange, decodeURIComponent([place, ...rest].join("/")));
}

async function answerDisk({ request, response, counter, disks }: Exchange, name: string, query: URLSearchParams): Promise<void> {
  const client = query.get("client") ?? "";
  if (name === "watch" && request.method === "GET") {
    streamChanges(disks.of(client), response, () => {
      disks.drop(client);
    });
    return;
  }
  if (request.method !== "POST" || name !== "calls") return refuse(response, 404, `The disk has no ${name}.`);
  return answerDiskCalls(disks.of(client), counter, request, response);
}

async function answerNetwork({ request, response, bridge }: Exchange, name: string, query: URLSearchParams): Promise<void> {
  const client = query.get("client") ?? "";
  if (name === "commands" && request.method === "POST") return bridge.take(client, request, response);
  if (name !== "stream" || request.method !== "GET") return refuse(response, 404, `The network has no ${name}.`);
  bridge.open(client, response);
}

async function sendFile({ request, response, options, disks }: Exchange, path: string): Promise<void> {
  const bytes = await readSent(options, disks, path);
  if (bytes === null) return refuse(response, 404, `There is no ${path}.`);
  const headers = { "content-type": contentType(path === "" ? "index.html" : path), "cache-control": "no-store", "content-length": bytes.byteLength };
  response.writeHead(200, headers).end(request.method === "HEAD" ? undefined : bytes);
}

async function readSent(options: HostServerOptions, disks: Disks, path: string): Promise<Uint8Array | null> {
  if (path.startsWith("plugin/")) {
    const name = path.slice("plugin/".length);
    return PLUGIN_FILES.includes(name) ? readStatic(options.pluginFolder, name) : null;
  }
  if (path.startsWith("resource/")) {
    const read = disks.of("resource").read(path.slice("resource/".length));
    return read.then(
      (data) => new Uint8Array(data),
      () => null,
    );
  }
  return readStatic(options.page, path === "" ? "index.html" : path);
}
