/** What a request gets: what the server itself refuses, in the order in which servers do, and else what the script says. */
import type { ModelServerOptions } from "./options";
import { type Bucket, retryAfterOf } from "./rate-limit";
import { failure, nameOfReply, type Reply, tooMany } from "./reply";
import type { ModelRequest } from "./request";
import type { Script } from "./script";
import { promptTokens, tokensBySize } from "./usage";

export interface Decided {
  reply: Reply;
  got: string;
  /** Set where the test's script is at fault: told as a violation. */
  problem?: string;
}

const refuse = (got: string, reply: Reply): Decided => ({ got, reply });

const badRequest = (message: string, param: string): Decided => refuse("bad-request", { kind: "raw", status: 400, headers: { "content-type": "application/json" }, body: JSON.stringify({ error: { message, type: "invalid_request_error", param, code: null } }) });

/** Null where the server would take it. */
function refusal(request: ModelRequest, options: ModelServerOptions): Decided | null {
  const { body } = request;
  const { models, lacks = [], context, countTokens = tokensBySize } = options;
  if (typeof body.model !== "string" || body.model === "") return badRequest("you must provide a model parameter", "model");
  if (!Array.isArray(body.messages) || body.messages.length === 0) return badRequest("[] is too short - 'messages'", "messages");
  if (models !== undefined && !models.includes(body.model)) return refuse("no-such-model", failure(404, { message: `The model \`${body.model}\` does not exist or you do not have access to it.` }));
  const format = body.response_format?.type;
  if (format === "json_schema" && lacks.includes("json_schema")) return refuse("schema-refused", { kind: "schema-refused" });
  if (format === "json_object" && lacks.includes("json_object")) return badRequest("'response_format.type' must be 'text'", "response_format");
  if (body.stream_options !== undefined && lacks.includes("stream_options")) return badRequest("Unrecognized request argument supplied: stream_options", "stream_options");
  const asked = context === undefined ? 0 : promptTokens(request, countTokens);
  if (context !== undefined && asked > context.tokens) return refuse("context-limit", { kind: "context-limit", wording: context.wording, limit: context.tokens, asked });
  return null;
}

function scripted(request: ModelRequest, n: number, script: Script): Decided {
  try {
    const reply = script(request, n);
    if (reply !== null) return { reply, got: nameOfReply(reply) };
    return { reply: failure(500, { message: "Nothing is scripted for this request." }), got: "unscripted", problem: "nothing is scripted for it" };
  } catch (error) {
    return { reply: failure(500, { message: "The script failed." }), got: "script-failed", problem: `the script failed: ${String(error)}` };
  }
}

export interface Decider {
  decide(request: ModelRequest, now: number): Decided;
  /** Requests that were refused because they came too soon. */
  wasted(): number;
}

export function decider(options: ModelServerOptions, script: Script, bucket: Bucket | null): Decider {
  let reached = 0;
  let wasted = 0;
  return {
    wasted: () => wasted,
    decide(request, now) {
      const early = bucket?.take(now) ?? null;
      if (early !== null && options.rateLimit !== undefined) {
        wasted += 1;
        return refuse("rate-limited", tooMany(retryAfterOf(options.rateLimit, early)));
      }
      return refusal(request, options) ?? scripted(request, (reached += 1), script);
    },
  };
}
