/**
 * The generated page as an envelope: properties in a fixed order, a body, and our stamp (`compendium: id fingerprint hash`).
 * The hash covers the body and the properties we write, so that anyone can tell from the page alone whether a human changed it.
 * It knows nothing of what stands in the body.
 */
import { stringify } from "yaml";
import { shortHash } from "../text/hash";
import { asText, parseProperties, splitFrontmatter } from "./frontmatter";

export type PropertyValue = string | string[];

export interface GeneratedPage {
  id: string;
  /** Over everything that can change the page's content. */
  fingerprint: string;
  /** In the order they are written; empty values are left out. */
  properties: [name: string, value: PropertyValue][];
  body: string;
}

export interface Stamp {
  id: string;
  fingerprint: string;
  hash: string;
}

const STAMP = "compendium";
const HASH_LENGTH = 16;

/** Every property a page of ours may carry, but the stamp. Others are the user's. */
const OWN_PROPERTIES = ["type", "kind", "summary", "aliases", "category", "source", "sources", "author", "published", "url"];

const isEmpty = (value: unknown): boolean => value === "" || value === null || value === undefined || (Array.isArray(value) && value.length === 0);

/** Line ends and the blanks that sync and editors add or take at the end of a note are no human edit. */
const hashOf = (values: Record<string, unknown>, body: string): string => {
  const own = OWN_PROPERTIES.filter((name) => !isEmpty(values[name])).map((name) => [name, values[name]]);
  return shortHash(`${JSON.stringify(own)}\n${body.replace(/\r\n/g, "\n").trim()}`, HASH_LENGTH);
};

/** A file cannot hold half a character: it would read back as another page than was hashed. */
const storable = (text: string): string => text.replace(/\p{Cs}/gu, "\ufffd");

/** The page's text. `body` must not begin with a blank line; the text ends with one line break. */
export function renderPage(page: GeneratedPage): string {
  const values: Record<string, unknown> = {};
  for (const [name, value] of page.properties) if (!isEmpty(value)) values[name] = typeof value === "string" ? storable(value) : value.map(storable);
  const body = `${storable(page.body).trimEnd()}\n`;
  values[STAMP] = `${page.id} ${page.fingerprint} ${hashOf(values, body)}`;
  return `---\n${stringify(values, { lineWidth: 0, schema: "core" })}---\n${body}`;
}

export interface ReadPage {
  stamp: Stamp;
  values: Record<string, unknown>;
  body: string;
  /** No human changed our part of the page. */
  isUntouched: boolean;
}

/** A page of ours from its text; null for a note without our stamp, which is the user's. */
export function readPage(text: string): ReadPage | null {
  const { frontmatter, body } = splitFrontmatter(text);
  if (frontmatter === null || !frontmatter.includes(STAMP)) return null;
  const { values } = parseProperties(frontmatter);
  const [id, fingerprint, hash] = asText(values[STAMP]).split(" ");
  if (!id || !fingerprint || !hash || !/^[a-z]+-[a-z0-9-]+$/.test(id)) return null;
  return { stamp: { id, fingerprint, hash }, values, body, isUntouched: hashOf(values, body) === hash };
}

/** The hash our stamp in this text carries, without reading the rest; "" where there is none. */
export const stampHash = (text: string): string => readPage(text)?.stamp.hash ?? "";

/** The text without our stamp: from then on the note is the user's. */
export const withoutStamp = (text: string): string => text.replace(/^compendium:.*\r?\n/m, "");
