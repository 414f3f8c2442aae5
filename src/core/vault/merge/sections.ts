/**
 * A page's body as a flat list of sections, one for each ATX heading and one for what stands before the first.
 * It knows lines only; what to do with sections is the body merge's.
 */
import { findLiveLines } from "./blocks";

/**
 * `level` is 0 and `heading` "" for the start of the page. `path` names the headings from the outermost to its own, with their levels;
 * sections of equal path are told apart by their order. `lines` starts with the heading line; the empty lines at the end are only counted, in `blanks`.
 */
export interface Section {
  level: number;
  heading: string;
  path: string;
  parent: Section | null;
  lines: string[];
  blanks: number;
  /** `lines` in one string, to compare whole sections. */
  text: string;
}

export function splitSections(lines: readonly string[]): Section[] {
  const live = findLiveLines(lines);
  const sections: Section[] = [];
  let open: { level: number; heading: string; from: number } = { level: 0, heading: "", from: 0 };
  const ancestors: Section[] = [];
  const close = (to: number): void => {
    while ((ancestors.at(-1)?.level ?? 0) >= open.level && ancestors.length > 0) ancestors.pop();
    const section = makeSection(open.level, open.heading, open.level === 0 ? null : (ancestors.at(-1) ?? null), lines.slice(open.from, to));
    if (section.level > 0) ancestors.push(section);
    sections.push(section);
  };
  lines.forEach((line, index) => {
    const heading = live[index] ? readHeading(line) : null;
    if (heading === null) return;
    close(index);
    open = { ...heading, from: index };
  });
  close(lines.length);
  return sections;
}

/** The section's lines with the empty ones at its end. */
export function linesOf(section: Section): string[] {
  return [...section.lines, ...Array<string>(section.blanks).fill("")];
}

export function nameOf(section: Section): string {
  return section.level === 0 ? "start of the page" : `section ${section.heading}`;
}

export function readHeading(line: string): { level: number; heading: string } | null {
  const match = /^ {0,3}(#{1,6})(?=[ \t]|$)/.exec(line);
  if (!match?.[1]) return null;
  return { level: match[1].length, heading: withoutClosingMarks(line.slice(match[0].length).trim()) };
}

function withoutClosingMarks(heading: string): string {
  let end = heading.length;
  while (heading[end - 1] === "#") end--;
  const before = heading[end - 1];
  return end === 0 || before === " " || before === "\t" ? heading.slice(0, end).trim() : heading;
}

function makeSection(level: number, heading: string, parent: Section | null, all: string[]): Section {
  let end = all.length;
  while (end > 0 && all[end - 1] === "") end--;
  const lines = all.slice(0, end);
  const path = `${parent?.path ?? ""}\n${level} ${heading}`;
  return { level, heading, path, parent, lines, blanks: all.length - end, text: lines.join("\n") };
}
