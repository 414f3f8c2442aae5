/** How the endpoints say that a prompt is too long: the words and the fields differ, and a client has to learn the window from them. */
import type { ContextLimit } from "./reply";

interface Wording {
  status: number;
  body: unknown;
}

const wordings: Record<ContextLimit["wording"], (limit: number, asked: number) => Wording> = {
  openai: (limit, asked) => ({
    status: 400,
    body: {
      error: {
        message: `This model's maximum context length is ${limit} tokens. However, your messages resulted in ${asked} tokens. Please reduce the length of the messages.`,
        type: "invalid_request_error",
        param: "messages",
        code: "context_length_exceeded",
      },
    },
  }),
  anthropic: (limit, asked) => ({
    status: 400,
    body: { type: "error", error: { type: "invalid_request_error", message: `prompt is too long: ${asked} tokens > ${limit} maximum` }, request_id: "req_test" },
  }),
  "llama.cpp": (limit, asked) => ({
    status: 400,
    body: {
      error: { code: 400, message: "the request exceeds the available context size, try increasing it", type: "exceed_context_size_error", n_prompt_tokens: asked, n_ctx: limit },
    },
  }),
  vllm: (limit, asked) => ({
    status: 400,
    body: {
      object: "error",
      message: `This model's maximum context length is ${limit} tokens. However, you requested ${asked} tokens (${asked} in the messages, 0 in the completion). Please reduce the length of the messages or completion.`,
      type: "BadRequestError",
      param: null,
      code: 400,
    },
  }),
  openrouter: (limit, asked) => ({
    status: 400,
    body: {
      error: { message: `This endpoint's maximum context length is ${limit} tokens. However, you requested about ${asked} tokens (${asked} of text input).`, code: 400 },
    },
  }),
  gemini: (limit, asked) => ({
    status: 400,
    body: [{ error: { code: 400, message: `The input token count (${asked}) exceeds the maximum number of tokens allowed (${limit}).`, status: "INVALID_ARGUMENT" } }],
  }),
  ollama: () => ({
    status: 400,
    body: { error: { message: "the input length exceeds the context length", type: "invalid_request_error", param: null, code: null } },
  }),
};

export const everyWording = Object.keys(wordings) as ContextLimit["wording"][];

export const sayContextLimit = ({ wording, limit, asked }: ContextLimit, counted: number): Wording => wordings[wording](limit, asked ?? counted);
