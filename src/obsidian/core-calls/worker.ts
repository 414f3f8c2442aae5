/**
 * The core in a worker, so that no compile ever holds the app's thread. It is bundled by itself and travels inside main.js as text
 * (see esbuild.config.mjs). It knows the page by messages only.
 */
import { createCancel } from "../../core/cancel";
import type { RunEvent } from "../../core/events";
import { createPause } from "../../core/pause";
import { hostClock } from "../clock";
import { deviceOf } from "../device";
import { callCore } from "./calls";
import { fromFailure, toFailure } from "./failures";
import type { FileCall, FileCallName, ToPage, ToWorker } from "./protocol";
import { workerFiles } from "./worker-files";
import { createWorkerNetwork } from "./worker-network";

/** The worker's own global, of which the page's types know nothing. */
interface WorkerScope {
  postMessage(message: ToPage, transfer?: Transferable[]): void;
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
}

/** Steps are told to the page this often at most, in milliseconds: it draws them. */
const BETWEEN_STEPS = 60;

const scope = self as unknown as WorkerScope;
const clock = hostClock();
const waiting = new Map<number, { resolve(result: unknown): void; reject(error: Error): void }>();
const running = new Map<number, { abort: () => void; setPaused: (isPaused: boolean) => void }>();
let requests = 0;

let asked: FileCall[] = [];

function sendAsked(): void {
  const calls = asked;
  asked = [];
  scope.postMessage({ type: "file-calls", calls }, calls.flatMap(({ given }) => given.filter((value): value is ArrayBuffer => value instanceof ArrayBuffer)));
}

const files = workerFiles(
  (name: FileCallName, ...given: readonly unknown[]) =>
    new Promise((resolve, reject) => {
      requests += 1;
      waiting.set(requests, { resolve, reject });
      if (asked.length === 0) queueMicrotask(sendAsked);
      asked.push({ request: requests, name, given });
    }),
);

const network = createWorkerNetwork((message) => scope.postMessage(message));
const keyWaiting = new Map<number, (key: string | null) => void>();

const askForKey = (call: number): Promise<string | null> =>
  new Promise((resolve) => {
    requests += 1;
    keyWaiting.set(requests, resolve);
    scope.postMessage({ type: "key", request: requests, call });
  });

/** Hands events on, of steps within one pass only as many as can be seen. */
function createEmit(call: number): (event: RunEvent) => void {
  let told = 0;
  let pass = "";
  return (event) => {
    if (event.type === "progress") {
      const now = clock.now();
      const isDue = event.pass !== pass || event.done === event.total || now - told >= BETWEEN_STEPS;
      if (!isDue) return;
      told = now;
      pass = event.pass;
    }
    scope.postMessage({ type: "event", call, event });
  };
}

async function answer({ call, name, given, settings, device }: Extract<ToWorker, { type: "call" }>): Promise<void> {
  const { signal, abort } = createCancel();
  const { signal: pause, pause: hold, resume } = createPause();
  running.set(call, { abort, setPaused: (isPaused) => (isPaused ? hold() : resume()) });
  try {
    const host = { files, clock, device: deviceOf(device), fetch: network.fetchFor(call), modelKey: () => askForKey(call) };
    const vault = { host, settings };
    const result = await callCore(name, { vault, emit: createEmit(call), signal, pause }, given);
    scope.postMessage({ type: "result", call, result });
  } catch (error) {
    scope.postMessage({ type: "failure", call, failure: toFailure(error) });
  } finally {
    running.delete(call);
  }
}

function settle(message: Extract<ToWorker, { type: "file-result" | "file-failure" }>): void {
  const waiter = waiting.get(message.request);
  waiting.delete(message.request);
  if (message.type === "file-result") waiter?.resolve(message.result);
  else waiter?.reject(fromFailure(message.failure));
}

scope.onmessage = ({ data }) => {
  if (data.type === "call") void answer(data);
  else if (data.type === "abort") running.get(data.call)?.abort();
  else if (data.type === "pause") running.get(data.call)?.setPaused(data.isPaused);
  else if (data.type === "fetch-news") data.news.forEach(network.hear);
  else if (data.type === "key") {
    keyWaiting.get(data.request)?.(data.key);
    keyWaiting.delete(data.request);
  } else settle(data);
};
