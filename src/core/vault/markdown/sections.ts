/**
 * Groups passages into sections: by headings, and where that leaves a section too long, at places its own text chooses, so that an edit at one
 * place does not move the cuts further down.
 */
import { shortHash } from "../../text/hash";
import type { Passage, Section } from "../passage";
import type { Part } from "./passages";

/** Sections up to this many characters of plain text stay whole. */
const LONG_SECTION = 6000;
/** A cut is looked for past this … */
const SHORTEST_CUT = 3000;
/** … and forced before this. */
const LONGEST_CUT = 8000;
/** One passage in so many offers a place to cut. */
const CUT_EVERY = 6;
const FINGERPRINT_LENGTH = 16;

/** The sections of a note, in order. A heading with no passages below it makes none, but stands in the paths of those under it. */
export function toSections(parts: Part[]): Section[] {
  const sections: Section[] = [];
  const above: { depth: number; text: string }[] = [];
  let passages: Passage[] = [];
  const finish = (): void => {
    const headingPath = above.map((heading) => heading.text).filter((text) => text !== "");
    for (const group of cutLong(passages)) sections.push(toSection(headingPath, group));
    passages = [];
  };
  for (const part of parts) {
    if (part.kind === "passage") {
      passages.push(part.passage);
      continue;
    }
    finish();
    while (above.length > 0 && (above[above.length - 1]?.depth ?? 0) >= part.depth) above.pop();
    above.push({ depth: part.depth, text: part.text });
  }
  finish();
  return sections;
}

function toSection(headingPath: string[], passages: Passage[]): Section {
  const content = [headingPath, passages.map((passage) => [passage.kind, passage.text])];
  return { headingPath, passages, fingerprint: shortHash(JSON.stringify(content), FINGERPRINT_LENGTH) };
}

function cutLong(passages: Passage[]): Passage[][] {
  if (passages.length === 0) return [];
  if (passages.reduce((sum, passage) => sum + passage.text.length, 0) <= LONG_SECTION) return [passages];
  const groups: Passage[][] = [];
  let group: Passage[] = [];
  let length = 0;
  for (const passage of passages) {
    const isFull = length + passage.text.length > LONGEST_CUT;
    if (group.length > 0 && (isFull || (length >= SHORTEST_CUT && offersCut(passage.text)))) {
      groups.push(group);
      group = [];
      length = 0;
    }
    group.push(passage);
    length += passage.text.length;
  }
  groups.push(group);
  return groups;
}

function offersCut(text: string): boolean {
  return parseInt(shortHash(text, 6), 36) % CUT_EVERY === 0;
}
