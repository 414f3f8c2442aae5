/**
 * Puts a text into the place of a conflict on a page: our proposal, or what a human made of both. The reverse of what a merge reports, so that a page
 * with every proposal taken is the page that was proposed. It knows texts only.
 */
import { parseCitation } from "../citation";
import type { MergeConflict } from "./conflict";
import { isPlaceholder, labelsIn, takeFootnotes, type FootnoteSplit } from "./footnotes";
import { insertLines, replaceLines } from "./settle-lines";
import { placeMissing } from "./order";
import { readPage, usesCarriageReturns, writePage } from "./page-lines";
import { replaceProperty } from "./properties";
import { isBlank } from "./text";

/** What is to stand where the conflict's `mine` stands; "" takes that out. */
export interface Settlement {
  conflict: MergeConflict;
  text: string;
  /** The text is ours: it must not be put in without the footnotes that it cites. */
  isProposal: boolean;
}

export interface Settled {
  text: string;
  /** Conflicts whose place is not to be found any more. */
  failed: MergeConflict[];
}

const PROPERTY = "property ";
const FOOTNOTE = "footnote ";

const isFootnote = ({ where }: MergeConflict): boolean => where.startsWith(FOOTNOTE);

/** The proposal of a conflict without the footnote definitions it brings along. */
export const withoutDefinitions = (conflict: MergeConflict): string => (isFootnote(conflict) ? conflict.theirs : textOf(takeFootnotes(conflict.theirs.split("\n")).lines));

const textOf = (lines: readonly string[]): string => {
  const shown = lines.filter((line) => !isPlaceholder(line));
  while (isBlank(shown.at(-1))) shown.pop();
  return shown.join("\n");
};

/** `proposal` is the whole page as proposed, which knows the order of things and the footnotes; null where it is lost. */
export function settleConflicts(page: string, settlements: readonly Settlement[], proposal: string | null): Settled {
  const parts = readPage(page);
  const split = takeFootnotes(parts.lines);
  const proposed = proposal === null ? null : takeFootnotes(readPage(proposal).lines);
  const definitions = new Map(split.blocks.flatMap((block) => block.definitions.map(({ key, text }) => [key, text] as const)));
  const before = new Set(split.lines.flatMap(labelsIn));
  const known = new Map(proposed === null ? [] : definitionsOf(proposed));
  const failed: MergeConflict[] = [];
  let { properties } = parts;
  let { lines } = split;
  for (const { conflict, text, isProposal } of settlements) {
    if (conflict.where.startsWith(PROPERTY) || conflict.where === "properties") {
      const next = settleProperty(properties ?? [], conflict, text);
      if (next === null) failed.push(conflict);
      else properties = next;
      continue;
    }
    const given = takeFootnotes(text === "" ? [] : text.split("\n"));
    if (isFootnote(conflict)) {
      const key = conflict.where.slice(FOOTNOTE.length);
      const [definition] = definitionsOf(given).values();
      if (definition === undefined) definitions.delete(key);
      else definitions.set(key, definition);
      continue;
    }
    for (const source of [takeFootnotes(conflict.theirs.split("\n")), given]) for (const [key, definition] of definitionsOf(source)) known.set(key, definition);
    const wanted = given.lines.filter((line) => !isPlaceholder(line));
    while (isBlank(wanted.at(-1))) wanted.pop();
    const lacks = wanted.flatMap(labelsIn).filter((label) => !definitions.has(label));
    const next = isProposal && lacks.some((label) => !known.has(label)) ? null : settleLines(lines, conflict, wanted, proposed?.lines ?? null);
    if (next === null) {
      failed.push(conflict);
      continue;
    }
    lines = next;
    for (const label of lacks) {
      const definition = known.get(label);
      if (definition !== undefined) definitions.set(label, definition);
    }
  }
  dropUnused(definitions, lines, before);
  return { text: writePage({ ...parts, properties, lines: putBack(lines, split, definitions, known) }, usesCarriageReturns(page)), failed };
}

const definitionsOf = (split: FootnoteSplit): Map<string, string> => new Map(split.blocks.flatMap((block) => block.definitions.map(({ key, text }) => [key, text] as const)));

function settleProperty(lines: readonly string[], { where, mine }: MergeConflict, text: string): string[] | null {
  const replacement = text === "" ? null : text.split("\n");
  if (where !== "properties") return replaceProperty(lines, where.slice(PROPERTY.length), replacement);
  return mine === "" ? [...(replacement ?? []), ...lines] : replaceLines(lines, mine.split("\n"), replacement ?? [], null, null);
}

const settleLines = (lines: readonly string[], { where, mine }: MergeConflict, wanted: readonly string[], proposed: readonly string[] | null): string[] | null =>
  mine.trim() === "" ? insertLines(lines, wanted, where, proposed) : replaceLines(lines, mine.split("\n"), wanted, where, proposed);

/** Definitions of ours go with the last reference to them. */
function dropUnused(definitions: Map<string, string>, lines: readonly string[], before: ReadonlySet<string>): void {
  const after = new Set([...lines.flatMap(labelsIn), ...[...definitions.values()].flatMap((text) => labelsIn(text).slice(1))]);
  for (const [key, text] of definitions) if (before.has(key) && !after.has(key) && isOurs(text)) definitions.delete(key);
}

/** Labels are ids of claims and questions (see claims/identity.ts). */
const isOurs = (definition: string): boolean => /^[cq][a-z0-9]{10}$/.test(parseCitation(definition)?.label ?? "");

/** The lines with the definitions where they stood; new ones go into the last block, in the order of `order`, or to the end of the page. */
function putBack(lines: readonly string[], split: FootnoteSplit, definitions: ReadonlyMap<string, string>, order: ReadonlyMap<string, string>): string[] {
  const home = new Map(split.blocks.flatMap((block) => block.definitions.map(({ key }) => [key, block.id] as const)));
  const last = split.blocks.at(-1);
  const keysOf = (id: string): string[] => split.blocks.filter((block) => block.id === id).flatMap((block) => block.definitions.map(({ key }) => key));
  const fresh = [...definitions.keys()].filter((key) => !home.has(key));
  const result: string[] = [];
  const write = (keys: readonly string[], spacing: number): void => {
    keys.forEach((key, index) => {
      if (index > 0) for (let blank = 0; blank < spacing; blank++) result.push("");
      result.push(...(definitions.get(key) ?? "").split("\n"));
    });
  };
  const isHere = new Set(lines.filter(isPlaceholder));
  lines.forEach((line, index) => {
    if (!isPlaceholder(line)) {
      result.push(line);
      return;
    }
    const block = split.blocks.find(({ id }) => line.slice(1) === id);
    if (block === undefined) return;
    const standing = keysOf(block.id).filter((key) => definitions.has(key));
    const keys = block === last && fresh.length > 0 ? placeMissing(standing, [...order.keys()].filter((key) => fresh.includes(key) || standing.includes(key)).concat(fresh), () => false) : standing;
    if (keys.length > 0) write([...new Set(keys)], block.spacing ?? 0);
    else if (isBlank(result.at(-1)) && (isBlank(lines[index + 1]) || index === lines.length - 1)) result.pop();
  });
  if (fresh.length > 0 && (last === undefined || !isHere.has(`\n${last.id}`))) {
    if (result.length > 0 && !isBlank(result.at(-1))) result.push("");
    write(fresh, 0);
  }
  return result;
}
