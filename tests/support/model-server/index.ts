/**
 * The model server for tests: what a test needs of it.
 *
 *     const start = modelServers();
 *     const good = bySchema({ digest: (request) => ({ statements: numbered(textOf(request, "user")) … }) });
 *     const server = await start({ key, reply: withFaults(good, [{ share: 0.1, reply: tooMany({ seconds: 1 }) }, { share: 0.02, reply: failure(500) }]) });
 *     … compile against server.url …
 *     expect(server.violations).toEqual([]);
 *     expect(server.paidTwice()).toEqual([]);
 */
export type { BatchWays, ServedBatch } from "./batches";
export { type Check, stablePrefix } from "./checks";
export { everyWording } from "./context-limit";
export { countByReply, isPaid, mostAtOnce, paidTwice } from "./counts";
export { damageJson, everyDamage, type Damage } from "./json-damage";
export { keyLeaks } from "./key-leaks";
export type { ModelServerOptions } from "./options";
export { between, numbered, promptOf, schemaNameOf, schemaOf, textOf, textOfMessage } from "./prompt";
export { seededRandom } from "./random";
export type { RateLimit } from "./rate-limit";
export { answer, failure, tooMany, type Answer, type Delivery, type Ending, type ErrorReply, type Json, type Reply, type RetryAfter, type Usage } from "./reply";
export type { ChatBody, ChatMessage, ModelRequest, RecordedRequest } from "./request";
export { misfits, nonsense } from "./schema-fit";
export { atFirst, bySchema, byRules, changing, inTurn, reading, spoiling, withFaults, type Rule, type Script, type Scripted } from "./script";
export { type ModelServer, startModelServer } from "./server";
export { modelServers } from "./serving";
export { commonPrefix, sharedPrefix } from "./shared-prefix";
export { responseFormatProblems, strictSchemaProblems } from "./strict-schema";
export { tokensByPieces } from "./pieces";
export { tokensBySize } from "./usage";
