/**
 * Three-way merge of lines. It knows lines, not what they stand for, except that empty lines part paragraphs and that list items start with a marker.
 * Both differences are taken against the base; changes that do not overlap are both applied, the rest stays as the human has it and is handed back.
 */
import { alignParagraphs } from "./align";
import { diffLines, joinNeighbours, type Hunk } from "./diff";
import { append, isBlank, isSame } from "./text";

export interface LineConflict {
  base: string[];
  mine: string[];
  theirs: string[];
}

export interface LineMerge {
  lines: string[];
  conflicts: LineConflict[];
}

/**
 * `touching` says what changes mean that meet without overlapping: "merge" applies both (within a section), "clash" counts them as overlapping (where
 * a line may belong to the section before or behind). Null where one side differs too much to be compared line by line.
 */
export function mergeLines(base: readonly string[], mine: readonly string[], theirs: readonly string[], touching: "merge" | "clash"): LineMerge | null {
  const mineHunks = findChanges(base, mine, touching);
  const theirsHunks = findChanges(base, theirs, touching);
  if (mineHunks === null || theirsHunks === null) return null;
  const merged: LineMerge = { lines: [], conflicts: [] };
  let baseAt = 0;
  for (const group of groupHunks(mineHunks, theirsHunks, touching)) {
    append(merged.lines, base.slice(baseAt, group.start));
    settle(group, { base, mine, theirs }, touching, merged);
    baseAt = group.end;
  }
  append(merged.lines, base.slice(baseAt));
  return merged;
}

/** Changes as large as they can be seen where they must keep their distance, as small as they can where each is settled for itself. */
function findChanges(base: readonly string[], side: readonly string[], touching: "merge" | "clash"): Hunk[] | null {
  const hunks = diffLines(base, side);
  if (hunks === null) return null;
  return touching === "clash" ? joinNeighbours(hunks, base, side) : alignParagraphs(hunks, base, side);
}

/** Hunks of both sides that must be settled together, over the base lines `start` to `end`. */
interface Group {
  start: number;
  end: number;
  mine: Hunk[];
  theirs: Hunk[];
}

function groupHunks(mine: readonly Hunk[], theirs: readonly Hunk[], touching: "merge" | "clash"): Group[] {
  const groups: Group[] = [];
  let [mineAt, theirsAt] = [0, 0];
  for (;;) {
    const nextMine = mine[mineAt];
    const nextTheirs = theirs[theirsAt];
    const isMine = nextMine !== undefined && (nextTheirs === undefined || comesFirst(nextMine, nextTheirs));
    const hunk = isMine ? nextMine : nextTheirs;
    if (hunk === undefined) return groups;
    if (isMine) mineAt++;
    else theirsAt++;
    const last = groups.at(-1);
    const group = last && overlaps(hunk, last, touching) ? last : { start: hunk.baseStart, end: hunk.baseEnd, mine: [], theirs: [] };
    if (group !== last) groups.push(group);
    group.end = Math.max(group.end, hunk.baseEnd);
    (isMine ? group.mine : group.theirs).push(hunk);
  }
}

function comesFirst(mine: Hunk, theirs: Hunk): boolean {
  return mine.baseStart < theirs.baseStart || (mine.baseStart === theirs.baseStart && mine.baseEnd <= theirs.baseEnd);
}

function overlaps(hunk: Hunk, group: Group, touching: "merge" | "clash"): boolean {
  if (touching === "clash") return hunk.baseStart <= group.end;
  if (hunk.baseStart < group.end) return hunk.baseEnd > group.start;
  return group.start === group.end && hunk.baseStart === group.start && hunk.baseEnd === group.start;
}

interface Sides {
  base: readonly string[];
  mine: readonly string[];
  theirs: readonly string[];
}

function settle(group: Group, sides: Sides, touching: "merge" | "clash", merged: LineMerge): void {
  const base = sides.base.slice(group.start, group.end);
  const mine = sideOf(group, group.mine, sides.mine) ?? base;
  const theirs = sideOf(group, group.theirs, sides.theirs) ?? base;
  const clash = (): void => {
    append(merged.lines, mine);
    merged.conflicts.push({ base, mine, theirs });
  };
  if (group.theirs.length === 0 || isSame(mine, theirs)) append(merged.lines, mine);
  else if (group.mine.length === 0) append(merged.lines, theirs);
  else if (touching === "clash") clash();
  else if (group.start === group.end && areParagraphs(mine, sides.base, group.start) && areParagraphs(theirs, sides.base, group.start)) {
    append(merged.lines, mine);
    if (!isBlank(mine.at(-1)) && !isBlank(theirs[0])) merged.lines.push("");
    append(merged.lines, theirs);
  } else if (group.start === group.end && areListItems(mine) && areListItems(theirs)) append(merged.lines, [...mine, ...theirs]);
  else if (onlyDelete(group.mine) && onlyDelete(group.theirs)) append(merged.lines, keptByBoth(group, sides.base));
  else clash();
}

/** What a side has for the base lines of the group, or null where it changed nothing there. */
function sideOf(group: Group, hunks: readonly Hunk[], side: readonly string[]): string[] | null {
  const first = hunks[0];
  const last = hunks.at(-1);
  if (!first || !last) return null;
  return side.slice(first.otherStart - (first.baseStart - group.start), last.otherEnd + (group.end - last.baseEnd));
}

/** Whether lines inserted before base line `at` are paragraphs of their own, parted from what stands before and behind. */
function areParagraphs(inserted: readonly string[], base: readonly string[], at: number): boolean {
  const before = base[at - 1];
  const behind = base[at];
  const isParted = before === undefined || isBlank(before) || isBlank(inserted[0]) || before.startsWith("#");
  return isParted && (behind === undefined || isBlank(behind) || isBlank(inserted.at(-1)));
}

function areListItems(inserted: readonly string[]): boolean {
  return isListItem(inserted[0]) && inserted.every((line) => isListItem(line) || /^[ \t]+\S/.test(line));
}

function isListItem(line: string | undefined): boolean {
  return line !== undefined && /^\s*(?:[-*+]|\d{1,9}[.)])[ \t]/.test(line);
}

function onlyDelete(hunks: readonly Hunk[]): boolean {
  return hunks.every((hunk) => hunk.otherStart === hunk.otherEnd);
}

function keptByBoth(group: Group, base: readonly string[]): string[] {
  const deleted = new Set<number>();
  for (const hunk of [...group.mine, ...group.theirs]) for (let index = hunk.baseStart; index < hunk.baseEnd; index++) deleted.add(index);
  return base.slice(group.start, group.end).filter((_line, offset) => !deleted.has(group.start + offset));
}
