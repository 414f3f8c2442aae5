/**
 * Where a name may begin and end in a text, and how it may be written there. Judgements about characters and case only: no dictionary, no Markdown.
 */
import { CharacterClass, classOf, isMark, isWordClass, pointAt, pointBefore, widthOf } from "./characters";

/** Elided articles and pronouns that stand before a name: l'ONU, d'Alembert, all'Etna. */
const ELISION_LETTERS = "ldcjmnstLDqu";
/** How far to look back for what a sentence starts after. */
const LOOK_BACK = 24;
/** Small kana, sound marks and iteration marks, which begin no word. */
const CANNOT_BEGIN = /[\u30fc\u3005\u3041\u3043\u3045\u3047\u3049\u3063\u3083\u3085\u3087\u308e\u30a1\u30a3\u30a5\u30a7\u30a9\u30c3\u30e3\u30e5\u30e7\u30ee\u309d\u309e\u30fd\u30fe]/;

/** Whether a name written at `start` to `end` begins and ends there, rather than being a part of a longer word, number, path or address. */
export function isWholeName(text: string, start: number, end: number): boolean {
  return startsWhole(text, start, end) && endsWhole(text, start, end);
}

function startsWhole(text: string, start: number, end: number): boolean {
  const before = pointBefore(text, start);
  if (before < 0) return true;
  const first = pointAt(text, start);
  if (joins(before, first)) return false;
  const symbol = String.fromCodePoint(before);
  const further = pointBefore(text, start - widthOf(before));
  const followsWord = isWordOrLink(further, -1, "])");
  if (symbol === "_") return !isWordOrLink(pointPast(text, start, -1, "_"), -1, "])");
  if (symbol === "@" || symbol === "#" || symbol === "\\" || symbol === "/") return symbol === "@" || symbol === "#" ? false : !followsWord && further !== 0x2f;
  if (symbol === ".") return !followsWord || classOf(first) === CharacterClass.unspaced;
  if (symbol === "-" || symbol === "\u2010" || symbol === "\u2011") return !followsWord || isProper(text, start, end);
  if (symbol === "'" || symbol === "\u2019") return !followsWord || isElision(text, start - 1);
  return true;
}

function endsWhole(text: string, start: number, end: number): boolean {
  const after = pointAt(text, end);
  if (after < 0) return true;
  if (isMark(after)) return false;
  const last = pointBefore(text, end);
  if (joins(last, after)) return false;
  const symbol = String.fromCodePoint(after);
  if (CANNOT_BEGIN.test(symbol) && classOf(last) === CharacterClass.unspaced) return false;
  const further = pointAt(text, end + widthOf(after));
  const precedesWord = isWordOrLink(further, pointAt(text, end + widthOf(after) + 1), "[");
  if (symbol === "_") return !isWordOrLink(pointPast(text, end, 1, "_"), -1, "[");
  if (symbol === "+" || symbol === "#") return !isWordClass(classOf(last)) && symbol === "#";
  if (symbol === "/" || symbol === "\\" || symbol === "@") return !precedesWord;
  if (symbol === ".") return !precedesWord || classOf(last) === CharacterClass.unspaced || classOf(further) === CharacterClass.unspaced;
  if (symbol === "-" || symbol === "\u2010" || symbol === "\u2011") return !precedesWord || (isProper(text, start, end) && !isDigit(further));
  if (symbol === "'" || symbol === "\u2019") return !precedesWord || isPossessive(text, end);
  return true;
}

/**
 * Whether a word or a link stands there: what a link shows is taken for a word, or linking one half of "C#/QEMU" would free the other.
 * A bracket before `^` (`next`) is a footnote's.
 */
function isWordOrLink(point: number, next: number, brackets: string): boolean {
  if (point < 0) return false;
  return isWordClass(classOf(point)) || (brackets.includes(String.fromCodePoint(point)) && next !== 0x5e);
}

/** Whether two neighbouring code points stand in one word. */
function joins(left: number, right: number): boolean {
  const leftClass = classOf(left);
  const rightClass = classOf(right);
  if (!isWordClass(leftClass) || !isWordClass(rightClass)) return false;
  if (isMark(right)) return true;
  if (leftClass === CharacterClass.unspaced || rightClass === CharacterClass.unspaced) return false;
  return leftClass === rightClass;
}

/** The first code point past a run of `character` in a direction, or a space at either end of the text. Looks at no more than eight. */
function pointPast(text: string, from: number, direction: 1 | -1, character: string): number {
  let at = direction === 1 ? from : from - 1;
  for (let steps = 0; steps < 8 && text[at] === character; steps++) at += direction;
  if (at < 0 || at >= text.length) return 0x20;
  return direction === 1 ? pointAt(text, at) : pointBefore(text, at + 1);
}

/** Whether what stands there looks like a proper name: part of a compound (QEMU-based) it still means what it names. */
function isProper(text: string, start: number, end: number): boolean {
  const written = text.slice(start, end);
  return written !== written.toLowerCase() || classOf(pointAt(text, start)) >= CharacterClass.hangul;
}

function isDigit(point: number): boolean {
  return point >= 0x30 && point <= 0x39;
}

function isElision(text: string, apostrophe: number): boolean {
  const letter = text[apostrophe - 1] ?? "";
  if (!ELISION_LETTERS.includes(letter)) return false;
  const before = pointBefore(text, letter === "u" ? apostrophe - 2 : apostrophe - 1);
  return before < 0 || !isWordClass(classOf(before)) || (letter === "u" && before === 0x71);
}

function isPossessive(text: string, apostrophe: number): boolean {
  const letter = text[apostrophe + 1];
  if (letter !== "s" && letter !== "S") return false;
  const after = pointAt(text, apostrophe + 2);
  return after < 0 || !isWordClass(classOf(after));
}

/** Whether `index` is where a sentence, line item or table cell begins: only opening marks and blanks stand between it and what ended before. */
export function isSentenceStart(text: string, index: number): boolean {
  let hasLineBreak = false;
  let hasListMarker = false;
  for (let at = index - 1; at >= index - LOOK_BACK; at--) {
    if (at < 0) return true;
    const character = text.charAt(at);
    if (".!?\u2026\u3002\uff01\uff1f".includes(character)) return true;
    if (character === "\n") {
      if (hasLineBreak || hasListMarker) return true;
      hasLineBreak = true;
    } else if (character === "|") {
      return true;
    } else if ("-*+>#".includes(character)) {
      hasListMarker = !hasLineBreak;
    } else if (isWordClass(classOf(pointBefore(text, at + 1)))) {
      return false;
    }
  }
  return false;
}

/**
 * Whether a text may mean `name` by writing `written` (both comparable, equal but for case).
 * A name with capitals is met as it is and all in capitals (from four letters on); one whose first letter alone is a capital and which has several words
 * (a title: "Dynamic translation") also in lower case. A name in lower case is met capitalised at the start of a sentence, or, of several words, anywhere.
 */
export function isWrittenAs(written: string, name: string, isAtSentenceStart: () => boolean): boolean {
  if (written === name) return true;
  const lower = name.toLowerCase();
  const isCompound = name.includes(" ");
  const letters = name.replace(/[^\p{L}]/gu, "").length;
  if (written === name.toUpperCase() && letters >= 4) return true;
  if (isCompound && (name === lower || name === capitalised(lower)) && isPlainCase(written, lower)) return true;
  if (written === capitalised(name)) return isAtSentenceStart();
  return false;
}

/** Lower case, with a first capital, or with every word so: not a mixture that means something else. */
function isPlainCase(written: string, lower: string): boolean {
  if (written === lower || written === capitalised(lower)) return true;
  return written === lower.split(" ").map(capitalised).join(" ");
}

function capitalised(text: string): string {
  const first = String.fromCodePoint(text.codePointAt(0) ?? 0x20);
  return text === "" ? "" : first.toUpperCase() + text.slice(first.length);
}
