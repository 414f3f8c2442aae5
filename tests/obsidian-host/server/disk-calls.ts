/** The disk's calls over HTTP, many in one request, done one after the other. A failure of the disk is an answer like others. The other end: disk/http-disk.ts. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Disk } from "../disk/disk";
import { decodeFrames, encodeFrames, type DiskAnswer, type DiskCall, type Framed } from "../disk/frames";
import { errorCode } from "../disk/node-paths";
import type { CallCounter } from "./call-counter";

interface GivenCall extends DiskCall {
  disk: Disk;
  body: ArrayBuffer;
}

/** Every call of the port; what it returns is sent as JSON, bytes as bytes. */
const CALLS: Record<string, (given: GivenCall) => Promise<unknown>> = {
  walk: ({ disk }) => disk.walk(),
  list: ({ disk, path }) => disk.list(path),
  stat: ({ disk, path }) => disk.stat(path),
  read: ({ disk, path }) => disk.read(path),
  write: ({ disk, path, body, times }) => disk.write(path, body, times),
  append: ({ disk, path, body }) => disk.append(path, body),
  makeFolder: ({ disk, path }) => disk.makeFolder(path),
  rename: ({ disk, path, to = "" }) => disk.rename(path, to),
  copy: ({ disk, path, to = "" }) => disk.copy(path, to),
  removeFile: ({ disk, path }) => disk.removeFile(path),
  removeFolder: ({ disk, path, recursive = false }) => disk.removeFolder(path, recursive),
  trash: ({ disk, path }) => disk.trash(path),
};

async function readBody(request: IncomingMessage): Promise<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  for await (const part of request as AsyncIterable<Uint8Array>) parts.push(part);
  const bytes = Buffer.concat(parts);
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
}

export async function answerDiskCalls(disk: Disk, counter: CallCounter, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const answers: Framed<DiskAnswer>[] = [];
  for (const { item: call, bytes } of decodeFrames<DiskCall>(await readBody(request))) {
    counter.count(call.name, call.path, call.to ?? null);
    answers.push(await answerOne({ ...call, disk, body: bytes ?? new ArrayBuffer(0) }));
  }
  response.writeHead(200, { "content-type": "application/octet-stream", "cache-control": "no-store", "x-base-path": encodeURIComponent(disk.basePath) });
  response.end(encodeFrames(answers));
}

async function answerOne(given: GivenCall): Promise<Framed<DiskAnswer>> {
  try {
    const call = Object.hasOwn(CALLS, given.name) ? CALLS[given.name] : undefined;
    if (call === undefined) throw new Error(`The disk has no call ${given.name}.`);
    const value = await call(given);
    return value instanceof ArrayBuffer ? { item: {}, bytes: value } : { item: { value }, bytes: null };
  } catch (error) {
    const message = String((error as Partial<Error> | null)?.message ?? error);
    return { item: { error: { code: errorCode(error), message } }, bytes: null };
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
