/** A model that answers well and names whatever a reader could look up: every capitalised name within a sentence, where the other names only those of several words. */
import type { ModelRequest } from "../../src/core/ports";
import { goodAnswer } from "./good-model";

const NAME = /(?<=[^.!?\s"“] )\p{Lu}[\p{L}\d]+(?:[ -]\p{Lu}[\p{L}\d]+)*/gu;

interface Digest {
  statements: { text: string }[];
  names: { name: string; aliases: string[]; kind: string }[];
}

export function namingAnswer(request: ModelRequest): unknown {
  const reply = goodAnswer(request);
  if (request.task !== "digest") return reply;
  const digest = reply as Digest;
  const names = new Set([...digest.names.map(({ name }) => name), ...digest.statements.flatMap(({ text }) => text.match(NAME) ?? [])]);
  return { ...digest, names: [...names].map((name) => ({ name, aliases: [], kind: "project" })) };
}
