/** The words of a sentence with what their letters say: capitals, digits, possessives, and whether a capital only opens the sentence. */
import { isCommonWord } from "./common-words";
import { isStopWord } from "./stop-words";
import { plainLetters, type Word, withoutPossessive } from "./words";

type Shape = "small" | "capital" | "upper" | "mixed" | "number" | "code";

const CUT_SUFFIX = /^(.+?)-(?:based|like|style|powered|led|backed|born|era|native|specific|only|level|compatible|wide|friendly|built|made|driven|trained|focused|inspired|related|sponsored|funded|owned|certified|ready|approved|compliant|type|first|centric|shaped|hosted|produced|style|dominated|speaking|american)$/u;
const DOMAIN = /^[a-z0-9-]{2,30}\.(?:gov|org|com|io|ai|net|dev|js|app|edu|co)$/u;

const SMALL_WORD = /^[a-z]+$/;

export interface Token extends Word {
  plain: string;
  lower: string;
  shape: Shape;
  isPossessive: boolean;
  /** Whether nothing but punctuation that opens a sentence stands before it. */
  isInitial: boolean;
}

/** The sentence's words with what their letters say. `words` are the sentence's own. */
export function tokensOf(sentence: string, words: readonly Word[]): Token[] {
  const tokens: Token[] = [];
  let end = 0;
  for (const word of words) {
    const { text, start } = word;
    if (SMALL_WORD.test(text)) {
      tokens.push({ text, start, end: word.end, plain: text, lower: text, shape: "small", isPossessive: false, isInitial: false });
      end = word.end;
      continue;
    }
    let plain = plainLetters(text);
    const bare = withoutPossessive(plain);
    const isPossessive = bare !== plain || /^['’]\s/u.test(sentence.slice(word.end, word.end + 2));
    plain = bare;
    const gap = sentence.slice(end, start);
    const isInitial = tokens.length === 0 || gap.length > 1 && /[:.!?…]["”’)]*\s+["“‘(«]*$|\s["“‘«]$|\s[•–—-]\s$/u.test(gap.slice(-8));
    const cut = plain.includes("-") ? CUT_SUFFIX.exec(plain) : null;
    const kept = cut !== null && /\p{Lu}/u.test(plain) ? (cut[1] ?? plain) : plain;
    const isCut = kept !== plain;
    tokens.push({ text, start, end: isCut ? start + kept.length : word.end, plain: kept, lower: kept.toLowerCase(), shape: shapeOf(kept), isPossessive: isPossessive || isCut, isInitial });
    end = word.end;
  }
  return tokens;
}

function shapeOf(text: string): Shape {
  if (/^[\p{N}.,-]+$/u.test(text)) return "number";
  if (/^\p{N}+\p{Lu}$/u.test(text)) return "code";
  if (!/\p{Lu}/u.test(text)) return /^\p{L}+_\p{L}/u.test(text) || DOMAIN.test(text) ? "mixed" : "small";
  const letters = text.replace(/[^\p{L}]/gu, "");
  if (letters.length >= 2 && (letters === letters.toUpperCase() || /^\p{Lu}{2,}s$/u.test(letters))) return /^\p{N}/u.test(text) && letters.length < 3 ? "code" : "upper";
  if (/[\p{Ll}\p{N}]\p{Lu}/u.test(text) || /^\p{Lu}{2,}\p{Ll}/u.test(text) || /\p{Ll}_|_\p{Ll}/u.test(text)) return "mixed";
  if (/^\p{Lu}/u.test(text)) return /\p{N}/u.test(text) && letters.length <= 4 ? "mixed" : "capital";
  return /\p{Lu}/u.test(text) ? "mixed" : "small";
}

/** Headings and shouting: most words have capitals, so a capital says nothing. */
export function isTitleCase(tokens: readonly Token[]): boolean {
  let capitals = 0;
  let strong = 0;
  let common = 0;
  for (const token of tokens) {
    if (token.shape === "number" || isStopWord(token.lower)) continue;
    strong += 1;
    if (token.shape === "small") continue;
    capitals += 1;
    if (isCommonWord(token.lower)) common += 1;
  }
  return strong >= 3 && capitals >= strong * 0.85 && common >= 2 && common >= capitals * 0.4;
}
