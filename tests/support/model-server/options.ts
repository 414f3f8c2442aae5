/** How a model server is set up. */
import type { Check } from "./checks";
import type { RateLimit } from "./rate-limit";
import type { ContextLimit } from "./reply";
import type { ModelRequest } from "./request";
import type { Scripted } from "./script";
import type { CountTokens } from "./usage";

export interface ModelServerOptions {
  /** What is answered: one reply for all, a function, or rules. */
  reply: Scripted;
  /** Any that is free, where it does not say: a server that comes back after it was down names the one it had. */
  port?: number;
  /** The bearer key that is right. Without one any is, and none. */
  key?: string;
  /** A refused key is repeated in the error, as some servers do. */
  echoesKey?: boolean;
  /** The models there are. Without them any name is right, and `/models` tells of two. */
  models?: string[];
  /** What the server does not know, and says so. */
  lacks?: ("json_schema" | "json_object" | "stream_options" | "models")[];
  /** The context window in tokens, and the words for a prompt beyond it. */
  context?: { tokens: number; wording: ContextLimit["wording"] };
  rateLimit?: RateLimit;
  /** Bodies above this many bytes are refused with 413. */
  largestBody?: number;
  /** Answers a browser's questions about other origins. */
  cors?: boolean;
  /** Reports prompt tokens that an earlier prompt began with as cached. */
  caches?: boolean;
  /** Takes files of requests and batches of them. */
  batches?: boolean;
  countTokens?: CountTokens;
  /** The test's own check of each completion, each finding as a sentence: how sources are delimited, say. */
  check?: Check;
  /** Which calls are of one kind and so begin alike: by the schema's name. `false`: not checked. */
  kindOf?: false | ((request: ModelRequest) => string | null);
}
