/**
 * Replies by the hash of their whole request: a reply is paid for once, whatever becomes of the run. The log is a cache like the rest of
 * `.compendium/`: what it gave lives on in pages and digests.
 */
import { readJson } from "../../compile/read-json";
import type { AskModel, Files, ModelReply, ModelRequest } from "../../ports";
import { CACHE_FOLDER } from "../../settings";
import { hashText } from "../../text/hash";

export const REPLIES_FOLDER = `${CACHE_FOLDER}/replies`;

const VERSION = 1;

interface LoggedReply extends ModelReply {
  version: number;
}

const isLogged = (data: unknown): data is LoggedReply => {
  const reply = data as Partial<LoggedReply> | null;
  return typeof reply === "object" && reply?.version === VERSION && typeof reply.text === "string" && typeof reply.finishReason === "string" && typeof reply.usage === "object";
};

/** Over everything a reply depends on. */
export const requestHash = ({ task, model, messages, schema, maxTokens }: ModelRequest): string => `${task}-${hashText(JSON.stringify([model, messages, schema, maxTokens]))}`;

const pathOf = (hash: string): string => `${REPLIES_FOLDER}/${hash.slice(-2)}/${hash}.json`;

export interface ReplyLogOptions {
  files: Files;
  ask: AskModel;
  /** Called for each request that was answered from the log. */
  onStored: (request: ModelRequest) => void;
}

/** Asks the log first; what the model answers is written down before anybody sees it. Requests that are equal and under way at once are sent once. */
export function withReplyLog({ files, ask, onStored }: ReplyLogOptions): AskModel {
  const underWay = new Map<string, Promise<ModelReply>>();
  const fetchReply = async (hash: string, ...given: Parameters<AskModel>): Promise<ModelReply> => {
    const stored = await readJson(files, pathOf(hash), isLogged);
    if (stored !== null) {
      onStored(given[0]);
      return { text: stored.text, finishReason: stored.finishReason, usage: stored.usage };
    }
    const reply = await ask(...given);
    await files.write(pathOf(hash), JSON.stringify({ version: VERSION, ...reply } satisfies LoggedReply));
    return reply;
  };
  return (request, signal) => {
    const hash = requestHash(request);
    const asked = underWay.get(hash) ?? fetchReply(hash, request, signal).finally(() => underWay.delete(hash));
    underWay.set(hash, asked);
    return asked;
  };
}
