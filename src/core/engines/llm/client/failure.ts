/** What can go wrong between us and a model: one error with a code, and one sentence for people that never contains the key. */

export type ModelFailureCode =
  | "no-server"
  | "wrong-key"
  | "no-credit"
  | "wrong-model"
  | "cors"
  | "no-schema"
  | "rate-limited"
  | "context-too-long"
  | "refused"
  | "cut-off"
  | "stalled"
  | "bad-reply"
  | "bad-request"
  | "server-error"
  | "cancelled";

export interface FailureFacts {
  /** The HTTP status, where there was an answer. */
  status?: number;
  /** How long the server asks to wait, in milliseconds. */
  retryAfter?: number;
  /** The tokens the model can hold, where the server said. */
  contextLimit?: number;
  /** Bytes of a reply had come: asked again, it may be paid twice. */
  replyBegan?: boolean;
  /** Not sent, because the endpoint is known to be down: told before. */
  isEcho?: boolean;
  /** The server refuses because too many requests are under way, not because too many were sent. */
  isCrowded?: boolean;
  /** What the server said, without the key; for details, not for the sentence. */
  detail?: string;
  cause?: unknown;
}

/** `message` is one sentence for people. */
export class ModelError extends Error {
  override readonly name = "ModelError";
  constructor(
    readonly code: ModelFailureCode,
    message: string,
    readonly facts: FailureFacts = {},
  ) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
  }
}

export const modelCancelled = (): ModelError => new ModelError("cancelled", "Cancelled.");

/** Whether asking the same once more can help. */
export function isRetryable({ code, facts }: ModelError): boolean {
  if (facts.replyBegan === true || facts.isEcho === true) return false;
  return code === "rate-limited" || code === "server-error" || code === "no-server" || code === "stalled" || code === "cut-off";
}

/** Takes the key out of a text, also where a server shows parts of it ("sk-ab…yz" stays recognisable to nobody but its owner, so it goes too). */
export function withoutKey(text: string, key: string | null): string {
  const known = key === null || key.trim().length < 4 ? text : text.split(key.trim()).join("[key]");
  return known.replace(/\bBearer\s+[^\s"',;]+/gi, "Bearer [key]").replace(/\b(?:sk|pk|gsk|rk|xai)-[A-Za-z0-9_*.\u2026-]{6,}/g, "[key]").replace(/\b(?:gsk_|AIza)[A-Za-z0-9_*.\u2026-]{6,}/g, "[key]");
}
