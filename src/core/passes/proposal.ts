/** What the pages passes hand to the write pass: a file as it should stand. */
import type { PageState } from "../compile/state";

export interface Proposal extends Pick<PageState, "kind" | "failure" | "isUnread"> {
  path: string;
  /** Where the page lies now, if it moves. */
  movedFrom: string | null;
  id: string;
  /** Over everything the text was rendered from. */
  inputs: string;
  recipe: string;
  /** Null: what is there is what would be rendered. */
  text: string | null;
  summary: string;
  name: string;
  aliases: string[];
}
