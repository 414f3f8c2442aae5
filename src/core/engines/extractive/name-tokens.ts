/** The words of a sentence with what their letters say: capitals, digits, possessives, and whether a capital only opens the sentence. */
import { isStopWord } from "../../text/stop-words";
import type { Shape } from "./word-form";
import { type Word, wordsOf } from "./words";

export interface Token extends Word {
  plain: string;
  lower: string;
  shape: Shape;
  isPossessive: boolean;
  /** Whether nothing but punctuation that opens a sentence stands before it. */
  isInitial: boolean;
}

const OWNER_MARK = /^['’]\s/u;
const OPENING_GAP = /[:.!?…]["”’)]*\s+["“‘(«]*$|\s["“‘«]$|\s[•–—-]\s$/u;

/** The sentence's words with what their letters say. `words` are the sentence's own. */
export function tokensOf(sentence: string, words: readonly Word[]): Token[] {
  const tokens: Token[] = [];
  let lastEnd = 0;
  for (const { text, start, end, spelling } of words) {
    const { plain, lower, shape, isPossessive, isCut, isSmallWord } = spelling.form;
    if (isSmallWord) {
      tokens.push({ text, start, end, spelling, plain, lower, shape, isPossessive: false, isInitial: false });
    } else {
      const isOwner = isPossessive || isCut || OWNER_MARK.test(sentence.slice(end, end + 2));
      const gap = start - lastEnd > 1 ? sentence.slice(Math.max(lastEnd, start - 8), start) : "";
      const isInitial = tokens.length === 0 || (gap !== "" && OPENING_GAP.test(gap));
      tokens.push({ text, start, end: isCut ? start + plain.length : end, spelling, plain, lower, shape, isPossessive: isOwner, isInitial });
    }
    lastEnd = end;
  }
  return tokens;
}

/** Headings and shouting: most words have capitals, so a capital says nothing. */
export function isTitleCase(tokens: readonly Token[]): boolean {
  let capitals = 0;
  let strong = 0;
  let common = 0;
  for (const token of tokens) {
    if (token.shape === "number" || token.spelling.form.isStop) continue;
    strong += 1;
    if (token.shape === "small") continue;
    capitals += 1;
    if (token.spelling.form.isCommon) common += 1;
  }
  return strong >= 3 && capitals >= strong * 0.85 && common >= 2 && common >= capitals * 0.4;
}

/** The words a name may be known by before the text is read: of the title, the tags and the authors. */
export function knownWords(texts: readonly string[]): Set<string> {
  const known = new Set<string>();
  for (const text of texts) for (const { spelling } of wordsOf(text)) if (!isStopWord(spelling.lower)) known.add(spelling.bare);
  return known;
}
