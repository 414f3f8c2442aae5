/** A claim made ready for comparing: its amounts, dates and names, and the words that say what it is about. Linear in its text. */
import type { ArticleClaim } from "../../engine";
import { figuresOf } from "../grounding/compare-figures";
import { isContent, readText, type Reading, type Token } from "../grounding/reading";
import { namesOf } from "../grounding/read-names";
import { ordinalOfWord } from "../grounding/tables/number-words";
import { momentsOf, type Moment } from "./moments";
import { quantityOf, type Quantity } from "./quantities";
import { doingOf } from "./tables/doings";

/** A name and its place: the small word before it ("by", "in"), by which two names are seen to stand for the same thing. */
export interface NamedPart {
  text: string;
  start: number;
  words: string[];
  slot: string;
}

export interface ReadClaim {
  claim: ArticleClaim;
  reading: Reading;
  quantities: Quantity[];
  moments: Moment[];
  names: NamedPart[];
  /** Words of content that are neither figures nor names, with where they stand. */
  topics: { word: string; sentence: number; clause: number }[];
  /** What a part of the concept is called: "wing" in "the new wing of the museum". */
  parts: string[];
  ordinals: string[];
  hasWords: (word: string) => boolean;
}

/** Claims are one or two sentences; what is longer is compared by its beginning. */
const LONGEST = 2_000;

/** `names` are those of the concept the claims are about: they say nothing about what a claim says of it. */
export function readClaim(claim: ArticleClaim, names: readonly string[]): ReadClaim {
  const reading = readText(claim.text.slice(0, LONGEST));
  const own = new Set(names.flatMap((name) => readText(name).tokens.map(({ stem }) => stem)));
  const { numbers, dates } = figuresOf(reading);
  const years = numbers.filter(({ isYearLike }) => isYearLike);
  const quantities = numbers.filter(({ isYearLike }) => !isYearLike).map((fact) => quantityOf(reading, fact));
  const found = namesOf(reading, reading.language === "other" ? "en" : reading.language).filter(({ first, last }) => !reading.tokens.slice(first, last + 1).every(({ stem }) => own.has(stem)));
  const isNamed = new Set(found.flatMap(({ first, last }) => reading.tokens.slice(first, last + 1)));
  const spans = [...numbers, ...dates].map(({ start, end }) => ({ start, end }));
  const isTopic = (token: Token): boolean => isContent(token) && !own.has(token.stem) && !isNamed.has(token) && !spans.some(({ start, end }) => token.start < end && start < token.end);
  const topics = reading.tokens.filter(isTopic).map(({ stem, sentence, clause }) => ({ word: doingOf(stem), sentence, clause }));
  const words = new Set(reading.tokens.map(({ stem }) => doingOf(stem)));
  return {
    claim,
    reading,
    quantities,
    moments: momentsOf(reading, dates, years),
    names: found.map(({ first, last }) => namedPart(reading, first, last)),
    topics,
    parts: partsOf(reading, own),
    ordinals: reading.tokens.flatMap(({ lower }) => (lower === "second" || ordinalOfWord(lower) !== undefined || /^\d{1,2}(?:st|nd|rd|th)$/.test(lower) ? [lower] : [])),
    hasWords: (word) => words.has(word),
  };
}

/** Who did it stands behind "by", or before the verb with nothing before it. */
const DOER = new Set("by von vom durch par por da door av от".split(" "));
const ARTICLES = new Set("the a an der die das den dem des ein eine einem einen einer le la les l' un une el los las una il lo gli o os as de het een".split(" "));

function namedPart({ plain, tokens }: Reading, first: number, last: number): NamedPart {
  const words = tokens.slice(first, last + 1);
  let before = first - 1;
  while (before >= 0 && tokens[before]?.clause === words[0]?.clause && (isContent(tokens[before] as Token) || ARTICLES.has(tokens[before]?.lower ?? ""))) before -= 1;
  const slot = tokens[before];
  const isFirst = slot === undefined || slot.clause !== words[0]?.clause;
  return {
    text: plain.slice(words[0]?.start ?? 0, words.at(-1)?.end ?? 0),
    start: words[0]?.start ?? 0,
    words: words.map(({ lower }) => lower),
    slot: isFirst || DOER.has(slot.lower) ? "^" : slot.lower,
  };
}

const OF = new Set("of der des von vom de du del di da do van af af't των του της".split(" "));

/** What belongs to the concept without being it: before an "of" and its name, or behind its name with an 's. */
function partsOf({ plain, tokens }: Reading, own: ReadonlySet<string>): string[] {
  const isOwn = (index: number): boolean => own.has(tokens[index]?.stem ?? "") && !(tokens[index]?.isStop ?? true);
  return tokens.flatMap((token, index) => {
    if (!isOwn(index)) return [];
    if (!isOwn(index - 1)) {
      const article = ARTICLES.has(tokens[index - 1]?.lower ?? "") && OF.has(tokens[index - 2]?.lower ?? "") ? 1 : 0;
      const part = tokens[index - 2 - article];
      if (OF.has(tokens[index - 1 - article]?.lower ?? "") && part !== undefined && isContent(part)) return [doingOf(part.stem)];
    }
    const next = tokens[index + 1];
    return plain.startsWith("'s ", token.end) && next !== undefined && isContent(next) ? [doingOf(next.stem)] : [];
  });
}
