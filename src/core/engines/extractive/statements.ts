/**
 * From a passage to its candidate statements: sentences with what page furniture clings to them cut off. Every span is verbatim;
 * only the copy for reading gets a full stop. Decides what each sentence is; which ones are kept is decided where scores are known.
 */
import type { NothingReason } from "../../claims/digest";
import type { Passage } from "../../vault/passage";
import { isBoilerplate } from "./boilerplate";
import { foldSpaces } from "./letters";
import { endsAsQuestion, isOpenQuestion } from "./questions";
import { isUnspacedText, minimumQuoteLength } from "./scripts";
import { cutLong, type Span, splitSentences } from "./sentences";
import { countWords, cutWords, type Word } from "./words";

export type SentenceRole = "candidate" | "question" | "rhetorical" | "boilerplate" | "fragment";

/** A sentence of a passage. `words` is counted as a reader would. */
export interface PassageSentence extends Span {
  quote: string;
  role: SentenceRole;
  words: number;
  wordList: Word[];
}

const REASON_OF_KIND: Readonly<Partial<Record<Passage["kind"], NothingReason>>> = { code: "code", html: "code", math: "math", table: "table" };

/** Why a passage of this kind never yields statements; null for prose. */
export function reasonOfKind(kind: Passage["kind"]): NothingReason | null {
  return REASON_OF_KIND[kind] ?? null;
}

/** The sentences of a prose passage, in order. Those whose quote would be too short to find again are fragments. */
export function sentencesOf(passage: Passage): PassageSentence[] {
  const text = passage.text;
  if (isBoilerplate(text)) return [];
  const sentences: PassageSentence[] = [];
  for (const whole of splitSentences(text)) {
    for (const piece of cutLong(text, whole)) {
      const span = trimSpan(text, piece);
      const quote = text.slice(span.start, span.end);
      const wordList = cutWords(quote);
      sentences.push({ start: span.start, end: span.end, quote, role: roleOf(text, piece, span, quote, wordList, passage.kind), words: countWords(wordList), wordList });
    }
  }
  return sentences;
}

function roleOf(text: string, piece: Span, span: Span, quote: string, words: readonly Word[], kind: Passage["kind"]): SentenceRole {
  // The passage as a whole was judged before.
  const isAll = piece.start === 0 && piece.end === text.length;
  if (quote === "" || (!isAll && isBoilerplate(text.slice(piece.start, piece.end))) || (quote.length < piece.end - piece.start && isBoilerplate(quote))) return "boilerplate";
  const isWhole = span.start === 0 && span.end === text.length;
  if (quote.length < minimumQuoteLength(quote) && !isWhole) return endsAsQuestion(quote) ? "rhetorical" : "fragment";
  if (endsAsQuestion(quote)) return isOpenQuestion(quote) ? "question" : "rhetorical";
  return isFragment(quote, words, kind) ? "fragment" : "candidate";
}

/** Fewer than six words are a fragment unless they hold a verb or figures, or a list item that is more than a label. */
function isFragment(quote: string, words: readonly Word[], kind: Passage["kind"]): boolean {
  if (isUnspacedText(quote)) return quote.length < 8 || (/[：:]$/u.test(quote) && quote.length < 12);
  if (words.length >= 6) return false;
  if (words.length < 3 || /:$/u.test(quote)) return true;
  const small = words.filter((word) => /^\p{Ll}/u.test(word.text)).length;
  if (/\p{N}/u.test(quote) && words.length >= 4) return false;
  if (kind === "list-item" && words.length >= 4) return false;
  return !(small >= 1 && /[.!。]["”’)]*$/u.test(quote) && words.length >= 4 && VERB.test(quote));
}

const VERB = /\s(?:is|are|was|were|has|have|had|can|could|will|would|should|must|may|might|does|do|did|runs?|uses?|made|makes?|wrote|writes?|built|builds?|won|wins?|led|leads?|gives?|gave|takes?|took|needs?|means?|works?|\p{L}{3,}(?:ed|es)|ist|sind|war|hat|est|sont|es|son|era)\s/iu;
const LEADING_HANDLES = /^(?:@[\p{L}\p{N}_]{1,30}[\s,:]+)+/u;
const ENUMERATOR = /^(?:\(?\d{1,2}[.)]|\(?[a-z]\)|[ivx]{1,4}[.)])\s+/u;
const LEADING_GLYPHS = /^(?:[^\p{L}\p{N}"“‘«„(（¿¡[「『《【$€£~@#+−'’.<π√-]|-\s|#\s)+/u;

/** A to Z: no glyph, number or handle starts with one. */
function isCapital(unit: number): boolean {
  return unit >= 0x41 && unit <= 0x5a;
}

/** The span without leading glyphs, numbering and handles, and without trailing emoji and addresses. */
function trimSpan(text: string, span: Span): Span {
  let { start, end } = span;
  if (isCapital(text.charCodeAt(start))) return { start, end: trimEnd(text, start, end) };
  for (const pattern of [LEADING_GLYPHS, LEADING_HANDLES, ENUMERATOR, LEADING_GLYPHS]) {
    const cut = pattern.exec(text.slice(start, Math.min(end, start + 300)));
    if (cut !== null) start += cut[0].length;
  }
  end = trimEnd(text, start, end);
  return start < end ? { start, end } : { start: span.start, end: span.end };
}

const ADDRESS_HINT = /:\/\/|www\./iu;
const FINAL_ADDRESS = /\s(?:https?:\/\/|www\.)\S+$/iu;
const FINAL_GLYPHS = /[\s\p{Extended_Pictographic}\u{fe0f}\u{200d}\u{1f3fb}-\u{1f3ff}↓→⬇]+$/u;

/** Whether the last character is a visible one of ASCII: none of them is a glyph. */
function endsInAscii(text: string): boolean {
  const unit = text.charCodeAt(text.length - 1);
  return unit > 0x20 && unit < 0x7f;
}

function trimEnd(text: string, start: number, from: number): number {
  let end = from;
  for (let round = 0; round < 6; round += 1) {
    const tail = text.slice(Math.max(start, end - 240), end);
    const address = ADDRESS_HINT.test(tail) ? FINAL_ADDRESS.exec(tail) : null;
    const glyphs = endsInAscii(tail) ? null : FINAL_GLYPHS.exec(tail);
    if (address !== null && address.index + Math.max(start, end - 240) > start) end -= tail.length - address.index;
    else if (glyphs !== null && !/^[©®™]/u.test(glyphs[0]) && glyphs[0].length < tail.length) end -= glyphs[0].length;
    else break;
  }
  return end;
}

/** The quote as it reads on its own: white space folded, a full stop where nothing ends it. */
export function readable(quote: string): string {
  const text = foldSpaces(quote).trim();
  const last = text.charAt(text.length - 1);
  if (".!?…。！？؟۔।".includes(last) || /[.!?…。！？؟۔।]["”’»)\]」』）]+$/u.test(text)) return text;
  const bare = text.replace(/[\s:;,：；，、–—-]+$/u, "");
  const unit = bare.charCodeAt(bare.length - 1);
  // Thai and its neighbours end a sentence with nothing.
  return bare + (unit >= 0x0e00 && unit <= 0x17ff ? "" : isUnspacedText(text) ? "。" : ".");
}
