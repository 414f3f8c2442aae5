/** One question to the model, with room for a model that thinks before it answers. */
import type { CancelSignal, ModelReply, ModelRequest } from "../../ports";
import { EngineFailure } from "../engine";
import { ModelError } from "./client/failure";
import type { ModelContext } from "./context";
import { TooLong } from "./model-limits";

export interface Answer {
  text: string;
  /** It ended at the limit of tokens: this is only its beginning. */
  isCut: boolean;
}

/** Thinking can take several times what the reply does. */
const MORE_ROOM = 4;
const MOST_ROOM = 16;

/** Nothing of the answer itself has come: the limit was spent on thinking. */
const isThoughtOnly = ({ text, finishReason }: ModelReply): boolean => finishReason === "length" && (text.trim() === "" || /^\s*<think(?:ing)?>/i.test(text));

/** Throws `TooLong` for more than the model holds, and another `EngineFailure` where the endpoint failed. */
export async function askModel(context: Pick<ModelContext, "ask" | "room">, request: ModelRequest, signal: CancelSignal): Promise<Answer> {
  const { ask, room } = context;
  const { model, maxTokens } = request;
  let times = room.get(model) ?? 1;
  let reply = await ask({ ...request, maxTokens: maxTokens * times }, signal);
  while (isThoughtOnly(reply) && times < MOST_ROOM) {
    times *= MORE_ROOM;
    room.set(model, Math.max(times, room.get(model) ?? 1));
    try {
      reply = await ask({ ...request, maxTokens: maxTokens * times }, signal);
    } catch (error) {
      // So much room there is not: what came before stands, as a reply that ended too early.
      if (!isNoRoom(error)) throw error;
      break;
    }
  }
  return isThoughtOnly(reply) ? { text: "", isCut: true } : { text: reply.text, isCut: reply.finishReason === "length" };
}

const isNoRoom = (error: unknown): boolean => error instanceof TooLong || (error instanceof EngineFailure && error.cause instanceof ModelError && error.cause.code === "bad-request");
