/**
 * What each model holds, as far as this run knows: how many tokens of prompt and reply together, and of a reply alone. It is learned from refusals, and from
 * prompts that a server cut in silence (Ollama and llama.cpp do) and so reports as shorter than they were. What is known not to fit is not sent.
 */
import type { AskModel, ModelReply, ModelRequest } from "../../ports";
import { EngineFailure } from "../engine";
import { ModelError } from "./client/failure";
import { rawInput } from "./estimate";
import { replyLimitIn } from "./reply-limit";
import { fewestTokens } from "./tokens";

/** The request is more than its model holds: in parts it may be asked. */
export class TooLong extends EngineFailure {}

interface Limits {
  /** Tokens of prompt and reply together, from refusals. */
  context: number;
  /** The same, from prompts cut in silence; null where the model's reports are no measure of it. */
  window: number | null;
  /** Tokens of a reply. */
  reply: number;
}

/** Replies are allowed more tokens than they mostly take: with half of that left, a request is tried. */
const NEEDED_SHARE = 0.5;

/** Servers that cut a prompt in silence report the window they cut it to. Below this it is none: some report nothing, or only what their cache did not hold. */
const SMALLEST_WINDOW = 1000;

const UNKNOWN: Limits = { context: Infinity, window: Infinity, reply: Infinity };

/** The same question within what is known of the models. Throws `TooLong` for what does not fit, and for a reply to a prompt the server had cut. */
export function withinLimits(ask: AskModel): AskModel {
  const known = new Map<string, Limits>();
  const limitsOf = (model: string): Limits => known.get(model) ?? UNKNOWN;
  /** In any order what is learned comes to the same: the least of it. */
  const learn = (model: string, { context = Infinity, window = Infinity, reply = Infinity }: Partial<Limits>): void => {
    const before = limitsOf(model);
    known.set(model, { context: Math.min(before.context, context), window: before.window === null || window === null ? null : Math.min(before.window, window), reply: Math.min(before.reply, reply) });
  };
  const learnFromRefusal = (sent: ModelRequest, error: unknown): void => {
    const cause = error instanceof EngineFailure ? error.cause : null;
    if (!(cause instanceof ModelError) || (cause.code !== "context-too-long" && cause.code !== "bad-request")) throw error;
    const reply = replyLimitIn(cause.facts.detail ?? "");
    if (reply !== null && reply < sent.maxTokens) return learn(sent.model, { reply });
    if (cause.code === "bad-request") throw error;
    // What is as long as this is refused too, whatever the server says; a figure that makes no sense is none.
    const told = cause.facts.contextLimit ?? 0;
    learn(sent.model, { context: Math.min(tokensFor(sent) - 1, told >= SMALLEST_WINDOW ? told : Infinity) });
    throw new TooLong(cause.message, { cause });
  };
  /** False where the report tells of no window: what would fit into the one that is known is reported as cut, too. */
  const learnFromReport = (request: ModelRequest, reported: number): boolean => {
    const { window } = limitsOf(request.model);
    if (window === null) return false;
    const isMeasure = window === Infinity || rawInput(request) > window;
    learn(request.model, { window: isMeasure ? reported : null });
    return isMeasure;
  };

  return async (request, signal) => {
    for (;;) {
      const limits = limitsOf(request.model);
      const { reply } = limits;
      const context = Math.min(limits.context, limits.window ?? Infinity);
      if (tokensFor(request) > context || request.maxTokens * NEEDED_SHARE > reply) throw new TooLong(`The text is too long for ${request.model}.`);
      const sent = { ...request, maxTokens: Math.min(request.maxTokens, reply, Math.floor(context - rawInput(request))) };
      let answer: ModelReply;
      try {
        answer = await ask(sent, signal);
      } catch (error) {
        learnFromRefusal(sent, error);
        continue;
      }
      if (!seemsCut(request, answer) || !learnFromReport(request, answer.usage.input)) return answer;
      throw new TooLong(`${request.model} was given only a part of the text: it holds ${answer.usage.input} tokens.`);
    }
  };
}

/** What a request takes of its model's window, at least. */
const tokensFor = (request: ModelRequest): number => rawInput(request) + Math.floor(request.maxTokens * NEEDED_SHARE);

const seemsCut = ({ messages }: ModelRequest, { usage }: ModelReply): boolean =>
  usage.input >= SMALLEST_WINDOW && usage.input < messages.reduce((sum, { content }) => sum + fewestTokens(content), 0);
