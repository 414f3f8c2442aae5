/** The disk over HTTP, for the page: one request a call, bytes as bytes, changes as lines of a stream that stays open. The other end: server/disk-calls.ts. */
import type { Disk, DiskChange, DiskEntry } from "./disk";

/** More would wait in the browser's own queue, where thousands of them are refused. */
const MOST_AT_ONCE = 24;

interface Call {
  name: string;
  query?: Record<string, string>;
  body?: ArrayBuffer;
}

/** Lets at most so many run at once; the others wait in order. */
function createGate(most: number): <Result>(work: () => Promise<Result>) => Promise<Result> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    running += 1;
    try {
      return await work();
    } finally {
      running -= 1;
      waiting.shift()?.();
    }
  };
}

const encodePath = (path: string): string => path.split("/").map(encodeURIComponent).join("/");

/** `baseUrl` is the address of the page with its token, ending in "/". */
export function httpDisk(baseUrl: string): Disk {
  const client = Math.random().toString(36).slice(2);
  const gate = createGate(MOST_AT_ONCE);
  let basePath = "";
  let watchStands: Promise<void> | null = null;

  const addressOf = (name: string, query: Record<string, string> = {}): string => `${baseUrl}disk/${name}?${new URLSearchParams({ client, ...query }).toString()}`;
  const ask = async ({ name, query, body }: Call): Promise<Response> => {
    // Whatever a call finds, a watch that was asked for before must not miss.
    if (watchStands !== null) await watchStands;
    return gate(async () => {
      const response = await fetch(addressOf(name, query), { method: "POST", body: body ?? null });
      basePath = decodeURIComponent(response.headers.get("x-base-path") ?? encodeURIComponent(basePath));
      if (!response.ok) throw new Error(`The host's server answered ${response.status} to ${name}.`);
      if (response.headers.has("x-disk-error")) {
        const { code, message } = (await response.json()) as { code: string; message: string };
        throw Object.assign(new Error(message), { code });
      }
      return response;
    });
  };
  const answer = async <Result>(call: Call): Promise<Result> => (await (await ask(call)).json()) as Result;
  const act = async (call: Call): Promise<void> => {
    await answer<null>(call);
  };

  return {
    get basePath() {
      return basePath;
    },
    resourceUrl: (path) => `${baseUrl}resource/${encodePath(path)}`,
    walk: () => answer<DiskEntry[]>({ name: "walk" }),
    list: (path) => answer<DiskEntry[]>({ name: "list", query: { path } }),
    stat: (path) => answer<DiskEntry | null>({ name: "stat", query: { path } }),
    read: async (path) => (await ask({ name: "read", query: { path } })).arrayBuffer(),
    write: (path, data, times = {}) => {
      const query = Object.fromEntries(Object.entries(times).map(([name, time]) => [name, String(time)]));
      return answer<DiskEntry>({ name: "write", query: { path, ...query }, body: data });
    },
    append: (path, data) => answer<DiskEntry>({ name: "append", query: { path }, body: data }),
    makeFolder: (path) => act({ name: "makeFolder", query: { path } }),
    rename: (path, to) => act({ name: "rename", query: { path, to } }),
    copy: (path, to) => act({ name: "copy", query: { path, to } }),
    removeFile: (path) => act({ name: "removeFile", query: { path } }),
    removeFolder: (path, recursive) => act({ name: "removeFolder", query: { path, recursive: String(recursive) } }),
    trash: (path) => act({ name: "trash", query: { path } }),
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
