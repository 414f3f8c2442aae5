/** What is answered to whom. A script is one function; these make one of rules, of turns, of chance. */
import { schemaNameOf } from "./prompt";
import { seededRandom } from "./random";
import { type Answer, answer, type Json, type Reply } from "./reply";
import type { ModelRequest } from "./request";

/** Given a request and how many came to the script so far, this one included. Null: not mine. */
export type Script = (request: ModelRequest, n: number) => Reply | null;

export interface Rule {
  /** Which requests it is for: all, where it does not say. */
  when?: (request: ModelRequest) => boolean;
  /** How often it is used: always, where it does not say. */
  times?: number;
  reply: Reply | Script;
}

export type Scripted = Reply | Script | Rule[];

const asScript = (scripted: Reply | Script): Script => (typeof scripted === "function" ? scripted : () => scripted);

/** The first rule that fits and is not used up answers. */
export function byRules(rules: readonly Rule[]): Script {
  const used = rules.map(() => 0);
  return (request, n) => {
    for (const [at, { when, times, reply }] of rules.entries()) {
      if ((used[at] ?? 0) >= (times ?? Infinity) || when?.(request) === false) continue;
      const chosen = asScript(reply)(request, n);
      if (chosen === null) continue;
      used[at] = (used[at] ?? 0) + 1;
      return chosen;
    }
    return null;
  };
}

export const toScript = (scripted: Scripted): Script => (Array.isArray(scripted) ? byRules(scripted) : asScript(scripted));

/** One after the other, and the last one for all that come later. */
export const inTurn = (...replies: (Reply | Script)[]): Script => {
  let turn = 0;
  return (request, n) => asScript(replies[Math.min(turn++, replies.length - 1)] ?? (() => null))(request, n);
};

/** Each body meets the fault so many times, and then what it should get: a client that asks again gets through. */
export const atFirst = (times: number, fault: Reply | Script, then: Scripted): Script => {
  const later = toScript(then);
  return (request, n) => (request.attempt <= times ? asScript(fault)(request, n) : later(request, n));
};

/** Faults by chance, each with its share from 0 to 1, the same for the same seed and order of arrival; the rest gets what it should. */
export function withFaults(scripted: Scripted, faults: readonly { share: number; reply: Reply | Script }[], seed = 1): Script {
  const random = seededRandom(seed);
  const otherwise = toScript(scripted);
  return (request, n) => {
    let drawn = random();
    for (const { share, reply } of faults) {
      if (drawn < share) return asScript(reply)(request, n);
      drawn -= share;
    }
    return otherwise(request, n);
  };
}

/** A model that reads its prompt: `find` takes from it what is needed, or null where the request is not for it; `make` answers. */
export const reading =
  <Found>(find: (request: ModelRequest) => Found | null, make: (found: Found, request: ModelRequest) => Json | Reply): Script =>
  (request) => {
    const found = find(request);
    if (found === null) return null;
    const made = make(found, request);
    return isReply(made) ? made : answer(made);
  };

/** A model with one function for each schema, by the schema's name. */
export const bySchema =
  (makers: Record<string, (request: ModelRequest) => Json | Reply>): Script =>
  (request, n) =>
    reading(
      (asked) => makers[schemaNameOf(asked) ?? ""] ?? null,
      (make) => make(request),
    )(request, n);

/** What another script answers, changed: for planting what is wrong in what is right. Only answers are changed. */
export const changing = (scripted: Scripted, change: (found: Answer, request: ModelRequest, n: number) => Reply): Script => {
  const script = toScript(scripted);
  return (request, n) => {
    const reply = script(request, n);
    return reply?.kind === "answer" ? change(reply, request, n) : reply;
  };
};

/** What another script answers, spoiled in the same way each time: cut in the middle, fenced, without usage. */
export const spoiling = (scripted: Scripted, fault: Omit<Partial<Answer>, "kind">): Script => changing(scripted, (found) => ({ ...found, ...fault }));

const kinds = new Set<unknown>(["answer", "error", "context-limit", "schema-refused", "reset", "silence", "redirect", "raw"] satisfies Reply["kind"][]);

/** A value with `kind` of a reply is one: a model's own JSON with such a field is given as an answer. */
const isReply = (value: Json | Reply): value is Reply => typeof value === "object" && value !== null && !Array.isArray(value) && kinds.has(value.kind);
