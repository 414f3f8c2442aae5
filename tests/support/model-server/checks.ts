/** What the server finds wrong with requests: not what it refuses, but what a well-kept client never does. */
import { schemaNameOf, textOfMessage } from "./prompt";
import { type ModelRequest, isCompletion } from "./request";
import { responseFormatProblems } from "./strict-schema";

export type Check = (request: ModelRequest) => string[];

const roles = ["system", "developer", "user", "assistant", "tool"];

export const checkHeaders: Check = ({ headers }) =>
  Object.keys(headers)
    .filter((name) => name.startsWith("x-stainless-"))
    .map((name) => `the header ${name} was sent`);

export const checkShape: Check = ({ body }) => {
  if (typeof body.model !== "string" || body.model === "") return ["no model was named"];
  if (!Array.isArray(body.messages) || body.messages.length === 0) return ["there are no messages"];
  return body.messages.flatMap((message, at) => [
    ...(roles.includes(message.role) ? [] : [`message ${at + 1} has the role "${message.role}"`]),
    ...(textOfMessage(message) === "" && message.tool_calls === undefined ? [`message ${at + 1} is empty`] : []),
  ]);
};

export const checkSchema: Check = ({ body }) => responseFormatProblems(body).map((problem) => `schema ${body.response_format?.json_schema?.name ?? ""}: ${problem}`);

const half = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;
const hasBrokenText = (value: string): boolean => half.test(value) || value.includes("\u0000");

/** Half a character or a NUL, which some servers answer with an error and others with nonsense. */
export const checkText: Check = ({ body }) => body.messages.flatMap((message, at) => (hasBrokenText(textOfMessage(message)) ? [`message ${at + 1} holds half a character or a NUL`] : []));

/** Calls of one kind begin with the same message, byte for byte, and ask for the same format. A kind of null is not compared. */
export function stablePrefix(kindOf: (request: ModelRequest) => string | null = schemaNameOf): Check {
  const first = new Map<string, { opening: string; format: string }>();
  return (request) => {
    const kind = kindOf(request);
    const opening = request.body.messages[0];
    if (kind === null || opening === undefined) return [];
    const found = { opening: `${opening.role}\n${textOfMessage(opening)}`, format: JSON.stringify(request.body.response_format ?? null) };
    const known = first.get(kind);
    if (known === undefined) {
      first.set(kind, found);
      return [];
    }
    return [
      ...(known.opening === found.opening ? [] : [`a call of the kind ${kind} does not begin as the first one did`]),
      ...(known.format === found.format ? [] : [`a call of the kind ${kind} asks for another format than the first one did`]),
    ];
  };
}

/** All checks of a completion, in order; those that need a well-formed body run only on one. */
export function checksOf(own: readonly Check[]): Check {
  return (request) => {
    if (!isCompletion(request)) return checkHeaders(request);
    const shape = checkShape(request);
    const isReadable = Array.isArray(request.body.messages);
    return [...checkHeaders(request), ...shape, ...(isReadable ? [checkSchema, checkText, ...own].flatMap((check) => check(request)) : [])];
  };
}
