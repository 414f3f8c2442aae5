/** The model server for tests: what a test needs of it. */
export { type Check, stablePrefix } from "./checks";
export { everyWording } from "./context-limit";
export { countByReply, isPaid, mostAtOnce, paidTwice } from "./counts";
export { damageJson, everyDamage, type Damage } from "./json-damage";
export type { ModelServerOptions } from "./options";
export { between, numbered, promptOf, schemaNameOf, schemaOf, textOf } from "./prompt";
export { seededRandom } from "./random";
export type { RateLimit } from "./rate-limit";
export { answer, failure, tooMany, type Answer, type Delivery, type Ending, type ErrorReply, type Json, type Reply, type RetryAfter, type Usage } from "./reply";
export type { ChatBody, ChatMessage, ModelRequest, RecordedRequest } from "./request";
export { misfits, nonsense } from "./schema-fit";
export { atFirst, bySchema, byRules, changing, inTurn, reading, withFaults, type Rule, type Script, type Scripted } from "./script";
export { type ModelServer, startModelServer } from "./server";
export { modelServers } from "./serving";
export { commonPrefix, sharedPrefix } from "./shared-prefix";
export { responseFormatProblems, strictSchemaProblems } from "./strict-schema";
export { tokensBySize } from "./usage";
