/** Reading a prompt: what a script needs in order to answer by what it was asked. */
import type { Json } from "./reply";
import type { ChatMessage, ModelRequest } from "./request";

export const textOfMessage = ({ content }: ChatMessage): string => (typeof content === "string" ? content : (content ?? []).map(({ text }) => text ?? "").join(""));

const messagesOf = ({ body }: ModelRequest): ChatMessage[] => (Array.isArray(body.messages) ? body.messages : []);

/** Everything the model reads, in order, roles included: the text whose beginning a provider's cache compares. */
export const promptOf = (request: ModelRequest): string => messagesOf(request).map((message) => `${message.role}\n${textOfMessage(message)}\n`).join("");

/** What the messages of one role say. */
export const textOf = (request: ModelRequest, role?: string): string =>
  messagesOf(request)
    .filter((message) => role === undefined || message.role === role)
    .map(textOfMessage)
    .join("\n");

export const schemaOf = (request: ModelRequest): Json | null => request.body.response_format?.json_schema?.schema ?? null;

/** The name of the schema asked for, which tells one kind of call from another. */
export const schemaNameOf = (request: ModelRequest): string | null => request.body.response_format?.json_schema?.name ?? null;

/** All that stands between two markers, without them; a block that is never closed is none. */
export function between(text: string, open: string, close: string): string[] {
  const found: string[] = [];
  for (let from = text.indexOf(open); from !== -1; from = text.indexOf(open, from)) {
    const start = from + open.length;
    const end = text.indexOf(close, start);
    if (end === -1) break;
    found.push(text.slice(start, end));
    from = end + close.length;
  }
  return found;
}

/** Numbered pieces, `[12] text` by default, each with all lines up to the next: a pattern's first group is the number. */
export function numbered(text: string, mark = /^\[(\d+)\][ \t]*/gm): { number: number; text: string }[] {
  const marks = [...text.matchAll(new RegExp(mark.source, [...new Set(`${mark.flags}g`)].join("")))];
  return marks.map((found, at) => ({ number: Number(found[1]), text: text.slice(found.index + found[0].length, marks[at + 1]?.index ?? text.length).trim() }));
}
