/** Where a digest's claims stand in the text they were taken from. */
import { locateInPassage } from "../vault/locate";
import { toFileRange } from "../vault/markdown/offsets";
import type { Passage, SourceDocument } from "../vault/passage";
import type { Digest } from "./digest";

/** UTF-16 offsets into the file's text: of the quoted words, and of the passage around them. */
export type ClaimPlace = [start: number, end: number, passageStart: number, passageEnd: number];

/** By id; a claim whose words cannot be found in its passage has the whole passage. `digest` is of this very `document`. */
export function placeClaims(document: SourceDocument, digest: Digest): Record<string, ClaimPlace> {
  const places: Record<string, ClaimPlace> = {};
  digest.sections.forEach(({ claims, questions }, section) => {
    for (const { id, passage: index, quote } of [...claims, ...questions]) {
      const passage = document.sections[section]?.passages[index];
      if (passage !== undefined) places[id] = placeOf(passage, quote);
    }
  });
  return places;
}

function placeOf(passage: Passage, quote: string): ClaimPlace {
  const found = locateInPassage(passage, quote);
  const { start, end } = found === null ? passage : toFileRange(passage, found.start, found.end);
  return [start, end, passage.start, passage.end];
}
