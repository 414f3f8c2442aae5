/** The texts of OpenAI's Batch API, written and read. Pure. What a server says is untrusted: what cannot be read counts as not there. */
import { hashText } from "../../../text/hash";
import { ModelError } from "../client/failure";
import { fieldsOf } from "../client/reply";

/** The only endpoint our requests are for. */
export const COMPLETIONS = "/v1/chat/completions";

/** One request as a line of a file, without the line's end. */
export const lineOf = (id: string, body: Record<string, unknown>): string => JSON.stringify({ custom_id: id, method: "POST", url: COMPLETIONS, body });

/** How many bytes a text has in UTF-8. */
export function bytesOf(text: string): number {
  let bytes = 0;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit < 0x80) bytes += 1;
    else if (unit < 0x800) bytes += 2;
    // Each half of a pair is two of its four bytes; JSON holds no half alone.
    else bytes += unit >= 0xd800 && unit <= 0xdfff ? 2 : 3;
  }
  return bytes;
}

/** Cuts a list into runs of at most so many items and bytes, in order. An item that is larger by itself is a run by itself, for the provider to refuse. */
export function cutBySize<Item>(items: readonly Item[], sizeOf: (item: Item) => number, limits: { items: number; bytes: number }): Item[][] {
  const runs: Item[][] = [];
  let run: Item[] = [];
  let bytes = 0;
  for (const item of items) {
    const size = sizeOf(item);
    if (run.length > 0 && (run.length >= limits.items || bytes + size > limits.bytes)) {
      runs.push(run);
      run = [];
      bytes = 0;
    }
    run.push(item);
    bytes += size;
  }
  return run.length === 0 ? runs : [...runs, run];
}

export interface Multipart {
  contentType: string;
  body: string;
}

/** A form with the file in it, its boundary one that the file does not hold. */
export function uploadForm(text: string, name: string): Multipart {
  let boundary = `compendium-${hashText(text)}`;
  while (text.includes(boundary)) boundary = `compendium-${hashText(boundary)}`;
  const part = (disposition: string, type: string, content: string): string => `--${boundary}\r\nContent-Disposition: form-data; ${disposition}\r\n${type}\r\n${content}\r\n`;
  const body = `${part('name="purpose"', "", "batch")}${part(`name="file"; filename="${name}"`, "Content-Type: application/jsonl\r\n", text)}--${boundary}--\r\n`;
  return { contentType: `multipart/form-data; boundary=${boundary}`, body };
}

export type BatchEnd = "completed" | "failed" | "expired" | "cancelled";

/** A batch as the provider tells of it. */
export interface BatchState {
  id: string;
  inputFile: string;
  /** Null while it is under way, whatever the provider calls that. */
  end: BatchEnd | null;
  outputFile: string | null;
  errorFile: string | null;
  /** Requests that have come to an end, well or badly. */
  answered: number;
  /** In milliseconds since 1970; 0 where it is not told. */
  createdAt: number;
  /** Why it failed, in the provider's words; "" where it did not or does not say. */
  problem: string;
}

const ENDS: Record<string, BatchEnd> = { completed: "completed", failed: "failed", expired: "expired", cancelled: "cancelled", canceled: "cancelled" };

const textIn = (value: unknown): string => (typeof value === "string" ? value : "");
const countIn = (value: unknown): number => (typeof value === "number" && Number.isFinite(value) && value > 0 ? Math.floor(value) : 0);
/** An id becomes part of an address. */
const idIn = (value: unknown): string | null => (typeof value === "string" && /^[\w.:-]{1,200}$/.test(value) && !/^\.+$/.test(value) ? value : null);

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

const unreadable = (what: string): ModelError => new ModelError("bad-reply", `The server's answer tells of no ${what}; perhaps it takes no batches.`);

/** The id of the thing an answer tells of. Throws `bad-reply`. */
export function readFileId(text: string): string {
  const id = idIn(fieldsOf(parse(text))?.id);
  if (id === null) throw unreadable("file");
  return id;
}

function batchIn(value: unknown): BatchState | null {
  const fields = fieldsOf(value);
  const id = idIn(fieldsOf(value)?.id);
  if (fields === null || id === null) return null;
  const counts = fieldsOf(fields.request_counts);
  const errors = fieldsOf(fields.errors)?.data;
  const first = Array.isArray(errors) ? fieldsOf(errors[0]) : null;
  const status = textIn(fields.status);
  return {
    id,
    inputFile: textIn(fields.input_file_id),
    end: Object.hasOwn(ENDS, status) ? (ENDS[status] ?? null) : null,
    outputFile: idIn(fields.output_file_id),
    errorFile: idIn(fields.error_file_id),
    answered: countIn(counts?.completed) + countIn(counts?.failed),
    createdAt: countIn(fields.created_at) * 1000,
    problem: textIn(first?.message),
  };
}

/** Throws `bad-reply` where the answer is no batch. */
export function readBatch(text: string): BatchState {
  const batch = batchIn(parse(text));
  if (batch === null) throw unreadable("batch");
  return batch;
}

/** One page of the provider's list; `next` is the id to go on after, null at the end. */
export function readBatchList(text: string): { batches: BatchState[]; next: string | null } {
  const fields = fieldsOf(parse(text));
  if (fields === null || !Array.isArray(fields.data)) throw unreadable("batches");
  const batches = fields.data.map(batchIn).filter((batch) => batch !== null);
  return { batches, next: fields.has_more === true ? (batches.at(-1)?.id ?? null) : null };
}

/** What became of one request: a completion's status and body, or the error in place of them. */
export interface LineResult {
  status: number;
  body: unknown;
}

/**
 * What became of the requests, by id, from the lines of the output and the error file. Lines that cannot be read, that are of no request we sent
 * (`known`), or that only say that the time was up are left out; of two for one request the one with a reply counts, else the first.
 */
export function readResults(texts: readonly string[], known: ReadonlySet<string>): Map<string, LineResult> {
  const results = new Map<string, LineResult>();
  for (const text of texts) {
    for (const line of text.split(/\r?\n/)) {
      const fields = line.trim() === "" ? null : fieldsOf(parse(line));
      const id = textIn(fields?.custom_id);
      if (fields === null || !known.has(id)) continue;
      const result = resultIn(fields);
      const before = results.get(id);
      if (result !== null && (before === undefined || (before.status >= 400 && result.status < 400))) results.set(id, result);
    }
  }
  return results;
}

const NOT_RUN = /^(?:batch|request)_(?:expired|cancelled|canceled)$/;

function resultIn(line: Record<string, unknown>): LineResult | null {
  const response = fieldsOf(line.response);
  const error = fieldsOf(line.error);
  if (error !== null && NOT_RUN.test(textIn(error.code))) return null;
  const body = fieldsOf(response?.body);
  if (response !== null && body !== null) return { status: typeof response.status_code === "number" ? response.status_code : 200, body };
  return error === null ? null : { status: 500, body: { error } };
}
