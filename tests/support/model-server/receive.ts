/** Takes a request in: its body read to the end, its key judged and hidden. */
import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { type ChatBody, hideKey, hideKeys, keyOf, type RecordedRequest } from "./request";

/** Rejects where the client goes away before the end. */
const readBody = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
};

/** Undefined where it is no JSON. */
const parse = (text: string): unknown => {
  try {
    return text === "" ? {} : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
};

const judge = (sent: string | null, right: string | undefined): RecordedRequest["key"] => {
  if (sent === null) return "none";
  return right === undefined || sent === right ? "right" : "wrong";
};

export interface Received {
  record: RecordedRequest;
  /** For the few replies that repeat it; kept nowhere. */
  sentKey: string | null;
  /** What was found while the key was still there to be found. */
  violations: string[];
  bytes: number;
}

/** `number` and `attempt` are the server's to count, by the hash of the text without the key. */
export async function receive(request: IncomingMessage, key: string | undefined, count: (hash: string) => { number: number; attempt: number }, now: () => number): Promise<Received> {
  const raw = await readBody(request);
  const sentKey = keyOf(request.headers);
  const keys = [sentKey, key].filter((one) => one !== null && one !== undefined && one !== "");
  const text = keys.reduce<string>(hideKey, raw);
  const hash = createHash("sha1").update(text).digest("hex");
  const isForm = request.headers["content-type"]?.startsWith("multipart/form-data") === true;
  const parsed = isForm ? {} : parse(text);
  const { pathname, search } = new URL(request.url ?? "/", "http://127.0.0.1");
  const path = keys.reduce<string>(hideKey, pathname + search);
  const record: RecordedRequest = {
    ...count(hash),
    hash,
    method: request.method ?? "GET",
    path: path.replace(/\?$/, ""),
    headers: hideKeys(request.headers, keys),
    key: judge(sentKey, key),
    body: (typeof parsed === "object" && parsed !== null ? parsed : {}) as ChatBody,
    text,
    time: now(),
    reply: null,
    got: "",
    status: null,
    outcome: "open",
    ended: null,
    wasted: false,
  };
  const violations = [
    ...(parsed === undefined ? ["the body is no JSON"] : []),
    ...(text === raw ? [] : ["the key is in the body"]),
    ...(path === pathname + search ? [] : ["the key is in the address"]),
  ];
  return { record, sentKey, violations, bytes: Buffer.byteLength(raw) };
}
