/**
 * Replies by the hash of what was asked: a reply is paid for once, whatever becomes of the run. The log is a cache like the rest of
 * `.compendium/`: what it gave lives on in pages and digests.
 */
import { readJson } from "../../compile/read-json";
import type { AskModel, Files, ModelReply, ModelRequest } from "../../ports";
import { CACHE_FOLDER } from "../../settings";
import { hashText } from "../../text/hash";
import { TooLong } from "./model-limits";

export const REPLIES_FOLDER = `${CACHE_FOLDER}/replies`;

const VERSION = 2;

interface Logged {
  version: number;
  /** What the reply was allowed: more may be asked for where that was too little. */
  maxTokens: number;
  /** Null where the request was more than the model holds; then `message` says so. */
  reply: ModelReply | null;
  message?: string;
  /** Nothing could be made of it: asked again when the user says so. */
  isUnusable?: boolean;
}

const isReply = (data: unknown): boolean => {
  const reply = data as Partial<ModelReply> | null;
  return reply === null || (typeof reply === "object" && typeof reply.text === "string" && typeof reply.finishReason === "string" && typeof reply.usage === "object");
};
const isLogged = (data: unknown): data is Logged => {
  const logged = data as Partial<Logged> | null;
  return typeof logged === "object" && logged?.version === VERSION && typeof logged.maxTokens === "number" && isReply(logged.reply);
};

/** Over everything a reply depends on but its greatest length, which only tells whether a whole reply would have come. */
export const requestHash = ({ task, model, messages, schema }: ModelRequest): string => `${task}-${hashText(JSON.stringify([model, messages, schema]))}`;

/** Puts a reply into the log that came by another way than asking; `maxTokens` is what it was allowed. */
export async function keepReply(files: Files, hash: string, maxTokens: number, reply: ModelReply): Promise<void> {
  await files.write(pathOf(hash), JSON.stringify({ version: VERSION, maxTokens, reply } satisfies Logged));
}

const pathOf = (hash: string): string => `${REPLIES_FOLDER}/${hash.slice(-2)}/${hash}.json`;

/** A whole reply answers whatever was allowed; a cut one only who allows no more; and what did not fit does not fit with more allowed. */
function answers({ reply, maxTokens }: Logged, request: ModelRequest): boolean {
  if (reply === null) return request.maxTokens >= maxTokens;
  return reply.finishReason !== "length" || request.maxTokens <= maxTokens;
}

export interface ReplyLogOptions {
  files: Files;
  ask: AskModel;
  /** Called for each request that was answered from the log. */
  onStored: (request: ModelRequest) => void;
  /** What is marked as unusable, and what did not fit, is asked again: once. */
  asksAgain?: boolean | undefined;
}

export interface ReplyLog {
  /** Asks the log first; what the model answers is written down before anybody sees it. Requests that are equal and under way at once are sent once. */
  ask: AskModel;
  /** Nothing could be made of the reply to this request. It stays the answer until it is asked for again. */
  markUnusable: (request: ModelRequest) => Promise<void>;
}

export function createReplyLog({ files, ask, onStored, asksAgain = false }: ReplyLogOptions): ReplyLog {
  const underWay = new Map<string, Promise<ModelReply>>();
  const asked = new Set<string>();
  const find = (hash: string): Promise<Logged | null> => readJson(files, pathOf(hash), isLogged);
  const write = (hash: string, logged: Omit<Logged, "version">): Promise<unknown> => files.write(pathOf(hash), JSON.stringify({ version: VERSION, ...logged } satisfies Logged));
  const isOver = (logged: Logged, hash: string): boolean => asksAgain && !asked.has(hash) && (logged.isUnusable === true || logged.reply === null);

  const fetchReply = async (hash: string, request: ModelRequest, signal: Parameters<AskModel>[1]): Promise<ModelReply> => {
    const { maxTokens } = request;
    const stored = await find(hash);
    if (stored !== null && answers(stored, request) && !isOver(stored, hash)) {
      if (stored.reply === null) throw new TooLong(stored.message ?? "");
      onStored(request);
      return stored.reply;
    }
    asked.add(hash);
    try {
      const reply = await ask(request, signal);
      await write(hash, { maxTokens, reply });
      return reply;
    } catch (error) {
      if (error instanceof TooLong && (stored === null || stored.reply === null)) await write(hash, { maxTokens, reply: null, message: error.message });
      throw error;
    }
  };
  return {
    ask: (request, signal) => {
      const hash = requestHash(request);
      // With another greatest length it is another question, though the answer lies in the same place.
      const key = `${hash} ${request.maxTokens}`;
      const reply = underWay.get(key) ?? fetchReply(hash, request, signal).finally(() => underWay.delete(key));
      underWay.set(key, reply);
      return reply;
    },
    markUnusable: async (request) => {
      const hash = requestHash(request);
      const stored = await find(hash);
      if (stored !== null && stored.reply !== null && stored.isUnusable !== true) await write(hash, { ...stored, isUnusable: true });
    },
  };
}
