/**
 * Footnote definitions as a set keyed by label. They are taken out of a body's lines, so that a definition that comes or goes never clashes with text,
 * merged by label, and put back. It knows no sections: a block of definitions leaves one placeholder line behind, which is merged like any other line.
 */
import type { MergeConflict } from "./conflict";
import { findLiveLines } from "./blocks";
import { isBlank } from "./text";

/** Lines are split at line breaks, so no line of a page can begin with one. */
const PLACEHOLDER = "\n";

/** `key` is the label without regard to case, with a number where a page defines it again. */
interface Definition {
  key: string;
  text: string;
}

/** Definitions that stand together; `spacing` is the number of empty lines between two of them, null where there is only one. */
interface Block {
  id: string;
  definitions: Definition[];
  spacing: number | null;
}

/** A body without its definitions; a line `"\n" + id` stands for each block. */
export interface FootnoteSplit {
  lines: string[];
  blocks: Block[];
}

export function isPlaceholder(line: string): boolean {
  return line.startsWith(PLACEHOLDER);
}

/** Takes the definitions out: a line `[^label]: …` with its indented continuation, and the lines of running text that carry on its paragraph. */
export function takeFootnotes(lines: readonly string[]): FootnoteSplit {
  const live = findLiveLines(lines);
  const split: FootnoteSplit = { lines: [], blocks: [] };
  const seen = new Map<string, number>();
  let index = 0;
  let block: Block | null = null;
  while (index < lines.length) {
    const label = live[index] ? labelOf(lines[index] ?? "") : null;
    if (label === null) {
      // Empty lines between two definitions belong to the block.
      const next = block ? skipBlanks(lines, index) : index;
      if (block && next > index && live[next] && labelOf(lines[next] ?? "") !== null) {
        block.spacing ??= next - index;
        index = next;
        continue;
      }
      block = null;
      split.lines.push(lines[index] ?? "");
      index++;
      continue;
    }
    const end = endOfDefinition(lines, live, index);
    if (!block) {
      block = { id: String(split.blocks.length), definitions: [], spacing: null };
      split.blocks.push(block);
      split.lines.push(PLACEHOLDER + block.id);
    } else if (block.definitions.length === 1) block.spacing ??= 0;
    const count = seen.get(label) ?? 0;
    seen.set(label, count + 1);
    block.definitions.push({ key: count === 0 ? label : `${label} ${count + 1}`, text: lines.slice(index, end).join("\n") });
    index = end;
  }
  return split;
}

/** Gives blocks that are the same in several versions one id, by a shared label or as the last of the page. */
export function alignFootnotes(base: FootnoteSplit, mine: FootnoteSplit, theirs: FootnoteSplit): void {
  const idOfLabel = new Map<string, string>();
  const state = { next: base.blocks.length, last: base.blocks.at(-1)?.id ?? null };
  for (const block of base.blocks) for (const { key } of block.definitions) idOfLabel.set(key, block.id);
  for (const side of [mine, theirs]) {
    const taken = new Set<string>();
    const ids = side.blocks.map((block) => {
      const known = block.definitions.flatMap(({ key }) => idOfLabel.get(key) ?? []).find((id) => !taken.has(id));
      if (known !== undefined) taken.add(known);
      return known;
    });
    const idOfBlock = new Map<string, string>();
    side.blocks.forEach((block, index) => {
      let id = ids[index];
      if (id === undefined && index === side.blocks.length - 1 && state.last !== null && !taken.has(state.last)) id = state.last;
      id ??= String(state.next++);
      idOfBlock.set(PLACEHOLDER + block.id, PLACEHOLDER + id);
      block.id = id;
      for (const { key } of block.definitions) if (!idOfLabel.has(key)) idOfLabel.set(key, id);
    });
    state.last ??= side.blocks.at(-1)?.id ?? null;
    side.lines = side.lines.map((line) => idOfBlock.get(line) ?? line);
  }
}

/**
 * Puts the merged definitions into the merged lines, and ours into the conflicts whose text needs them.
 * A definition of ours that nothing refers to any more goes; one that something refers to stays, whoever dropped it.
 */
export function returnFootnotes(base: FootnoteSplit, mine: FootnoteSplit, theirs: FootnoteSplit, merged: { lines: string[]; conflicts: MergeConflict[] }): { lines: string[]; conflicts: MergeConflict[] } {
  const versions = { base: definitionsOf(base), mine: definitionsOf(mine), theirs: definitionsOf(theirs) };
  const keys = [...new Set([...versions.theirs.keys(), ...versions.mine.keys(), ...versions.base.keys()])];
  const everReferred = new Set([base, mine, theirs].flatMap((split) => [...split.lines, ...[...definitionsOf(split).values()].map(withoutLabel)].flatMap(labelsIn)));
  const conflicts: MergeConflict[] = [];
  const candidates = new Map<string, Candidate>();
  for (const key of keys) {
    const candidate = chooseDefinition(key, versions, everReferred.has(key));
    if (!candidate) continue;
    candidates.set(key, candidate);
    if (candidate.conflict) conflicts.push(candidate.conflict);
  }
  const kept = keepReferred(candidates, merged.lines);
  const completed = merged.conflicts.map((conflict) => ({ ...conflict, theirs: withDefinitions(conflict.theirs, kept, versions.theirs) }));
  return { lines: fillPlaceholders(merged.lines, kept, [base, mine, theirs]), conflicts: [...completed, ...conflicts] };
}

/** Without a base: the sections' conflicts with the definitions they need, and one for each definition of ours that is otherwise or missing still. */
export function proposeFootnotes(mine: FootnoteSplit, theirs: FootnoteSplit, sections: readonly MergeConflict[]): MergeConflict[] {
  const [present, proposed] = [definitionsOf(mine), definitionsOf(theirs)];
  const carried = new Set(sections.flatMap((conflict) => labelsIn(conflict.theirs)));
  const completed = sections.map((conflict) => ({ ...conflict, theirs: withDefinitions(conflict.theirs, present, proposed) }));
  const differing = [...proposed].filter(([key, text]) => present.get(key) !== text && (present.has(key) || !carried.has(key)));
  return [...completed, ...differing.map(([key, text]) => ({ where: `footnote ${key}`, base: "", mine: present.get(key) ?? "", theirs: text }))];
}

/** The text a definition would have, and whether it stays even if nothing refers to it. */
interface Candidate {
  text: string;
  stays: boolean;
  conflict: MergeConflict | null;
}

function chooseDefinition(key: string, versions: Record<"base" | "mine" | "theirs", ReadonlyMap<string, string>>, wasReferred: boolean): Candidate | null {
  const [base, mine, theirs] = [versions.base.get(key), versions.mine.get(key), versions.theirs.get(key)];
  const isHuman = mine !== undefined && mine !== base && mine !== theirs;
  const clashes = isHuman && base !== undefined ? theirs !== base : isHuman && theirs !== undefined;
  const conflict = clashes ? { where: `footnote ${key}`, base: base ?? "", mine: mine ?? "", theirs: theirs ?? "" } : null;
  if (isHuman) return { text: mine, stays: true, conflict };
  const text = theirs ?? mine ?? base;
  if (text === undefined || (mine === undefined && theirs === undefined)) return null;
  const isDropped = base !== undefined && (mine === undefined || theirs === undefined);
  return { text, stays: !isDropped && !wasReferred, conflict };
}

/** The definitions that stay: those that must, and those the text or a staying definition refers to. In the order of the candidates. */
function keepReferred(candidates: ReadonlyMap<string, Candidate>, lines: readonly string[]): Map<string, string> {
  const kept = new Set<string>();
  const waiting = lines.flatMap(labelsIn);
  for (const [key, candidate] of candidates) if (candidate.stays) waiting.push(key);
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
    const candidate = candidates.get(key);
    if (!candidate || kept.has(key)) continue;
    kept.add(key);
    for (const label of labelsIn(withoutLabel(candidate.text))) waiting.push(label);
  }
  return new Map([...candidates].filter(([key]) => kept.has(key)).map(([key, { text }]) => [key, text]));
}

function withDefinitions(text: string, kept: ReadonlyMap<string, string>, theirs: ReadonlyMap<string, string>): string {
  const missing = [...new Set(labelsIn(text))].filter((label) => !kept.has(label)).flatMap((label) => theirs.get(label) ?? []);
  return missing.length === 0 ? text : `${text}\n\n${missing.join("\n")}`;
}

/** Each definition goes where the human has it, else where we have it, else to the last block, else to the end of the page. */
function fillPlaceholders(lines: readonly string[], kept: ReadonlyMap<string, string>, [base, mine, theirs]: readonly [FootnoteSplit, FootnoteSplit, FootnoteSplit]): string[] {
  const lastPlace = new Map<string, number>();
  lines.forEach((line, index) => {
    if (isPlaceholder(line)) lastPlace.set(line.slice(PLACEHOLDER.length), index);
  });
  const homes = [homesOf(mine), homesOf(theirs), homesOf(base)];
  const fallback = [...lastPlace.keys()].at(-1) ?? null;
  const filled = new Map<string | null, string[]>();
  for (const [key, text] of kept) {
    const home = homes.flatMap((home) => home.get(key) ?? []).find((id) => lastPlace.has(id)) ?? fallback;
    const list = filled.get(home);
    if (list) list.push(text);
    else filled.set(home, [text]);
  }
  const spacingOf = (id: string | null): number =>
    [theirs, mine, base].flatMap((split) => split.blocks.filter((block) => block.id === id || id === null).map((block) => block.spacing)).find((spacing) => spacing !== null) ?? 0;
  const result: string[] = [];
  lines.forEach((line, index) => {
    if (!isPlaceholder(line)) {
      result.push(line);
      return;
    }
    const id = line.slice(PLACEHOLDER.length);
    const texts = lastPlace.get(id) === index ? (filled.get(id) ?? []) : [];
    if (texts.length > 0) addBlock(result, texts, spacingOf(id));
    else if (isBlank(result.at(-1)) && (isBlank(lines[index + 1]) || index === lines.length - 1)) result.pop();
  });
  const homeless = filled.get(null);
  if (homeless) {
    if (result.length > 0 && !isBlank(result.at(-1))) result.push("");
    addBlock(result, homeless, spacingOf(null));
  }
  return result;
}

function addBlock(lines: string[], texts: readonly string[], spacing: number): void {
  texts.forEach((text, index) => {
    if (index > 0) for (let blank = 0; blank < spacing; blank++) lines.push("");
    for (const line of text.split("\n")) lines.push(line);
  });
}

function homesOf(split: FootnoteSplit): Map<string, string> {
  return new Map(split.blocks.flatMap((block) => block.definitions.map(({ key }) => [key, block.id] as const)));
}

function definitionsOf(split: FootnoteSplit): Map<string, string> {
  return new Map(split.blocks.flatMap((block) => block.definitions.map(({ key, text }) => [key, text] as const)));
}

/** The labels a line refers to. A reference in code counts too: better a definition too many than one too few. */
export function labelsIn(text: string): string[] {
  return [...text.matchAll(/\[\^([^\][\s]+)\]/g)].map((match) => (match[1] ?? "").toLowerCase());
}

function labelOf(line: string): string | null {
  const match = /^ {0,3}\[\^([^\][\s]+)\]:/.exec(line);
  return match?.[1]?.toLowerCase() ?? null;
}

function withoutLabel(text: string): string {
  return text.slice(text.indexOf("]:") + 2);
}

function endOfDefinition(lines: readonly string[], live: readonly boolean[], start: number): number {
  let end = start + 1;
  for (;;) {
    const line = lines[end];
    if (line === undefined) return end;
    if (isBlank(line)) {
      const next = skipBlanks(lines, end);
      if (!isIndented(lines[next])) return end;
      end = next;
    } else if (isIndented(line) || (live[end] && carriesOn(line))) end++;
    else return end;
  }
}

function isIndented(line: string | undefined): boolean {
  return line !== undefined && /^(?: {4}| {0,3}\t)/.test(line) && !isBlank(line);
}

/** Whether a line right behind a paragraph's line belongs to the paragraph. */
function carriesOn(line: string): boolean {
  return !isBlank(line) && labelOf(line) === null && !/^ {0,3}(?:#{1,6}(?:[ \t]|$)|>|[-*+][ \t]|\d{1,9}[.)][ \t]|<|\||\$\$|%%|```|~~~|---|\*\*\*|___)/.test(line);
}

function skipBlanks(lines: readonly string[], from: number): number {
  let index = from;
  while (index < lines.length && isBlank(lines[index])) index++;
  return index;
}
