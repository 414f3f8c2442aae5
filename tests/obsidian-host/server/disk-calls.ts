/** The disk's calls over HTTP. The other end: disk/http-disk.ts. A failure of the disk is an answer (status 200), so that the browser's console stays quiet. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Disk } from "../disk/disk";
import { errorCode } from "../disk/node-paths";

interface GivenCall {
  disk: Disk;
  path: string;
  query: URLSearchParams;
  readBody(): Promise<ArrayBuffer>;
}

const time = (value: string | null): number | undefined => (value === null || value === "undefined" ? undefined : Number(value));

/** Every call of the port; what it returns is sent as JSON, bytes as bytes. */
const CALLS: Record<string, (given: GivenCall) => Promise<unknown>> = {
  walk: ({ disk }) => disk.walk(),
  list: ({ disk, path }) => disk.list(path),
  stat: ({ disk, path }) => disk.stat(path),
  read: ({ disk, path }) => disk.read(path),
  write: async ({ disk, path, query, readBody }) => disk.write(path, await readBody(), { mtime: time(query.get("mtime")), ctime: time(query.get("ctime")) }),
  append: async ({ disk, path, readBody }) => disk.append(path, await readBody()),
  makeFolder: ({ disk, path }) => disk.makeFolder(path),
  rename: ({ disk, path, query }) => disk.rename(path, query.get("to") ?? ""),
  copy: ({ disk, path, query }) => disk.copy(path, query.get("to") ?? ""),
  removeFile: ({ disk, path }) => disk.removeFile(path),
  removeFolder: ({ disk, path, query }) => disk.removeFolder(path, query.get("recursive") === "true"),
  trash: ({ disk, path }) => disk.trash(path),
};

export const isDiskCall = (name: string): boolean => Object.hasOwn(CALLS, name);

async function readBody(request: IncomingMessage): Promise<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  for await (const part of request as AsyncIterable<Uint8Array>) parts.push(part);
  const bytes = Buffer.concat(parts);
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
}

/** `name` must be a call of the disk. */
export async function answerDiskCall(disk: Disk, name: string, query: URLSearchParams, request: IncomingMessage, response: ServerResponse): Promise<void> {
  response.setHeader("x-base-path", encodeURIComponent(disk.basePath));
  response.setHeader("cache-control", "no-store");
  try {
    const call = CALLS[name];
    if (call === undefined) throw new Error(`The disk has no call ${name}.`);
    const result = await call({ disk, path: query.get("path") ?? "", query, readBody: () => readBody(request) });
    if (result instanceof ArrayBuffer) {
      response.writeHead(200, { "content-type": "application/octet-stream" }).end(new Uint8Array(result));
      return;
    }
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(result ?? null));
  } catch (error) {
    const failure = { code: errorCode(error), message: String((error as Partial<Error> | null)?.message ?? error) };
    response.writeHead(200, { "content-type": "application/json", "x-disk-error": "1" }).end(JSON.stringify(failure));
  }
}

/** Keeps the answer open and sends a line of changes at a time; the first line, an empty list, says that the watch stands. */
export function streamChanges(disk: Disk, response: ServerResponse, whenGone: () => void): void {
  response.writeHead(200, { "content-type": "application/x-ndjson", "cache-control": "no-store" });
  const stop = disk.watch((changes) => response.write(`${JSON.stringify(changes)}\n`));
  response.write("[]\n");
  response.on("close", () => {
    stop();
    whenGone();
  });
}
