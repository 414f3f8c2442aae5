/**
 * Three-way merge of a page's body: sections by heading, then lines within a section.
 * Lines decide first wherever they settle a stretch of the page with room to spare, which keeps headings that were taken out or put into running text
 * harmless; sections decide where lines clash. It knows nothing of properties, and footnote definitions only as placeholder lines (see footnotes.ts).
 */
import { pickChanged, type MergeConflict } from "./conflict";
import { isPlaceholder } from "./footnotes";
import { diffLines, type Hunk } from "./diff";
import { mergeLines } from "./lines";
import { matchByKey, matchSections } from "./match";
import { isReordered, mergeOrder } from "./order";
import { linesOf, nameOf, readHeading, splitSections, type Section } from "./sections";
import { append, isBlank, isSame } from "./text";

export interface BodyMerge {
  lines: string[];
  conflicts: MergeConflict[];
}

/** One section in its three versions, null where a side has none. `glued` says that no empty line stands before its heading. */
interface Row {
  base: Section | null;
  mine: Section | null;
  theirs: Section | null;
  level: number;
  isGlued: boolean;
}

/** A stretch of the page in its three versions. */
interface Stretch {
  base: Row[];
  mine: Row[];
  theirs: Row[];
}

/** Without a base: a conflict for each section of ours that the human's page has otherwise or not at all. */
export function proposeSections(mine: readonly string[], theirs: readonly string[]): MergeConflict[] {
  const theirSections = splitSections(theirs);
  const matches = matchSections(splitSections(mine), theirSections);
  const conflicts: MergeConflict[] = [];
  for (const section of theirSections) report(conflicts, section, [], matches.get(section)?.lines ?? [], section.lines);
  return conflicts;
}

/** Merges lines without line breaks; the last line is the last with text or counts as empty. */
export function mergeBodies(base: readonly string[], mine: readonly string[], theirs: readonly string[]): BodyMerge {
  const sections = { base: splitSections(base), mine: splitSections(mine), theirs: splitSections(theirs) };
  const page = makeRows(sections.base, sections.mine, sections.theirs);
  const whole = settleByLines(page, ["clash"]);
  if (whole) return { lines: whole, conflicts: [] };
  const rowOf = rowsBySection(page);
  const merged: BodyMerge = { lines: [], conflicts: [] };
  for (const stretch of splitStretches(page)) {
    const settled = settleByLines(stretch, hasLooseHeading(stretch) ? ["clash", "merge"] : ["clash"]);
    if (settled) appendPart(merged.lines, settled, firstRow(stretch)?.isGlued ?? false);
    else mergeRows(stretch, rowOf, merged);
  }
  trimEnd(merged.lines, [sections.base, sections.mine, sections.theirs]);
  return merged;
}

function makeRows(base: readonly Section[], mine: readonly Section[], theirs: readonly Section[]): Stretch {
  const mineToBase = matchSections(base, mine);
  const theirsToBase = matchSections(base, theirs);
  const rows = new Map<Section, Row>();
  for (const section of base) rows.set(section, { base: section, mine: null, theirs: null, level: section.level, isGlued: false });
  const added: Section[] = [];
  const mineRows = mine.map((section, index) => {
    const counterpart = mineToBase.get(section);
    const row = (counterpart && rows.get(counterpart)) ?? { base: null, mine: null, theirs: null, level: section.level, isGlued: false };
    if (!counterpart) added.push(section);
    row.mine = section;
    row.isGlued = isGluedTo(mine[index - 1]);
    rows.set(section, row);
    return row;
  });
  const theirsToMine = new Map<Section, Section>();
  const addedByUs = theirs.filter((section) => !theirsToBase.has(section));
  matchByKey(added, addedByUs, theirsToMine, (section) => section.path);
  matchByKey(added, addedByUs, theirsToMine, (section) => section.heading);
  const theirsRows = theirs.map((section, index) => {
    const counterpart = theirsToBase.get(section) ?? theirsToMine.get(section);
    const row = (counterpart && rows.get(counterpart)) ?? { base: null, mine: null, theirs: null, level: section.level, isGlued: isGluedTo(theirs[index - 1]) };
    row.theirs = section;
    rows.set(section, row);
    return row;
  });
  return { base: base.flatMap((section) => rows.get(section) ?? []), mine: mineRows, theirs: theirsRows };
}

function isGluedTo(previous: Section | undefined): boolean {
  return previous !== undefined && previous.lines.length > 0 && previous.blanks === 0;
}

function rowsBySection(page: Stretch): Map<Section, Row> {
  const rows = new Map<Section, Row>();
  for (const row of [...page.base, ...page.mine, ...page.theirs]) for (const section of [row.base, row.mine, row.theirs]) if (section) rows.set(section, row);
  return rows;
}

/** Cuts the page before each section all three have. Where sections moved, or both sides added one in different places, it stays in one piece. */
function splitStretches(page: Stretch): Stretch[] {
  if (isReordered(page.base, page.mine) || isReordered(page.base, page.theirs)) return [page];
  const cut = (rows: readonly Row[]): Row[][] => {
    const parts: Row[][] = [];
    for (const row of rows) {
      const last = parts.at(-1);
      if ((row.base && row.mine && row.theirs) || !last) parts.push([row]);
      else last.push(row);
    }
    return parts;
  };
  const [mine, theirs] = [cut(page.mine), cut(page.theirs)];
  const stretches = cut(page.base).map((base, index) => ({ base, mine: mine[index] ?? [], theirs: theirs[index] ?? [] }));
  const isWhole = stretches.every((stretch) => {
    const ours = new Set(stretch.theirs);
    return stretch.mine.every((row) => row.base !== null || row.theirs === null || ours.has(row));
  });
  return isWhole ? stretches : [page];
}

function firstRow(stretch: Stretch): Row | undefined {
  return stretch.mine[0] ?? stretch.theirs[0];
}

function settleByLines(stretch: Stretch, attempts: readonly ("clash" | "merge")[]): string[] | null {
  // To lines a moved section is a deletion and an insertion, and what the other side adds to it may end up where it was.
  if (isReordered(stretch.base, stretch.mine) || isReordered(stretch.base, stretch.theirs)) return null;
  const { base, mine, theirs } = linesOfStretch(stretch);
  if (isSame(base, mine) || isSame(mine, theirs)) return theirs;
  if (isSame(base, theirs)) return mine;
  for (const touching of attempts) {
    const merge = mergeLines(base, mine, theirs, touching);
    if (merge && merge.conflicts.length === 0 && !hasDoubledHeading(merge.lines, mine, theirs)) return merge.lines;
  }
  return null;
}

function linesOfStretch(stretch: Stretch): Record<keyof Stretch, string[]> {
  const linesIn = (side: keyof Stretch): string[] => stretch[side].flatMap((row) => (row[side] ? linesOf(row[side]) : []));
  return { base: linesIn("base"), mine: linesIn("mine"), theirs: linesIn("theirs") };
}

/** Whether a heading came or went while the text below it stayed: then its section is no section that came or went, and lines know better. */
function hasLooseHeading(stretch: Stretch): boolean {
  const lines = linesOfStretch(stretch);
  const known = { base: new Set(lines.base), mine: new Set(lines.mine), theirs: new Set(lines.theirs) };
  const isWithin = (section: Section | null, all: ReadonlySet<string>): boolean => {
    const text = section?.lines.slice(1).filter((line) => !isBlank(line) && !isPlaceholder(line)) ?? [];
    return text.length > 0 && text.filter((line) => all.has(line)).length * 2 >= text.length;
  };
  return [...stretch.base, ...stretch.mine, ...stretch.theirs].some(
    (row) =>
      (!row.mine && isWithin(row.base, known.mine)) ||
      (!row.theirs && isWithin(row.base, known.theirs)) ||
      (!row.base && (isWithin(row.mine, known.base) || isWithin(row.theirs, known.base))),
  );
}

/** Whether lines alone would double a section that both sides added, or moved under another heading. */
function hasDoubledHeading(merged: readonly string[], mine: readonly string[], theirs: readonly string[]): boolean {
  const [inMine, inTheirs] = [countHeadings(mine), countHeadings(theirs)];
  for (const [heading, count] of countHeadings(merged)) if (count > Math.max(inMine.get(heading) ?? 0, inTheirs.get(heading) ?? 0)) return true;
  return false;
}

function countHeadings(lines: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const line of lines) if (readHeading(line)) counts.set(line, (counts.get(line) ?? 0) + 1);
  return counts;
}

function mergeRows(stretch: Stretch, rowOf: ReadonlyMap<Section, Row>, merged: BodyMerge): void {
  const needed = headingsNeeded(stretch, rowOf);
  for (const row of mergeOrder(stretch.base, stretch.mine, stretch.theirs, (item) => item.level)) {
    const lines = mergeRow(row, rowOf, merged.conflicts) ?? (needed.has(row) && row.mine ? [row.mine.lines[0] ?? "", ""] : null);
    if (lines) appendPart(merged.lines, lines, row.isGlued);
  }
}

/** Sections we removed whose heading stays because the human wrote something below it. */
function headingsNeeded(stretch: Stretch, rowOf: ReadonlyMap<Section, Row>): Set<Row> {
  const needed = new Set<Row>();
  for (const row of stretch.mine) {
    if (row.theirs || row.mine?.text === row.base?.text) continue;
    for (let parent = row.mine?.parent; parent; parent = parent.parent) {
      const parentRow = rowOf.get(parent);
      if (parentRow && !parentRow.theirs) needed.add(parentRow);
    }
  }
  return needed;
}

/** The section's merged lines, or null where it goes. */
function mergeRow(row: Row, rowOf: ReadonlyMap<Section, Row>, conflicts: MergeConflict[]): string[] | null {
  const { base, mine, theirs } = row;
  if (mine && theirs) return mergeSection(base, mine, theirs, conflicts);
  if (mine) return base ? keepHumanLines(base, mine, conflicts) : linesOf(mine);
  if (!theirs) return null;
  if (!base && !isBelowRemoved(theirs, rowOf)) return linesOf(theirs);
  if (base?.text !== theirs.text) report(conflicts, theirs, base?.lines ?? [], [], theirs.lines);
  return null;
}

/** Whether the human removed a section this one stands below. */
function isBelowRemoved(section: Section, rowOf: ReadonlyMap<Section, Row>): boolean {
  for (let parent = section.parent; parent; parent = parent.parent) {
    const row = rowOf.get(parent);
    if (row?.base && !row.mine) return true;
  }
  return false;
}

function mergeSection(base: Section | null, mine: Section, theirs: Section, conflicts: MergeConflict[]): string[] {
  const blanks = pickChanged(base?.blanks ?? theirs.blanks, mine.blanks, theirs.blanks);
  const merge = mergeLines(base?.lines ?? sharedLines(mine.lines, theirs.lines), mine.lines, theirs.lines, "merge");
  if (merge === null) {
    report(conflicts, mine, base?.lines ?? [], mine.lines, theirs.lines);
    return linesOf(mine);
  }
  for (const conflict of merge.conflicts) report(conflicts, mine, conflict.base, conflict.mine, conflict.theirs);
  return [...merge.lines, ...Array<string>(blanks).fill("")];
}

/** The stand-in for a base where both sides added the section: what they share, if more than how they begin and end. */
function sharedLines(mine: readonly string[], theirs: readonly string[]): string[] {
  const hunks = diffLines(mine, theirs) ?? [{ baseStart: 1, baseEnd: mine.length, otherStart: 1, otherEnd: theirs.length }];
  const all = linesOutside(hunks, mine);
  if (all.slice(1).some((line) => !isBlank(line))) return all;
  let start = 0;
  while (start < mine.length && start < theirs.length && mine[start] === theirs[start]) start++;
  return mine.slice(0, start);
}

function linesOutside(hunks: readonly Hunk[], lines: readonly string[]): string[] {
  const kept: string[] = [];
  let at = 0;
  for (const hunk of hunks) {
    append(kept, lines.slice(at, hunk.baseStart));
    at = hunk.baseEnd;
  }
  append(kept, lines.slice(at));
  return kept;
}

/** A section we removed: of the human's version only what the human wrote stays, under its heading. */
function keepHumanLines(base: Section, mine: Section, conflicts: MergeConflict[]): string[] | null {
  if (base.text === mine.text) return null;
  const hunks = diffLines(base.lines, mine.lines);
  if (hunks === null) {
    report(conflicts, mine, base.lines, mine.lines, []);
    return linesOf(mine);
  }
  const kept: string[] = [];
  for (const hunk of hunks) {
    const written = mine.lines.slice(hunk.otherStart, hunk.otherEnd);
    if (kept.length > 0 && !isBlank(kept.at(-1)) && !isBlank(written[0])) kept.push("");
    append(kept, written);
  }
  if (kept.every((line) => isBlank(line) || isPlaceholder(line))) return null;
  if (hunks.some((hunk) => hunk.baseEnd > hunk.baseStart && hunk.otherEnd > hunk.otherStart)) report(conflicts, mine, base.lines, mine.lines, []);
  const heading = mine.lines[0] ?? "";
  if (mine.level > 0 && kept[0] !== heading) kept.unshift(heading, ...(isBlank(mine.lines[1]) && !isBlank(kept[0]) ? [""] : []));
  while (isBlank(kept.at(-1))) kept.pop();
  return [...kept, ...Array<string>(mine.blanks).fill("")];
}

function report(conflicts: MergeConflict[], section: Section, base: readonly string[], mine: readonly string[], theirs: readonly string[]): void {
  const [baseText, mineText, theirsText] = [base, mine, theirs].map(textOf);
  if (mineText === theirsText) return;
  conflicts.push({ where: nameOf(section), base: baseText ?? "", mine: mineText ?? "", theirs: theirsText ?? "" });
}

/** The lines as people see them: without placeholders, and empty lines at the end. */
function textOf(lines: readonly string[]): string {
  const shown = lines.filter((line) => !isPlaceholder(line));
  while (isBlank(shown.at(-1))) shown.pop();
  return shown.join("\n");
}

/** Sections that meet for the first time are parted by an empty line. */
function appendPart(lines: string[], part: readonly string[], isGlued: boolean): void {
  if (part.length > 0 && lines.length > 0 && !isGlued && !isBlank(lines.at(-1)) && !isBlank(part[0])) lines.push("");
  append(lines, part);
}

/** A section that came to stand last brings the empty line it had before its successor. */
function trimEnd(lines: string[], versions: readonly (readonly Section[])[]): void {
  const most = Math.max(...versions.map((sections) => sections.at(-1)?.blanks ?? 0));
  let blanks = 0;
  while (lines[lines.length - 1 - blanks] === "") blanks++;
  if (blanks > most) lines.length -= blanks - most;
}
