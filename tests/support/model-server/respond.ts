/** Carries a reply out. */
import { completionBody, say, streamEvents } from "./completion";
import { sayContextLimit } from "./context-limit";
import { errorResponse, jsonResponse, type PlainResponse, schemaRefused } from "./errors";
import { breakOff, type Exchange, type Sent, wait } from "./exchange";
import type { Answer, Reply, Usage } from "./reply";
import type { ModelRequest } from "./request";
import { sendStream, sendWhole } from "./send";
import { type CountTokens, promptTokens, usageOf } from "./usage";

/** What a reply needs to know of the request it answers. */
export interface Asked {
  request: ModelRequest;
  /** Sent with whatever is sent. */
  headers: Record<string, string>;
  sentKey: string | null;
  count: CountTokens;
  /** Prompt tokens that come from a cache. */
  cached: number;
}

const usageToTell = ({ usage }: Answer, computed: Usage, request: ModelRequest): Usage | null => {
  if (usage === "none") return null;
  if (request.body.stream === true && request.body.stream_options?.include_usage !== true && usage !== "unasked") return null;
  return typeof usage === "object" ? usage : computed;
};

async function sendAnswer(exchange: Exchange, answer: Answer, { request, headers, count, cached }: Asked): Promise<Sent> {
  const said = say(answer, request, count);
  const usage = usageToTell(answer, usageOf(request, answer.refusal ?? said.content, answer, count, cached), request);
  const all = { ...headers, ...answer.headers };
  if (request.body.stream === true) return sendStream(exchange, streamEvents(answer, said, request, usage), answer.delivery ?? {}, all);
  const { status, headers: own, body } = jsonResponse(200, completionBody(answer, said, request, usage));
  return sendWhole(exchange, { status, headers: { ...own, ...all }, body }, answer.delivery);
}

/** What is sent in one piece; null for what is not. */
function plainResponse(reply: Reply, { request, sentKey, count }: Asked): PlainResponse | null {
  switch (reply.kind) {
    case "error":
      return errorResponse(reply, sentKey);
    case "schema-refused":
      return schemaRefused();
    case "context-limit": {
      const { status, body } = sayContextLimit(reply, promptTokens(request, count));
      return jsonResponse(status, body);
    }
    case "redirect":
      return { status: reply.status ?? 307, headers: { location: reply.to }, body: "" };
    case "raw":
      return { status: reply.status, headers: {}, body: reply.body };
    case "answer":
    case "reset":
    case "silence":
      return null;
  }
}

export async function respond(exchange: Exchange, reply: Reply, asked: Asked): Promise<Sent> {
  await wait(reply.after ?? 0, exchange.gone);
  if (exchange.gone.aborted) return "abandoned";
  if (reply.kind === "answer") return sendAnswer(exchange, reply, asked);
  if (reply.kind === "silence") {
    await wait(Infinity, exchange.gone);
    return "abandoned";
  }
  const plain = plainResponse(reply, asked);
  if (plain === null) {
    await breakOff(exchange, "reset");
    return "cut";
  }
  return sendWhole(exchange, { ...plain, headers: { ...plain.headers, ...asked.headers, ...reply.headers } });
}
