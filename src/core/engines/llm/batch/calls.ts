/** The calls of the Batch API, over the client that asks for completions too. All throw `ModelError`. */
import type { CancelSignal } from "../../../ports";
import type { ModelClient } from "../client/client";
import { COMPLETIONS, readBatch, readBatchList, readFileId, readResults, uploadForm, type BatchState, type LineResult } from "./forms";

export interface BatchCalls {
  /** Takes a file of requests to the provider; returns its id there. */
  upload(lines: string, signal: CancelSignal): Promise<string>;
  /** Begins a batch; it is paid from here on, so that this is never done twice by itself (`replyBegan` of the error: it may have been done). */
  create(inputFile: string, signal: CancelSignal): Promise<BatchState>;
  look(batch: string, signal: CancelSignal): Promise<BatchState>;
  /** The batch that was made of a file, created at `since` or later (milliseconds since 1970); null where there is none. */
  find(inputFile: string, since: number, signal: CancelSignal): Promise<BatchState | null>;
  results(batch: BatchState, known: ReadonlySet<string>, signal: CancelSignal): Promise<Map<string, LineResult>>;
}

const MOST_PAGES = 50;
/** Two clocks may differ by so much (milliseconds). */
const CLOCKS_DIFFER = 60 * 60 * 1000;

export function batchCalls(client: ModelClient): BatchCalls {
  const get = (path: string, signal: CancelSignal): Promise<string> => client.call({ method: "GET", path }, signal);
  return {
    upload: async (lines, signal) => {
      const { contentType, body } = uploadForm(lines, "compendium.jsonl");
      return readFileId(await client.call({ method: "POST", path: "/files", body, contentType }, signal));
    },
    create: async (inputFile, signal) => {
      const body = JSON.stringify({ input_file_id: inputFile, endpoint: COMPLETIONS, completion_window: "24h" });
      return readBatch(await client.call({ method: "POST", path: "/batches", body, contentType: "application/json", once: true }, signal));
    },
    look: async (batch, signal) => {
      const state = readBatch(await get(`/batches/${batch}`, signal));
      return { ...state, problem: client.withoutKey(state.problem) };
    },
    find: async (inputFile, since, signal) => {
      for (let page = 0, after = ""; page < MOST_PAGES; page += 1) {
        const { batches, next } = readBatchList(await get(`/batches?limit=100${after === "" ? "" : `&after=${after}`}`, signal));
        const found = batches.find((batch) => batch.inputFile === inputFile);
        if (found !== undefined) return found;
        // The newest come first.
        const isPast = batches.some(({ createdAt }) => createdAt > 0 && createdAt < since - CLOCKS_DIFFER);
        if (next === null || next === after || isPast) return null;
        after = next;
      }
      return null;
    },
    results: async ({ outputFile, errorFile }, known, signal) => {
      const files = [outputFile, errorFile].filter((file) => file !== null);
      const texts: string[] = [];
      for (const file of files) texts.push(await get(`/files/${file}/content`, signal));
      return readResults(texts, known);
    },
  };
}
