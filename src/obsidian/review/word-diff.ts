/** Which words of one text are not in the other: for showing, never for merging. */
import { diffWordsWithSpace } from "diff";

export interface WordPart {
  text: string;
  change: "same" | "inserted" | "deleted";
}

/** Beyond this length a comparison word by word may hold the app up; the texts are then shown whole (characters). */
const MOST_CHARACTERS = 20_000;

/** `changed` as it came out of `before`. */
export function wordDiff(before: string, changed: string): WordPart[] {
  if (before === "" || before.length + changed.length > MOST_CHARACTERS) return changed === "" ? [] : [{ text: changed, change: before === "" ? "inserted" : "same" }];
  // `timeout` bounds what two texts with nothing in common cost.
  const parts = diffWordsWithSpace(before, changed, { timeout: 20 });
  if (parts === undefined) return [{ text: changed, change: "same" }];
  return parts.map(({ value, added, removed }) => ({ text: value, change: added ? "inserted" : removed ? "deleted" : "same" }));
}
