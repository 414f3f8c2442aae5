/**
 * Files and batches as OpenAI's interface has them: a file of requests is taken, its batch goes through its states as it is looked at, and its answers
 * lie in an output and an error file. What each line gets is the script's to say, as if it had come by itself.
 */
import { createHash } from "node:crypto";
import { completionBody, say } from "./completion";
import type { Decided } from "./decide";
import { errorResponse, schemaRefused } from "./errors";
import { failure, type Raw, type Reply } from "./reply";
import type { ChatBody, ModelRequest, RecordedRequest } from "./request";
import { usageOf, type CountTokens } from "./usage";

export type BatchStatus = "validating" | "in_progress" | "finalizing" | "completed" | "failed" | "expired" | "cancelling" | "cancelled";

/** How batches go, from the next look or creation on. */
export interface BatchWays {
  /** So many looks find a batch under way; infinite is for ever. */
  looks?: number;
  /** What it comes to in the end. */
  ends?: "completed" | "failed" | "expired" | "cancelled";
  /** The share of requests that are answered where the end comes early. */
  answered?: number;
  /** Why it failed. */
  problem?: string;
  /** Changes the lines of the output file: turns them round, breaks them, doubles them. */
  output?: (lines: string[]) => string[];
  /** The server does what it is asked, and answers with this. */
  losesAnswer?: { to: "upload" | "create"; reply: Reply; times: number };
  /** Answers in place of what is asked. */
  refuses?: { what: "upload" | "create" | "list" | "look" | "content"; reply: Reply; times?: number };
}

/** A batch as the server keeps it. */
export interface ServedBatch {
  id: string;
  inputFile: string;
  status: BatchStatus;
  looks: number;
  /** The ids of its lines, in order. */
  lines: string[];
  answered: number;
  outputFile: string | null;
  errorFile: string | null;
  createdAt: number;
}

export interface Batches {
  /** What the request gets; null where it is no call about files and batches. */
  handle(request: ModelRequest): Decided | null;
  list: readonly ServedBatch[];
  /** Names of uploaded files. */
  files: ReadonlyMap<string, string>;
  ways(ways: BatchWays): void;
  violations: string[];
}

export interface BatchesOptions {
  decide: (request: ModelRequest) => Decided;
  /** Counts, checks and keeps the line as a request. */
  record: (line: { body: ChatBody; text: string; hash: string }) => RecordedRequest;
  count: CountTokens;
}

interface Line {
  id: string;
  body: ChatBody;
}

const json = (body: unknown, status = 200): Raw => ({ kind: "raw", status, headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
const jsonl = (lines: string[]): Raw => ({ kind: "raw", status: 200, headers: { "content-type": "application/octet-stream" }, body: lines.map((line) => `${line}\n`).join("") });
const missing = (what: string): Decided => ({ got: "no-such-path", reply: failure(404, { message: `No ${what} found.`, code: null }) });

/** The parts of a form by name. */
function formParts(request: ModelRequest): Record<string, string> {
  const boundary = /boundary=([^;\s]+)/.exec(request.headers["content-type"] ?? "")?.[1];
  if (boundary === undefined) return {};
  const parts = request.text.split(`--${boundary}`).slice(1, -1);
  return Object.fromEntries(
    parts.map((part) => {
      const at = part.indexOf("\r\n\r\n");
      return [/name="([^"]*)"/.exec(part.slice(0, at))?.[1] ?? "", part.slice(at + 4, -2)];
    }),
  );
}

export function createBatches({ decide, record, count }: BatchesOptions): Batches {
  const files = new Map<string, string>();
  const list: ServedBatch[] = [];
  const violations: string[] = [];
  const pending = new Map<string, Line[]>();
  let ways: BatchWays = {};

  const refusal = (what: NonNullable<BatchWays["refuses"]>["what"]): Decided | null => {
    const { refuses } = ways;
    if (refuses?.what !== what || (refuses.times ?? Infinity) <= 0) return null;
    refuses.times = (refuses.times ?? Infinity) - 1;
    return { got: `${what} refused`, reply: refuses.reply };
  };
  const lost = (to: "upload" | "create"): Decided | null => {
    const { losesAnswer } = ways;
    if (losesAnswer?.to !== to || losesAnswer.times <= 0) return null;
    losesAnswer.times -= 1;
    return { got: `${to} unheard`, reply: losesAnswer.reply };
  };

  const upload = (request: ModelRequest): Decided => {
    const { purpose, file } = formParts(request);
    if (purpose !== "batch" || file === undefined) {
      violations.push(`request ${request.number}: an upload that is no form with a purpose and a file`);
      return { got: "bad-request", reply: failure(400, { message: "'file' is a required property" }) };
    }
    const id = `file-${files.size + 1}`;
    files.set(id, file);
    return lost("upload") ?? { got: "upload", reply: json({ id, object: "file", purpose, bytes: Buffer.byteLength(file), filename: "batch.jsonl" }) };
  };

  const readLines = (text: string): Line[] =>
    text.split("\n").filter((line) => line !== "").map((line) => {
      const { custom_id: id, method, url, body } = JSON.parse(line) as { custom_id: string; method: string; url: string; body: ChatBody };
      if (method !== "POST" || url !== "/v1/chat/completions" || typeof id !== "string" || id.length > 64) violations.push(`a line of a batch is no request: ${line.slice(0, 80)}`);
      if (body.stream === true) violations.push("a line of a batch asks for a stream");
      return { id, body };
    });

  const create = (request: ModelRequest): Decided => {
    const { input_file_id: file, endpoint, completion_window: window } = request.body as unknown as Record<string, string>;
    const text = files.get(file ?? "");
    if (text === undefined) return { got: "bad-request", reply: failure(400, { message: "Invalid input_file_id" }) };
    if (endpoint !== "/v1/chat/completions" || window !== "24h") violations.push(`request ${request.number}: a batch of the endpoint ${endpoint} within ${window}`);
    const lines = readLines(text);
    const ids = lines.map(({ id }) => id);
    if (new Set(ids).size < ids.length) violations.push(`request ${request.number}: two lines of a batch have one id`);
    const batch: ServedBatch = { id: `batch_${list.length + 1}`, inputFile: file ?? "", status: "validating", looks: 0, lines: ids, answered: 0, outputFile: null, errorFile: null, createdAt: Math.floor(Date.now() / 1000) };
    list.push(batch);
    pending.set(batch.id, lines);
    return lost("create") ?? { got: "create", reply: json(shown(batch)) };
  };

  const answerLine = ({ id, body }: Line): { isError: boolean; line: string } => {
    const text = JSON.stringify(body);
    const asked = record({ body, text, hash: createHash("sha1").update(text).digest("hex") });
    const { reply, got } = decide(asked);
    Object.assign(asked, { reply, got, outcome: "sent", status: 200 });
    const line = (status: number, inner: unknown): string => JSON.stringify({ id: `batch_req_${asked.number}`, custom_id: id, response: { status_code: status, request_id: `r${asked.number}`, body: inner }, error: null });
    if (reply.kind === "answer") {
      const said = say(reply, asked, count);
      const usage = reply.usage === "none" ? null : typeof reply.usage === "object" ? reply.usage : usageOf(asked, reply.refusal ?? said.content, reply, count, 0);
      return { isError: false, line: line(200, completionBody(reply, said, asked, usage)) };
    }
    const plain = reply.kind === "error" ? errorResponse(reply, null) : reply.kind === "schema-refused" ? schemaRefused() : { status: 500, body: "{}" };
    return { isError: true, line: line(plain.status, JSON.parse(plain.body)) };
  };

  const finish = (batch: ServedBatch): void => {
    const { ends = "completed", output = (lines) => lines } = ways;
    batch.status = ends;
    const lines = pending.get(batch.id) ?? [];
    const share = ends === "completed" ? 1 : ends === "failed" ? 0 : (ways.answered ?? 0);
    const answeredLines = lines.slice(0, Math.round(lines.length * share));
    const answers = answeredLines.map(answerLine);
    const open = lines.slice(answeredLines.length).map(({ id }) => JSON.stringify({ id: "batch_req_0", custom_id: id, response: null, error: { code: `batch_${ends}`, message: "This request could not be executed before the completion window expired." } }));
    batch.answered = answers.length;
    const keep = (name: string, kept: string[]): string | null => {
      if (kept.length === 0) return null;
      files.set(name, kept.map((line) => `${line}\n`).join(""));
      return name;
    };
    batch.outputFile = keep(`output-${batch.id}`, output(answers.filter(({ isError }) => !isError).map(({ line }) => line)));
    batch.errorFile = keep(`errors-${batch.id}`, [...answers.filter(({ isError }) => isError).map(({ line }) => line), ...(ends === "failed" ? [] : open)]);
  };

  const look = (batch: ServedBatch): Decided => {
    const { looks = 1 } = ways;
    const isUnderWay = pending.has(batch.id);
    batch.looks += 1;
    if (isUnderWay && batch.looks > looks) {
      finish(batch);
      pending.delete(batch.id);
    } else if (isUnderWay) batch.status = batch.looks === 1 ? "validating" : "in_progress";
    return { got: "look", reply: json(shown(batch)) };
  };

  const shown = ({ id, inputFile, status, lines, answered, outputFile, errorFile, createdAt }: ServedBatch): unknown => ({
    id,
    object: "batch",
    endpoint: "/v1/chat/completions",
    errors: status === "failed" ? { object: "list", data: [{ code: "invalid", message: ways.problem ?? "The file could not be read.", param: null, line: 1 }] } : null,
    input_file_id: inputFile,
    completion_window: "24h",
    status,
    output_file_id: outputFile,
    error_file_id: errorFile,
    created_at: createdAt,
    request_counts: { total: lines.length, completed: answered, failed: 0 },
  });

  /** The newest first, two a page, so that whoever looks for one has to turn pages. */
  const page = (query: URLSearchParams): Decided => {
    const newest = [...list].reverse();
    const after = query.get("after");
    const from = after === null ? 0 : newest.findIndex(({ id }) => id === after) + 1;
    const data = newest.slice(from, from + 2);
    return { got: "list", reply: json({ object: "list", data: data.map(shown), has_more: from + 2 < newest.length }) };
  };

  const content = (file: string): Decided => {
    const text = files.get(file);
    return text === undefined ? missing("such file") : { got: "content", reply: jsonl(text.split("\n").slice(0, -1)) };
  };

  return {
    list,
    files,
    violations,
    ways: (given) => void (ways = given),
    handle: (request) => {
      const { pathname, searchParams } = new URL(request.path, "http://127.0.0.1");
      const [, , what, id, part] = pathname.split("/");
      if (what === "files" && request.method === "POST" && id === undefined) return refusal("upload") ?? upload(request);
      if (what === "files" && part === "content") return refusal("content") ?? content(id ?? "");
      if (what !== "batches") return null;
      if (request.method === "POST") return refusal("create") ?? create(request);
      if (id === undefined) return refusal("list") ?? page(searchParams);
      const batch = list.find((known) => known.id === id);
      return refusal("look") ?? (batch === undefined ? missing("batch with that id") : look(batch));
    },
  };
}
