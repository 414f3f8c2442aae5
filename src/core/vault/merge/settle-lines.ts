/** Finds the place of a conflict among a page's lines, and puts other lines there. Placeholder lines of footnotes are passed over and kept. */
import { isPlaceholder } from "./footnotes";
import { nameOf, readHeading, splitSections, type Section } from "./sections";
import { isBlank } from "./text";

/** Lines `start` to `end`, exclusive. */
interface Range {
  start: number;
  end: number;
}

interface PlacedSection extends Range {
  section: Section;
}

function placeSections(lines: readonly string[]): PlacedSection[] {
  let start = 0;
  return splitSections(lines).map((section) => {
    const end = start + section.lines.length + section.blanks;
    const placed = { section, start, end };
    start = end;
    return placed;
  });
}

/**
 * The lines with `old` replaced by `wanted`, once: in the section called `where` if it stands there, else wherever it does. Of several places the one that
 * follows the same line as in what was proposed. Null where it is nowhere.
 */
export function replaceLines(lines: readonly string[], old: readonly string[], wanted: readonly string[], where: string | null, proposed: readonly string[] | null): string[] | null {
  const named = where === null ? [] : placeSections(lines).filter(({ section }) => nameOf(section) === where);
  const whole = { start: 0, end: lines.length };
  for (const isAlike of [isEqual, isEqualInWords]) {
    for (const ranges of [named, [whole]]) {
      const found = ranges.flatMap((range) => findAll(lines, range, old, isAlike));
      const [first] = found;
      if (first !== undefined) return replaceRange(lines, found.length === 1 ? first : bestOf(found, lines, wanted, proposed), wanted);
    }
  }
  return null;
}

const isEqual = (left: string, right: string): boolean => left === right;
const isEqualInWords = (left: string, right: string): boolean => left.replace(/\s+/g, " ").trim() === right.replace(/\s+/g, " ").trim();

function findAll(lines: readonly string[], { start, end }: Range, old: readonly string[], isAlike: (left: string, right: string) => boolean): Range[] {
  const isLoose = isAlike === isEqualInWords;
  const sought = isLoose ? old.filter((line) => !isBlank(line)) : old;
  const [first] = sought;
  if (first === undefined) return [];
  const found: Range[] = [];
  for (let at = start; at < end; at++) {
    if (!isAlike(lines[at] ?? "", first)) continue;
    let index = at;
    let matched = 0;
    while (index < end && matched < sought.length) {
      const line = lines[index] ?? "";
      if (isAlike(line, sought[matched] ?? "")) matched++;
      else if (!isPlaceholder(line) && !(isLoose && isBlank(line))) break;
      index++;
    }
    if (matched === sought.length) found.push({ start: at, end: index });
  }
  return found;
}

function bestOf(found: readonly Range[], lines: readonly string[], wanted: readonly string[], proposed: readonly string[] | null): Range {
  const at = proposed === null ? -1 : proposed.indexOf(wanted.find((line) => !isBlank(line)) ?? "");
  const before = proposed === null || at < 0 ? null : lineBefore(proposed, at);
  const [first = { start: 0, end: 0 }] = found;
  return found.find(({ start }) => before !== null && lineBefore(lines, start) === before) ?? first;
}

/** The last line with text before `at`, or "". */
function lineBefore(lines: readonly string[], at: number): string {
  let index = at - 1;
  while (index >= 0 && (isBlank(lines[index]) || isPlaceholder(lines[index] ?? ""))) index--;
  return lines[index] ?? "";
}

function replaceRange(lines: readonly string[], { start, end }: Range, wanted: readonly string[]): string[] {
  const kept = lines.slice(start, end).filter(isPlaceholder);
  const before = lines.slice(0, start);
  const after = lines.slice(end);
  if (wanted.length === 0 && kept.length === 0 && (before.length === 0 || isBlank(before.at(-1)))) while (isBlank(after[0])) after.shift();
  return [...before, ...wanted, ...kept, ...after];
}

/** The lines with `wanted` put in where the proposal has them, as seen from what stands around them there. */
export function insertLines(lines: readonly string[], wanted: readonly string[], where: string, proposed: readonly string[] | null): string[] | null {
  const [first] = wanted;
  if (first === undefined) return [...lines];
  const sections = placeSections(lines);
  const heading = readHeading(first);
  if (heading !== null && `section ${heading.heading}` === where) return insertAt(lines, placeOfSection(lines, sections, where, proposed), wanted, true);
  const home = sections.find(({ section }) => nameOf(section) === where);
  if (home !== undefined) return insertAt(lines, placeInSection(lines, home, wanted, proposed), wanted, false);
  const ours = proposed === null ? undefined : placeSections(proposed).find(({ section }) => nameOf(section) === where);
  const title = ours?.section.lines[0];
  return title === undefined ? null : insertAt(lines, placeOfSection(lines, sections, where, proposed), [title, "", ...wanted], true);
}

/** Behind the section that ours follows in the proposal and the page has too, else at the end, before the footnotes. */
function placeOfSection(lines: readonly string[], sections: readonly PlacedSection[], where: string, proposed: readonly string[] | null): number {
  const ours = proposed === null ? [] : placeSections(proposed).map(({ section }) => nameOf(section));
  for (let index = ours.indexOf(where) - 1; index >= 0; index--) {
    const standing = sections.find(({ section }) => nameOf(section) === ours[index]);
    if (standing !== undefined) return contentEnd(lines, standing);
  }
  return contentEnd(lines, { start: 0, end: lines.length });
}

function placeInSection(lines: readonly string[], home: PlacedSection, wanted: readonly string[], proposed: readonly string[] | null): number {
  const ours = proposed === null ? undefined : placeSections(proposed).find(({ section }) => nameOf(section) === nameOf(home.section));
  const at = ours?.section.lines.indexOf(wanted.find((line) => !isBlank(line)) ?? "") ?? -1;
  const own = lines.slice(home.start, home.end);
  const isAnchor = (line: string | undefined): line is string => line !== undefined && !isBlank(line) && !isPlaceholder(line) && own.includes(line);
  for (let index = at - 1; index >= 0; index--) {
    const line = ours?.section.lines[index];
    if (isAnchor(line)) return home.start + own.indexOf(line) + 1;
  }
  for (let index = at + 1; at >= 0 && index < (ours?.section.lines.length ?? 0); index++) {
    const line = ours?.section.lines[index];
    if (isAnchor(line)) return home.start + own.indexOf(line);
  }
  return contentEnd(lines, home);
}

/** Behind the last line with text of the range; footnotes and empty lines at its end come after. */
function contentEnd(lines: readonly string[], { start, end }: Range): number {
  let at = end;
  while (at > start && (isBlank(lines[at - 1]) || isPlaceholder(lines[at - 1] ?? ""))) at--;
  return at;
}

const isItem = (line: string | undefined): boolean => line !== undefined && /^\s*(?:[-*+]|\d{1,9}[.)])[ \t]|^\|/.test(line);

/** Items of one list stand together; all else is parted by an empty line. */
function insertAt(lines: readonly string[], at: number, wanted: readonly string[], isSection: boolean): string[] {
  const [before, after] = [lines[at - 1], lines[at]];
  const isParted = (one: string | undefined, other: string | undefined): boolean => one === undefined || other === undefined || isBlank(one) || isBlank(other) || (!isSection && isItem(one) && isItem(other));
  return [...lines.slice(0, at), ...(isParted(before, wanted[0]) ? [] : [""]), ...wanted, ...(isParted(wanted.at(-1), after) ? [] : [""]), ...lines.slice(at)];
}
