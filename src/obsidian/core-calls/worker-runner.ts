/** The core in a worker of its own: started at the first call, ended when it has had nothing to do for a while, so that its memory goes back. */
import { cancelled, CompendiumError } from "../../core/failure";
import type { DeviceNames } from "../device";
import type { VaultFiles } from "../files";
import type { TransportFetch } from "../transport/response";
import type { CallName } from "./calls";
import { fromFailure, toFailure } from "./failures";
import { createPageNetwork, type PageNetwork } from "./page-network";
import type { FileCallName, FileCalls, ToPage, ToWorker } from "./protocol";
import type { CallOptions, CoreRunner } from "./runner";

/** Starting again costs some tens of milliseconds in the background (measured in bench/plugin). */
const IDLE_BEFORE_END = 20_000;

interface Pending {
  resolve: (result: unknown) => void;
  reject: (error: Error) => void;
  emit: CallOptions["emit"];
  settings: CallOptions["settings"];
  /** Stops listening for the abort. */
  forget: () => void;
}

export interface WorkerRunnerOptions {
  files: VaultFiles;
  device: DeviceNames;
  fetch: TransportFetch;
  /** What the host's secret storage holds under the name; null where there is nothing. */
  secret: (name: string) => string | null;
  /** Starts a worker; throws where none can be had. */
  start: () => Worker;
  /** After so many milliseconds without a call the worker is ended. */
  idleBeforeEnd?: number;
}

/** Every app of today has workers. The core a second time, for the page itself, would double main.js and treble the time it takes to load. */
function startOrTell(start: () => Worker): Worker {
  try {
    return start();
  } catch {
    throw new CompendiumError("engine-unavailable", "This app gives Compendium no worker to compile in. Update the app, or compile with the command line.");
  }
}

export function workerRunner({ files, device, fetch, secret, start, idleBeforeEnd = IDLE_BEFORE_END }: WorkerRunnerOptions): CoreRunner {
  const pending = new Map<number, Pending>();
  const service: FileCalls = files;
  let worker: Worker | null = null;
  let network: PageNetwork | null = null;
  let idle = 0;
  let isClosed = false;
  let calls = 0;

  const end = (): void => {
    window.clearTimeout(idle);
    network?.endAll();
    network = null;
    worker?.terminate();
    worker = null;
  };
  const failAll = (error: Error): void => {
    for (const [call, { reject, forget }] of [...pending]) {
      pending.delete(call);
      forget();
      reject(error);
    }
  };
  const send = (message: ToWorker, transfer: Transferable[] = []): void => {
    worker?.postMessage(message, transfer);
  };
  /** Answers go to the worker that asked: one that was ended meanwhile hears nothing. */
  const serve = async (asking: Worker, request: number, name: FileCallName, given: readonly unknown[]): Promise<void> => {
    const work = service[name] as (...given: readonly unknown[]) => Promise<unknown>;
    try {
      const result = await work(...given);
      if (worker === asking) send({ type: "file-result", request, result }, result instanceof ArrayBuffer ? [result] : []);
    } catch (error) {
      if (worker === asking) send({ type: "file-failure", request, failure: toFailure(error) });
    }
  };
  /** The name comes from the call's settings as they are here: the worker cannot ask for another secret. */
  const keyFor = (call: number): string | null => {
    const name = pending.get(call)?.settings.model.secret ?? "";
    try {
      return name === "" ? null : secret(name);
    } catch {
      // A name that no secret can have.
      return null;
    }
  };
  const settle = (call: number): Pending | undefined => {
    const found = pending.get(call);
    pending.delete(call);
    found?.forget();
    network?.endCall(call);
    window.clearTimeout(idle);
    if (pending.size === 0) idle = window.setTimeout(end, idleBeforeEnd);
    return found;
  };
  const hear = (from: Worker, message: ToPage): void => {
    if (from !== worker) return;
    switch (message.type) {
      case "file-calls":
        for (const { request, name, given } of message.calls) void serve(from, request, name, given);
        break;
      case "fetch":
      case "fetch-abort":
      case "fetch-taken":
        network?.hear(message);
        break;
      case "key":
        send({ type: "key", request: message.request, key: keyFor(message.call) });
        break;
      case "event":
        pending.get(message.call)?.emit?.(message.event);
        break;
      case "result":
        settle(message.call)?.resolve(message.result);
        break;
      case "failure":
        settle(message.call)?.reject(fromFailure(message.failure));
    }
  };
  const wake = (): void => {
    window.clearTimeout(idle);
    if (worker !== null) return;
    const started = startOrTell(start);
    started.onmessage = ({ data }: MessageEvent<ToPage>) => hear(started, data);
    started.onerror = (event) => {
      if (started !== worker) return;
      end();
      failAll(new Error(`The compiler stopped: ${event.message}`));
    };
    worker = started;
    network = createPageNetwork(fetch, (news, transfer) => {
      if (worker === started) send({ type: "fetch-news", news }, transfer);
    });
  };
  const call = (name: CallName, { settings, emit, signal, steer }: CallOptions, ...given: readonly unknown[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (isClosed || signal?.aborted === true) {
        reject(cancelled());
        return;
      }
      wake();
      calls += 1;
      const id = calls;
      const abort = (): void => send({ type: "abort", call: id });
      signal?.addEventListener("abort", abort);
      pending.set(id, { resolve, reject, emit, settings, forget: () => signal?.removeEventListener("abort", abort) });
      send({ type: "call", call: id, name, given, settings, device });
      steer?.((isPaused) => send({ type: "pause", call: id, isPaused }));
    });

  return {
    call: call as CoreRunner["call"],
    close: () => {
      // What was failed may ask again at once; no worker is started for it.
      isClosed = true;
      end();
      failAll(cancelled());
    },
  };
}
