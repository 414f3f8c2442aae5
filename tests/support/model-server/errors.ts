/** The bodies and headers of errors, as servers send them. */
import type { ErrorReply, RetryAfter } from "./reply";

interface Usual {
  message: string;
  type: string;
  code: string | null;
}

const usual: Record<number, Usual> = {
  400: { message: "The request could not be read.", type: "invalid_request_error", code: null },
  401: { message: "Incorrect API key provided.", type: "invalid_request_error", code: "invalid_api_key" },
  402: { message: "Insufficient balance.", type: "insufficient_balance", code: "insufficient_balance" },
  403: { message: "This key may not use this model.", type: "permission_error", code: "forbidden" },
  404: { message: "The model does not exist or you do not have access to it.", type: "invalid_request_error", code: "model_not_found" },
  413: { message: "Request too large.", type: "request_too_large", code: null },
  429: { message: "Rate limit reached for requests.", type: "requests", code: "rate_limit_exceeded" },
  500: { message: "The server had an error while processing your request.", type: "server_error", code: null },
  503: { message: "The engine is currently overloaded, please try again later.", type: "server_error", code: null },
};

const jsonType = { "content-type": "application/json" };

export interface PlainResponse {
  status: number;
  headers: Record<string, string>;
  body: string;
}

export const jsonResponse = (status: number, body: unknown): PlainResponse => ({ status, headers: jsonType, body: JSON.stringify(body) });

export function retryHeaders(retryAfter: RetryAfter | undefined): Record<string, string> {
  if (retryAfter === undefined) return {};
  if ("seconds" in retryAfter) return { "retry-after": String(retryAfter.seconds) };
  if ("date" in retryAfter) return { "retry-after": new Date(Date.now() + retryAfter.date * 1000).toUTCString() };
  if ("milliseconds" in retryAfter) return { "retry-after-ms": String(retryAfter.milliseconds) };
  return { "retry-after": retryAfter.raw };
}

const bodies: Record<NonNullable<ErrorReply["form"]>, (error: { message: string; type: string; code: string | number | null; status: number }) => { type: string; body: string }> = {
  openai: ({ message, type, code }) => ({ type: "application/json", body: JSON.stringify({ error: { message, type, param: null, code } }) }),
  string: ({ message }) => ({ type: "application/json", body: JSON.stringify({ error: message }) }),
  detail: ({ message }) => ({ type: "application/json", body: JSON.stringify({ detail: message }) }),
  array: ({ message, type, status }) => ({ type: "application/json", body: JSON.stringify([{ error: { code: status, message, status: type } }]) }),
  html: ({ message, status }) => ({
    type: "text/html; charset=utf-8",
    body: `<!DOCTYPE html>\n<html><head><title>${status}</title></head>\n<body><center><h1>${status}</h1></center><hr><p>${message}</p><center>nginx</center></body></html>\n`,
  }),
  text: ({ message }) => ({ type: "text/plain", body: message }),
  empty: () => ({ type: "text/plain", body: "" }),
};

/** `sentKey` is repeated only where the reply says that the server does so. */
export function errorResponse(reply: ErrorReply, sentKey: string | null): PlainResponse {
  const known = usual[reply.status] ?? { message: `Status ${reply.status}.`, type: "error", code: null };
  const message = (reply.message ?? known.message) + (reply.echoKey === true && sentKey !== null ? ` You sent: ${sentKey}.` : "");
  const { type, body } = bodies[reply.form ?? "openai"]({ message, type: reply.type ?? known.type, code: reply.code === undefined ? known.code : reply.code, status: reply.status });
  return { status: reply.status, headers: { "content-type": type, ...retryHeaders(reply.retryAfter) }, body };
}

export const schemaRefused = (): PlainResponse =>
  jsonResponse(400, {
    error: { message: "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model.", type: "invalid_request_error", param: "response_format", code: null },
  });
