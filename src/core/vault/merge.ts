/**
 * Structural three-way merge of a generated page: what a human wrote into it survives, what we have to say anew is put in, and what cannot be both is
 * reported and stays as the human has it. Properties are merged by key, sections by heading, footnote definitions by label, then lines within a section.
 * It knows texts only: not which page it is, where it is kept, or what its sentences claim.
 */
import { mergeBodies, proposeSections } from "./merge/body";
import { pickChanged, type MergeConflict } from "./merge/conflict";
import { alignFootnotes, proposeFootnotes, returnFootnotes, takeFootnotes, type FootnoteSplit } from "./merge/footnotes";
import { readPage, usesCarriageReturns, writePage, type Page } from "./merge/page-lines";
import { mergeProperties, proposeProperties } from "./merge/properties";

export type { MergeConflict } from "./merge/conflict";

/** `text` never holds conflict markers. Each conflict's place has the human's words in `text`, and ours in `theirs`. */
export interface MergeResult {
  text: string;
  conflicts: MergeConflict[];
}

/**
 * Merges a page. `base` is what we last published (null: unknown), `mine` what is on disk (a human may have edited it), `theirs` what we now want to publish.
 * Where only one side changed, the result is the other, byte for byte. Without a base `mine` stands, with our `compendium` property, and all else is proposed.
 * The property `compendium` is always ours. Line breaks are those of `mine`. Never throws; linear in the texts, with a bound on how far lines are compared.
 */
export function mergePages(base: string | null, mine: string, theirs: string): MergeResult {
  if (mine === base || mine === theirs) return { text: theirs, conflicts: [] };
  if (theirs === base) return { text: mine, conflicts: [] };
  const versions = { base: base === null ? null : readPage(base), mine: readPage(mine), theirs: readPage(theirs) };
  const merged = versions.base ? mergeKnown(versions.base, versions.mine, versions.theirs) : propose(versions.mine, versions.theirs);
  return { text: writePage(merged.page, usesCarriageReturns(mine)), conflicts: merged.conflicts };
}

interface PageMerge {
  page: Page;
  conflicts: MergeConflict[];
}

function mergeKnown(base: Page, mine: Page, theirs: Page): PageMerge {
  const properties = mergeProperties(base.properties, mine.properties, theirs.properties);
  const body = isSameBody(base, mine) ? theirs : isSameBody(base, theirs) || isSameBody(mine, theirs) ? mine : null;
  const merged = body ? { lines: body.lines, conflicts: [] } : mergeBodyLines(base, mine, theirs);
  const page = {
    mark: pickChanged(base.mark, mine.mark, theirs.mark),
    properties: properties.lines,
    lines: merged.lines,
    endsWithBreak: pickChanged(base.endsWithBreak, mine.endsWithBreak, theirs.endsWithBreak),
  };
  return { page, conflicts: [...properties.conflicts, ...merged.conflicts] };
}

function isSameBody(left: Page, right: Page): boolean {
  return left.lines.length === right.lines.length && left.lines.every((line, index) => line === right.lines[index]);
}

function mergeBodyLines(base: Page, mine: Page, theirs: Page): { lines: string[]; conflicts: MergeConflict[] } {
  const splits: [FootnoteSplit, FootnoteSplit, FootnoteSplit] = [takeFootnotes(base.lines), takeFootnotes(mine.lines), takeFootnotes(theirs.lines)];
  alignFootnotes(...splits);
  return returnFootnotes(...splits, mergeBodies(splits[0].lines, splits[1].lines, splits[2].lines));
}

/** Without a base nobody can say who changed what: the human's text stands, and each part of ours that is not there like that is proposed. */
function propose(mine: Page, theirs: Page): PageMerge {
  const properties = proposeProperties(mine.properties, theirs.properties);
  const [mineSplit, theirsSplit] = [takeFootnotes(mine.lines), takeFootnotes(theirs.lines)];
  const sections = proposeSections(mineSplit.lines, theirsSplit.lines);
  return { page: { ...mine, properties: properties.lines }, conflicts: [...properties.conflicts, ...proposeFootnotes(mineSplit, theirsSplit, sections)] };
}
