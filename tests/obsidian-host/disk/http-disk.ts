/**
 * The disk over HTTP, for the page. Calls asked for at once travel together, since a request of the browser takes far longer than what it asks for;
 * changes come as lines of a stream that stays open. The other end: server/disk-calls.ts.
 */
import type { Disk, DiskChange, DiskEntry } from "./disk";
import { decodeFrames, encodeFrames, type DiskAnswer, type DiskCall, type Framed } from "./frames";

/** Requests under way at once; the browser has six connections, and the watch holds one. */
const MOST_REQUESTS = 4;
/** The most calls of one request, so that the first answers come while the last are still asked. */
const MOST_CALLS = 48;
/** The most bytes of one request, unless a single call has more: to hand a megabyte to the browser holds the page for tens of milliseconds. */
const MOST_BYTES = 400_000;

interface Waiting {
  call: DiskCall;
  body: ArrayBuffer | null;
  resolve(answer: Framed<DiskAnswer>): void;
  reject(error: unknown): void;
}

type Send = (calls: readonly Waiting[]) => Promise<void>;

/** Takes calls in order and sends those that wait together. */
function createQueue(send: Send): (waiting: Waiting) => void {
  const queue: Waiting[] = [];
  let running = 0;
  let isPlanned = false;
  const sendSome = (): void => {
    while (queue.length > 0 && running < MOST_REQUESTS) {
      let bytes = 0;
      let count = 0;
      while (count < queue.length && count < MOST_CALLS) {
        bytes += queue[count]?.body?.byteLength ?? 0;
        if (count > 0 && bytes > MOST_BYTES) break;
        count += 1;
      }
      const calls = queue.splice(0, count);
      running += 1;
      void send(calls)
        .catch((error: unknown) => {
          for (const { reject } of calls) reject(error);
        })
        .finally(() => {
          running -= 1;
          sendSome();
        });
    }
  };
  return (waiting) => {
    queue.push(waiting);
    if (isPlanned) return;
    isPlanned = true;
    queueMicrotask(() => {
      isPlanned = false;
      sendSome();
    });
  };
}

const encodePath = (path: string): string => path.split("/").map(encodeURIComponent).join("/");

/** `baseUrl` is the address of the page with its token, ending in "/". */
export function httpDisk(baseUrl: string): Disk {
  const client = Math.random().toString(36).slice(2);
  let basePath = "";
  let watchStands: Promise<void> | null = null;

  const addressOf = (name: string): string => `${baseUrl}disk/${name}?client=${client}`;
  const enqueue = createQueue(async (calls) => {
    const body = encodeFrames(calls.map(({ call, body: bytes }) => ({ item: call, bytes })));
    const response = await fetch(addressOf("calls"), { method: "POST", body });
    if (!response.ok) throw new Error(`The host's server answered ${response.status}.`);
    basePath = decodeURIComponent(response.headers.get("x-base-path") ?? "");
    const answers = decodeFrames<DiskAnswer>(await response.arrayBuffer());
    for (const [index, { resolve, reject }] of calls.entries()) {
      const answer = answers[index];
      if (answer === undefined) reject(new Error("The host's server left a call without its answer."));
      else if (index === 0) resolve(answer);
      // A task for each, as if it had come alone: what waits for fifty answers must not be one long task of the page.
      else setTimeout(resolve, 0, answer);
    }
  });
  const ask = async (call: DiskCall, body: ArrayBuffer | null = null): Promise<Framed<DiskAnswer>> => {
    // Whatever a call finds, a watch that was asked for before must not miss.
    if (watchStands !== null) await watchStands;
    const answer = await new Promise<Framed<DiskAnswer>>((resolve, reject) => {
      enqueue({ call, body, resolve, reject });
    });
    if ("error" in answer.item) throw Object.assign(new Error(answer.item.error.message), { code: answer.item.error.code });
    return answer;
  };
  const valueOf = async <Value>(call: DiskCall, body?: ArrayBuffer): Promise<Value> => {
    const { item } = await ask(call, body);
    return ("value" in item ? item.value : null) as Value;
  };
  const act = async (call: DiskCall): Promise<void> => {
    await ask(call);
  };

  return {
    get basePath() {
      return basePath;
    },
    resourceUrl: (path) => `${baseUrl}resource/${encodePath(path)}`,
    walk: () => valueOf<DiskEntry[]>({ name: "walk", path: "" }),
    list: (path) => valueOf<DiskEntry[]>({ name: "list", path }),
    stat: (path) => valueOf<DiskEntry | null>({ name: "stat", path }),
    read: async (path) => (await ask({ name: "read", path })).bytes ?? new ArrayBuffer(0),
    write: (path, data, times) => valueOf<DiskEntry>({ name: "write", path, times }, data),
    append: (path, data) => valueOf<DiskEntry>({ name: "append", path }, data),
    makeFolder: (path) => act({ name: "makeFolder", path }),
    rename: (path, to) => act({ name: "rename", path, to }),
    copy: (path, to) => act({ name: "copy", path, to }),
    removeFile: (path) => act({ name: "removeFile", path }),
    removeFolder: (path, recursive) => act({ name: "removeFolder", path, recursive }),
    trash: (path) => act({ name: "trash", path }),
    watch: (tell) => {
      const stream = openStream(addressOf("watch"), tell);
      watchStands = stream.stands;
      return stream.stop;
    },
  };
}

/** Reads the stream line by line: the first says that the watch stands. It ends with the server or with `stop`. */
function openStream(address: string, tell: (changes: DiskChange[]) => void): { stands: Promise<void>; stop: () => void } {
  const stopping = new AbortController();
  let standsNow = (): void => undefined;
  const stands = new Promise<void>((resolve) => (standsNow = resolve));
  const follow = async (): Promise<void> => {
    const response = await fetch(address, { signal: stopping.signal });
    for await (const line of linesOf(response)) {
      standsNow();
      const changes = JSON.parse(line) as DiskChange[];
      if (changes.length > 0 && !stopping.signal.aborted) tell(changes);
    }
  };
  follow().then(standsNow, standsNow);
  return {
    stands,
    stop: () => {
      stopping.abort();
    },
  };
}

async function* linesOf(response: Response): AsyncGenerator<string> {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  for (let part = await reader?.read(); part !== undefined && !part.done; part = await reader?.read()) {
    const lines = (rest + decoder.decode(part.value, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
}
