/** Both sides of a conflict in one text, for a human to edit: theirs first loses what the human's has already. */
import type { MergeConflict } from "./conflict";
import { isBlank } from "./text";

/** The human's text followed by the sentences and lines that only ours has. A property or footnote can hold one value only, so it is the human's where there is one. */
export function joinSides({ where, mine, theirs }: MergeConflict): string {
  if (mine.trim() === "") return theirs;
  if (/^(property |properties$|footnote )/.test(where)) return mine;
  const own = new Set(mine.split("\n").map((line) => line.trim()));
  const lines = mine.split("\n");
  for (const line of theirs.split("\n")) {
    if (isBlank(line) || own.has(line.trim())) continue;
    const marker = /^\s*(?:[-*+]|\d{1,9}[.)])[ \t]+/.exec(line)?.[0] ?? "";
    const fresh = sentencesOf(line.slice(marker.length)).filter((sentence) => !mine.includes(sentence));
    if (fresh.length === 0) continue;
    const last = lines.at(-1) ?? "";
    // A line break within a paragraph would be one in what is shown.
    if (marker === "" && isProse(line) && isProse(last)) lines[lines.length - 1] = `${last} ${fresh.join(" ")}`;
    else lines.push(marker + fresh.join(" "));
  }
  return lines.join("\n");
}

/** A sentence of ours ends with its citations. */
const sentencesOf = (line: string): string[] => line.split(/(?<=\[\^[^\]\s]+\])\s+/).filter((sentence) => sentence !== "");

const isProse = (line: string): boolean => !isBlank(line) && !/^\s*(?:[-*+>|]|#{1,6}\s|\d{1,9}[.)]\s)/.test(line);
