/** Conflicts of a page as they are remembered from one run to the next: which of them are open still, and what a new proposal does to them. */
import type { MergeConflict } from "../vault/merge";
import { diffLines } from "../vault/merge/diff";
import { withoutDefinitions } from "../vault/merge/settle";

const words = (part: string): string => part.replace(/\s+/g, " ").trim();

/** A conflict is settled once the human's words are gone from the page or the proposal stands in it. */
export const stillOpen = (conflicts: MergeConflict[], text: string): MergeConflict[] => {
  if (conflicts.length === 0) return [];
  const page = words(text);
  return conflicts.filter(({ mine, theirs }) => page.includes(words(mine)) && (words(theirs) === "" || !page.includes(words(theirs))));
};

const isSamePlace = (left: MergeConflict, right: MergeConflict): boolean => left.where === right.where && words(left.mine) === words(right.mine);

/**
 * The conflicts of a page after a merge. `known` are those from before, `fresh` those of this merge against the last proposal, `proposal` is what was proposed
 * now and `page` what came of it. A new conflict in the place of a known one takes it over, with the base from which both sides set out; one whose proposal
 * went back to that base is none, and one that is proposed no longer is dropped.
 */
export function carryConflicts(known: MergeConflict[], fresh: MergeConflict[], proposal: string, page: string): MergeConflict[] {
  const proposed = words(proposal);
  const standing = known.filter((conflict) => {
    const theirs = words(withoutDefinitions(conflict));
    return !fresh.some((other) => isSamePlace(other, conflict)) && (theirs === "" || proposed.includes(theirs));
  });
  const taken = fresh
    .map((conflict) => ({ ...conflict, base: known.find((other) => isSamePlace(other, conflict))?.base ?? conflict.base }))
    .filter(({ base, theirs }) => words(base) !== words(theirs));
  const all = [...stillOpen(standing, page), ...taken];
  return [...new Map(all.map((conflict) => [JSON.stringify([conflict.where, conflict.mine, conflict.theirs]), conflict])).values()];
}

/** How many changes a merge put into a page, its stamp and footnotes apart, which follow from the others; null where they are too many to be told apart. */
export function countMerged(before: string, after: string): number | null {
  const linesOf = (text: string): string[] => text.split(/\r?\n/).filter((line) => !/^(compendium:|\[\^[^\]]+\]:)/.test(line));
  return diffLines(linesOf(before), linesOf(after))?.length ?? null;
}
