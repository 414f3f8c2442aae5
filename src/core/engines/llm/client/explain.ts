/** What the `openai` package, a server or a host throws, as our one error: what is wrong, in a sentence that says what to do. */
import { ModelError, withoutKey, type FailureFacts, type ModelFailureCode } from "./failure";

/** What of a failed reply can be read. */
export interface Refusal {
  status: number | null;
  /** The server's words and its codes, as far as it gave some. */
  message: string;
  code: string;
  type: string;
  param: string;
  retryAfter: number | null;
}

export interface Place {
  baseUrl: string;
  model: string;
  key: string | null;
}

const CONTEXT = /context[ _](?:length|window|size)|maximum context|context_length_exceeded|prompt is too long|too many (?:input )?tokens|input (?:is too long|token count)|exceeds? the (?:available|maximum|model'?s?) (?:context|number of tokens)|reduce the length/i;
const LIMITS = [
  /(?:maximum|max|available|limited)[^.\d]{0,60}?(?:context|tokens?|size|limit|allowed)[^.\d]{0,40}?\(?(\d[\d,_]{2,})/i,
  /(?:context (?:length|window|size)|n_ctx|limit)[^.\d]{0,40}?(\d[\d,_]{2,})/i,
  /> ?(\d[\d,_]{2,}) (?:maximum|max)/i,
];
const SCHEMA = /response_format|json_schema|json_object|structured[ _]output|response[ _]schema|json mode|guided_json|grammar/i;
const CREDIT = /insufficient_quota|insufficient[ _]balance|exceeded your current quota|credit balance|out of credits?|billing|payment required/i;
const MODEL = /model[^.]{0,80}(?:not (?:found|exist|available|supported|loaded)|does not exist|doesn't exist|unknown|invalid)|(?:unknown|invalid|no such|no) model|model_not_found|(?:not|un)[ _](?:found|known)[^.]{0,20}model|not a valid model/i;
const KEY = /api[ _-]?key|unauthori[sz]ed|authentication|invalid[ _]token|credentials/i;
const POLICY = /content[ _](?:policy|filter|management)|safety (?:system|policy)|flagged|responsible ai/i;
const CROWDED = /concurren|too many (?:simultaneous|parallel)|server (?:is )?busy|slots?\b.*(?:busy|unavailable)/i;

/** The tokens a model can hold, from the words of its refusal; undefined where they do not say. */
export function contextLimitIn(message: string): number | undefined {
  for (const pattern of LIMITS) {
    const found = pattern.exec(message)?.[1];
    if (found !== undefined) return Number(found.replace(/[,_]/g, ""));
  }
  return undefined;
}

function codeOf({ status, message, code, type, param }: Refusal): ModelFailureCode {
  const words = `${message} ${code} ${type} ${param}`;
  if (status === 402 || CREDIT.test(words)) return "no-credit";
  if (status === 429) return "rate-limited";
  if (status === 401) return "wrong-key";
  if (CONTEXT.test(words) || status === 413) return "context-too-long";
  if (MODEL.test(words) && (status === null || status < 500)) return "wrong-model";
  if (status === 403) return POLICY.test(words) ? "refused" : "wrong-key";
  if (status === 404 || status === 405) return "no-server";
  if (status === 408 || status === 409 || status === 425 || (status !== null && status >= 500)) return "server-error";
  if (SCHEMA.test(words)) return "no-schema";
  if (POLICY.test(words)) return "refused";
  if (KEY.test(message) && status === 400) return "wrong-key";
  return status === null ? "server-error" : "bad-request";
}

/** The sentence for people. It carries nothing of the server's words but what they need, and never the key. */
function sentence(code: ModelFailureCode, { baseUrl, model }: Place, { status, retryAfter, message }: Refusal): string {
  const told = status === null ? "" : ` (${status})`;
  switch (code) {
    case "no-credit":
      return `The account at ${baseUrl} has no credit left, or has reached its limit of spending.`;
    case "rate-limited":
      return retryAfter === null ? `${baseUrl} takes no more requests just now.` : `${baseUrl} takes no more requests for ${waitInWords(retryAfter)}.`;
    case "wrong-key":
      return `${baseUrl} does not accept the key${told}; check it in the settings.`;
    case "context-too-long": {
      const limit = contextLimitIn(message);
      return `The text is too long for ${model}${limit === undefined ? "" : `, which holds ${limit} tokens`}.`;
    }
    case "wrong-model":
      return `${baseUrl} has no model ${model}; choose another in the settings.`;
    case "no-server":
      return `${baseUrl} answers, but not as a model's server${told}; check the address in the settings.`;
    case "no-schema":
      return `${baseUrl} cannot answer in a given form with ${model}.`;
    case "refused":
      return `The provider's rules kept ${model} from answering this.`;
    case "server-error":
      return `The server at ${baseUrl} failed${told}; try again later.`;
    default:
      return `${baseUrl} did not understand the request${told}.`;
  }
}

const waitInWords = (milliseconds: number): string => {
  const seconds = Math.ceil(milliseconds / 1000);
  return seconds < 120 ? `${seconds} ${seconds === 1 ? "second" : "seconds"}` : `${Math.ceil(seconds / 60)} minutes`;
};

/** A refusal by the server as our error. */
export function explainRefusal(refusal: Refusal, place: Place, more: FailureFacts = {}): ModelError {
  const code = codeOf(refusal);
  const detail = withoutKey(refusal.message, place.key).slice(0, 500);
  const facts: FailureFacts = { ...more, detail };
  if (refusal.status !== null) facts.status = refusal.status;
  if (refusal.retryAfter !== null) facts.retryAfter = refusal.retryAfter;
  if (code === "context-too-long") facts.contextLimit = contextLimitIn(refusal.message);
  if (code === "rate-limited" && CROWDED.test(refusal.message)) facts.isCrowded = true;
  return new ModelError(code, withoutKey(sentence(code, place, refusal), place.key), facts);
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : typeof value === "number" ? String(value) : "");

/** The error object of a server's JSON, in OpenAI's form or near it ({"error": "words"}, {"message": …}, {"detail": …}). */
export function refusalIn(body: unknown, status: number | null, retryAfter: number | null, message = ""): Refusal {
  const fields = (typeof body === "object" && body !== null ? body : {}) as Record<string, unknown>;
  const words = textOf(fields.message) || textOf(fields.error) || textOf(fields.detail) || (typeof body === "string" ? body : "") || message;
  const inner = Number(fields.code);
  return {
    status: status ?? (inner >= 400 && inner < 600 ? inner : null),
    message: words || (Object.keys(fields).length > 0 ? JSON.stringify(fields) : ""),
    code: textOf(fields.code),
    type: textOf(fields.type),
    param: textOf(fields.param),
    retryAfter,
  };
}

const UNREACHABLE: Record<string, string> = {
  ECONNREFUSED: "nobody answers there",
  ENOTFOUND: "there is no such address",
  EAI_AGAIN: "the address cannot be looked up; is the network there?",
  ENETUNREACH: "the network is not there",
  EHOSTUNREACH: "the machine cannot be reached",
  ETIMEDOUT: "nobody answers there",
  UND_ERR_CONNECT_TIMEOUT: "nobody answers there",
  ERR_REDIRECT: "the server sends requests on to another address; name that one in the settings",
};
const CERTIFICATE = /CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO_VERIFY/;

function codesOf(error: unknown): string[] {
  const codes: string[] = [];
  for (let at = error, depth = 0; typeof at === "object" && at !== null && depth < 6; depth += 1) {
    const { code, name, cause, errors } = at as { code?: unknown; name?: unknown; cause?: unknown; errors?: unknown };
    codes.push(textOf(code), textOf(name));
    at = cause ?? (Array.isArray(errors) ? (errors[0] as unknown) : undefined);
  }
  return codes.filter((code) => code !== "");
}

/** Node names the redirect it did not follow in words only. */
function isRedirect(error: unknown): boolean {
  for (let at = error, depth = 0; typeof at === "object" && at !== null && depth < 6; depth += 1) {
    const { message, cause } = at as { message?: unknown; cause?: unknown };
    if (/\bredirect/iu.test(textOf(message))) return true;
    at = cause;
  }
  return false;
}

/** A host that got no answer, as our error. */
export function explainConnection(error: unknown, { baseUrl, key }: Place, replyBegan: boolean): ModelError {
  const codes = codesOf(error);
  const facts: FailureFacts = { replyBegan, detail: withoutKey(String(error), key).slice(0, 500) };
  if (codes.includes("CORS")) return new ModelError("cors", `${baseUrl} does not let this app ask it (CORS); allow the app's origin in the server's settings, or use the desktop app.`, facts);
  if (codes.includes("ERR_INVALID_CHAR")) return new ModelError("wrong-key", "The key holds characters that cannot be sent, a line break perhaps; set it again in the settings.", facts);
  if (replyBegan) return new ModelError("cut-off", `The connection to ${baseUrl} broke in the middle of the reply.`, facts);
  if (isRedirect(error)) return new ModelError("no-server", `${baseUrl} cannot be reached: ${UNREACHABLE["ERR_REDIRECT"] ?? ""}.`, facts);
  const known = codes.find((code) => Object.hasOwn(UNREACHABLE, code));
  if (known !== undefined) return new ModelError("no-server", `${baseUrl} cannot be reached: ${UNREACHABLE[known] ?? known}.`, facts);
  if (codes.some((code) => CERTIFICATE.test(code))) return new ModelError("no-server", `The certificate of ${baseUrl} cannot be trusted.`, facts);
  if (codes.includes("ECONNRESET") || codes.includes("EPIPE") || codes.includes("UND_ERR_SOCKET")) return new ModelError("server-error", `${baseUrl} closed the connection without an answer.`, facts);
  return new ModelError("no-server", `${baseUrl} cannot be reached.`, facts);
}
