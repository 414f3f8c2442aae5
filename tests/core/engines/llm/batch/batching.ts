/** A vault in memory whose model is asked in batches, over HTTP and in real time, with little patience. */
import { createCancel } from "../../../../../src/core/cancel";
import { openAccess } from "../../../../../src/core/engines/llm/batch/open";
import type { BatchLimits, BatchPatience } from "../../../../../src/core/engines/llm/batch/limits";
import { createReplyLog, requestHash } from "../../../../../src/core/engines/llm/reply-log";
import type { RunEvent } from "../../../../../src/core/events";
import type { AskModel, CancelSignal, ModelReply, ModelRequest } from "../../../../../src/core/ports";
import { DEFAULT_SETTINGS, type Settings } from "../../../../../src/core/settings";
import { memoryHost, type MemoryHost } from "../../../../support/memory-host";
import { hostFetch, KEY, realClock } from "../client/serving";

export { KEY };

export const HASTY: BatchPatience = { quiet: 15, longestQuiet: 50, firstLook: 5, longestLook: 10, listedAfter: 20 };

export function onlineHost(files: Record<string, string> = {}): MemoryHost {
  const host = memoryHost(files);
  host.clock = { ...realClock, stamp: () => "2026-11-25 12:00", breathe: () => new Promise((resolve) => void setImmediate(resolve)) };
  host.fetch = hostFetch;
  host.modelKey = () => Promise.resolve(KEY);
  return host;
}

export const settingsOf = (url: string, model: Partial<Settings["model"]> = {}): Settings => ({ ...DEFAULT_SETTINGS, engine: "llm", model: { ...DEFAULT_SETTINGS.model, preset: "openai", baseUrl: url, strongModel: "gpt-4.1-mini", ...model } });

export const requestOf = (number: number, more: Partial<ModelRequest> = {}): ModelRequest => ({
  task: "digest",
  model: "gpt-4.1-mini",
  messages: [
    { role: "system", content: "Answer." },
    { role: "user", content: `Question ${number}, with "quotes", a line\nbreak and ünïcödé 🦆 --compendium-` },
  ],
  schema: { name: "digest", schema: { type: "object", properties: { n: { type: "number" } }, required: ["n"], additionalProperties: false } },
  maxTokens: 500,
  ...more,
});

export const requestsOf = (count: number): ModelRequest[] => Array.from({ length: count }, (_, index) => requestOf(index));
export const hashesOf = (count: number): string[] => requestsOf(count).map(requestHash);

export interface BatchingRun {
  ask: AskModel;
  askAll: (requests: readonly ModelRequest[]) => Promise<PromiseSettledResult<ModelReply>[]>;
  events: RunEvent[];
  cancel: () => void;
  signal: CancelSignal;
}

const remoteName = (url: string): string => url.replace(/^http:\/\/127\.0\.0\.1:(\d+)/, "http://models-$1.test");

export interface RunOptions {
  isBatch?: boolean;
  model?: Partial<Settings["model"]>;
  signal?: ReturnType<typeof createCancel>;
  limits?: BatchLimits;
}

/** One run's way to the model, as the engine has it. */
export async function openRun(host: MemoryHost, url: string, { isBatch = true, model = {}, signal, limits }: RunOptions = {}): Promise<BatchingRun> {
  const cancel = signal ?? createCancel();
  // What is asked of this machine costs nothing: the server goes by another name.
  const address = remoteName(url);
  host.fetch = (to, options) => hostFetch(to.replace(address, url), options);
  const events: RunEvent[] = [];
  const access = await openAccess(host, settingsOf(address, model), { isBatch, signal: cancel.signal, emit: (event) => void events.push(event), patience: HASTY, ...(limits === undefined ? {} : { limits }) });
  const { ask } = createReplyLog({ files: host.files, ask: access, onStored: () => undefined });
  return { ask, events, cancel: cancel.abort, signal: cancel.signal, askAll: (requests) => Promise.allSettled(requests.map((request) => ask(request, cancel.signal))) };
}

export const textsOf = (results: readonly PromiseSettledResult<ModelReply>[]): string[] => results.map((result) => (result.status === "fulfilled" ? result.value.text : `! ${(result.reason as Error).message}`));
export const batchFiles = (host: MemoryHost): string[] => [...host.contents.keys()].filter((path) => path.startsWith(".compendium/batches/"));
export const storedReplies = (host: MemoryHost): number => [...host.contents.keys()].filter((path) => path.startsWith(".compendium/replies/")).length;

/** Another process over the same disk, as it is at this moment. */
export function copyOf(host: MemoryHost): MemoryHost {
  const copy = onlineHost();
  for (const [path, file] of host.contents) copy.contents.set(path, file);
  return copy;
}
