/** A model's reply put together from what servers make of OpenAI's format: in one piece or in many, with and without usage. */
import { estimateTokens } from "../tokens";
import { ModelError } from "./failure";

export interface Usage {
  /** Tokens read; `cachedInput` of them the provider had read before. */
  input: number;
  cachedInput: number;
  output: number;
  /** False where the server told none: then these are estimates. */
  reported: boolean;
}

/** "length": the reply ended at the limit of tokens, and what is there is only its beginning. */
export type FinishReason = "stop" | "length" | "other";

export interface Reply {
  text: string;
  finishReason: FinishReason;
  usage: Usage;
  /** The model that answered, as the server names it. */
  model: string;
}

type Fields = Record<string, unknown>;

export const fieldsOf = (value: unknown): Fields | null => (typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : null);

/** Content is a text, or a list of parts of which only texts are ours: reasoning is none of the reply. */
export function contentText(content: unknown): string {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  return content
    .map((part: unknown) => {
      if (typeof part === "string") return part;
      const fields = fieldsOf(part);
      const isText = fields?.type === undefined || fields.type === "text" || fields.type === "output_text";
      return isText && typeof fields?.text === "string" ? fields.text : "";
    })
    .join("");
}

/** No request takes more; a figure beyond it is none. */
const MOST_TOKENS = 100_000_000;

const count = (value: unknown): number | null => (typeof value === "number" && value >= 0 && value <= MOST_TOKENS ? Math.round(value) : null);

/** The usage of a reply or of a piece of one; null where there is none. */
export function usageIn(value: unknown): Usage | null {
  const fields = fieldsOf(value);
  const input = count(fields?.prompt_tokens ?? fields?.input_tokens);
  const output = count(fields?.completion_tokens ?? fields?.output_tokens);
  if (fields === null || (input === null && output === null)) return null;
  const details = fieldsOf(fields.prompt_tokens_details ?? fields.input_tokens_details);
  const cached = count(details?.cached_tokens) ?? count(fields.prompt_cache_hit_tokens) ?? 0;
  return { input: input ?? 0, cachedInput: Math.min(cached, input ?? 0), output: output ?? 0, reported: true };
}

/** What the server told and, where it told nothing or 0 of what cannot be none, an estimate: who tells of no tokens must not pass a budget. */
const completed = (told: Usage | null, estimated: { input: number; output: number }): Usage => ({ input: told?.input || estimated.input, cachedInput: told?.cachedInput ?? 0, output: told?.output || estimated.output, reported: false });

/** Takes a reply in, piece by piece. */
export interface ReplyReader {
  /** One chunk of a stream, or the whole completion; returns the text it adds. */
  add(value: unknown): string;
  readonly hasFinished: boolean;
  /** `isComplete`: the server said that nothing more comes. Throws what the reply is, where it is none. */
  end(isComplete: boolean): Reply;
}

const FINISHED: Record<string, FinishReason | "refused"> = { stop: "stop", end_turn: "stop", eos: "stop", stop_sequence: "stop", length: "length", max_tokens: "length", model_length: "length", content_filter: "refused", safety: "refused", refusal: "refused" };

/** Local reasoning models think aloud before they answer. */
const THINKING = /^\s*<think(?:ing)?>[\s\S]*?<\/think(?:ing)?>\s*/i;

export function createReplyReader(askedModel: string, prompt: () => string): ReplyReader {
  const pieces: string[] = [];
  let refusal = "";
  let finish: string | null = null;
  let usage: Usage | null = null;
  let model = "";
  let hasChoice = false;

  const add = (value: unknown): string => {
    const fields = fieldsOf(value);
    if (fields === null) return "";
    if (typeof fields.model === "string" && fields.model !== "") model = fields.model;
    usage = usageIn(fields.usage) ?? usageIn(fieldsOf(fields.x_groq)?.usage) ?? usage;
    const choice = Array.isArray(fields.choices) ? fieldsOf(fields.choices[0]) : null;
    if (choice === null) return "";
    hasChoice = true;
    if (typeof choice.finish_reason === "string" && choice.finish_reason !== "") finish = choice.finish_reason.toLowerCase();
    const message = fieldsOf(choice.delta) ?? fieldsOf(choice.message);
    if (typeof message?.refusal === "string") refusal += message.refusal;
    const text = message === null ? contentText(choice.text) : contentText(message.content);
    if (text !== "") pieces.push(text);
    return text;
  };

  const end = (isComplete: boolean): Reply => {
    const facts = { replyBegan: true };
    if (finish === null && !isComplete) throw new ModelError("cut-off", "The model's reply ended in the middle.", facts);
    const reason = finish === null ? "stop" : (FINISHED[finish] ?? "other");
    if (refusal !== "" || reason === "refused") throw new ModelError("refused", `${askedModel} refused to answer this.`, { ...facts, detail: refusal.slice(0, 500) });
    if (!hasChoice) throw new ModelError("bad-reply", "The server's reply holds no answer of a model.", facts);
    const text = pieces.join("").replace(THINKING, "");
    if (text.trim() === "" && reason !== "length") throw new ModelError("bad-reply", `${askedModel} gave an empty reply.`, facts);
    return {
      text,
      finishReason: reason,
      usage: usage !== null && usage.input > 0 && (usage.output > 0 || text === "") ? usage : completed(usage, { input: estimateTokens(prompt()), output: estimateTokens(text) }),
      model: model === "" ? askedModel : model,
    };
  };

  return {
    add,
    end,
    get hasFinished() {
      return finish !== null;
    },
  };
}
