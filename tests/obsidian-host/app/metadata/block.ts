/** What a block is, and what the readers of blocks share. */
import { endsParagraph, FENCE, HEADING, THEMATIC_BREAK } from "./block-starts";
import { indentOf, type Line } from "./lines";

export type LeafType = "heading" | "paragraph" | "code" | "table" | "html" | "math" | "comment" | "definition" | "thematicBreak";

export interface Placed {
  start: number;
  end: number;
}

export interface Leaf extends Placed {
  type: LeafType;
  /** Stretches of text that may hold links and tags. Nothing inline goes from one to the next. */
  prose: Placed[];
  /** Its last line, where a block's id stands. */
  last: string;
  heading?: { level: number; text: string };
  definition?: { id: string; link: string };
}

export interface Container extends Placed {
  type: "blockquote" | "callout" | "footnoteDefinition";
  blocks: Block[];
  last: string;
  footnote?: string;
}

export type Block = Leaf | Container | List;

export interface ListItem {
  line: number;
  start: number;
  end: number;
  task: string | null;
  blocks: Block[];
}

export interface List {
  type: "list";
  line: number;
  start: number;
  end: number;
  items: ListItem[];
  last: string;
}

export interface Taken {
  block: Block;
  /** The line behind the block. */
  next: number;
}

export type Take = (lines: readonly Line[], at: number, depth: number) => Taken | null;

export type ReadBlocks = (lines: readonly Line[], depth: number) => Block[];

const NONE: Line = { number: 0, start: 0, from: 0, text: "" };
export const lineAt = (lines: readonly Line[], at: number): Line => lines[at] ?? NONE;

export const closesFence = (mark: string, text: string): boolean => {
  const rest = text.trim();
  return rest.length >= mark.length && indentOf(text) < 4 && [...rest].every((character) => character === mark[0]);
};

/** Whether a line without the block's mark still belongs to a paragraph inside it. */
export function createLaziness(): { hear(text: string): void; allows(text: string): boolean } {
  let fence: string | null = null;
  let isParagraph = false;
  return {
    hear: (text) => {
      const mark = FENCE.exec(text.trimStart())?.[1];
      if (fence !== null) {
        if (closesFence(fence, text.trim())) fence = null;
        isParagraph = false;
        return;
      }
      fence = mark ?? null;
      isParagraph = mark === undefined && text.trim() !== "" && !HEADING.test(text) && !THEMATIC_BREAK.test(text);
    },
    allows: (text) => isParagraph && !endsParagraph(text),
  };
}
