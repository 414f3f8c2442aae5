/** A note's properties changed as an object; what follows them stays byte for byte. */
import { parse, stringify } from "yaml";

const OPENING = /^---[ \t]*\r?\n/;
const CLOSING = /^---[ \t]*(?:\r?\n|$)/m;

interface CutNote {
  yaml: string;
  body: string;
}

/** Null where the note has no properties. */
export function cutFrontMatter(text: string): CutNote | null {
  const opening = OPENING.exec(text)?.[0];
  if (opening === undefined) return null;
  const rest = text.slice(opening.length);
  const closing = CLOSING.exec(rest);
  if (closing === null) return null;
  return { yaml: rest.slice(0, closing.index), body: rest.slice(closing.index + closing[0].length) };
}

/** Throws the parser's YAMLParseError, and whatever `change` throws. A note whose properties did not change stays as it is. */
export function changeFrontMatter(text: string, change: (frontmatter: Record<string, unknown>) => void): string {
  const cut = cutFrontMatter(text);
  const properties = cut === null ? {} : readProperties(cut.yaml);
  const before = JSON.stringify(properties);
  change(properties);
  if (JSON.stringify(properties) === before) return text;
  const body = cut?.body ?? text;
  if (Object.keys(properties).length === 0) return body;
  return `---\n${stringify(properties, { lineWidth: 0, nullStr: "" })}---\n${body}`;
}

function readProperties(yaml: string): Record<string, unknown> {
  const value: unknown = parse(yaml);
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}
