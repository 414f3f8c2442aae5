/**
 * Proper names in sentences, by the shape of words: capitals inside a sentence, capitals inside a word, acronyms, titles in quotes.
 * What a word looks like elsewhere in the same section decides doubtful cases; nothing beyond the section and its source's properties is known here.
 */
import { isCommonModifier, isCommonNoun, isCommonVerb, isCommonWord } from "./common-words";
import { type Definition, definitionAt } from "./definitions";
import { isFirstName } from "./first-names";
import { foldSpaces, plainLetters } from "./letters";
import { isTitleCase, type Token } from "./name-tokens";
import { isOriginAdjective, isPlace } from "./places";
import { isStopWord, type Language } from "../../text/stop-words";
import { wordsOf } from "./words";

/** `certain` is false where only the sentence's first capital speaks for a name. `role` is a title of address or trade before it. */
export interface Mention {
  name: string;
  start: number;
  end: number;
  certain: boolean;
  shape: "mixed" | "plain" | "title" | "handle";
  role: string;
  /** What the sentence says it is. */
  definition: Definition | null;
}

/** How words look throughout one section. Keys are lower-case words. */
export interface NameEvidence {
  language: Language;
  /** Times seen with a capital inside a sentence. */
  capitals: Map<string, number>;
  /** Seen in small letters. */
  smalls: Set<string>;
  /** German only: seen after an article or adjective, as common nouns are. */
  articled: Set<string>;
  /** Words of the title, the tags and the authors. */
  known: Set<string>;
}

const CONNECTORS = new Set("of the de da di du del della des la le von van der den dos das do bin ibn al ben el for and".split(" "));
const INSTITUTIONS = new Set("bank university college institute school museum department ministry house court office center centre bureau academy council church library society association foundation agency fund commission committee federation union league organization organisation conference program programme hospital archive journal battle war treaty act board division city republic kingdom state bay gulf isle island cape mount lord game order universität université universidad università".split(" "));
const ROLES = new Set("deputy vice executive senior staff junior assistant associate head mr mrs ms mx dr prof professor president sir lady lord senator governor minister chancellor king queen prince princess pope general captain colonel major judge justice secretary director engineer mathematician physicist researcher scientist author writer founder ceo cto cfo coach detective saint father sister brother uncle aunt herr frau señor señora monsieur madame signor doctor inspector ambassador congressman congresswoman representative mayor chief chairman economist philosopher developer programmer designer präsident präsidentin bundeskanzlerin bundeskanzler presidente président".split(" "));
const CALENDAR = new Set("monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun spring autumn fall winter summer montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz mai juni juli oktober dezember enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre janvier février mars avril juin juillet août septembre octobre novembre décembre".split(" "));
const WEAK = new Set("ceo cto cfo coo tv phd id pc ok tldr tl;dr faq pdf url ps nb etc vs am pm ad bc bce ce usd eur gbp us-dollar q1 q2 q3 q4 ide ui ux q&a qa diy it eta asap fyi imo imho lol omg wtf todo readme note update edit new ii iii iv vi vii viii ix xi xii tbd n/a na lgbt mba bsc msc ms ba ma hr pr rt dm ama eli5 op aka rip vip cv gb mb kb tb hz ghz mhz km cm mm kg".split(" "));
const NUMBERED = new Set("figure fig table section chapter part step version page item phase stage level volume day week month year question rule lesson example note appendix exercise problem listing equation grade class room act scene option article number no line tier round".split(" "));
const METHOD_NOUN = /^(?:law|formula|theorem|algorithm|method|conjecture|paradox|lemma|principle|equation|razor|test|inequality|constant|rule|hypothesis|problem|model|effect|sequence|number|triangle|transform|distribution|syndrome|disease|gambit|dilemma)$/u;
const INITIALS = /^\p{Lu}(?:\.\p{Lu})*$/u;
const DOTTED_CAPITALS = /^\p{Lu}(?:\.\p{Lu})+$/u;
const PLURAL_CAPITALS = /^\p{Lu}{2,}s$/u;
const CAPITAL_START = /^\p{Lu}/u;
const CAPITAL_OR_NUMBER = /^[\p{Lu}\p{N}]/u;
const LONGEST_NAME = 9;
const NOUN_SUFFIX = /(?:ung|heit|keit|schaft|tion|ismus|tät|ungen|heiten|keiten|schaften|tionen|nis|tum|chen|lein|ler|erin|ling|ment|anz|enz|ik|ur)$/u;
const COMMON_SUFFIX = /(?:ing|ings|ed|ly|tion|tions|ment|ments|ness|ity|ities|ists|ers|isms?|ance|ence|able|ible|ful|less|ous|ically|wise)$/u;
const GERMAN_LEADS = new Set("ende anfang mitte seite liter meter kilometer prozent millionen milliarden million tausend art anzahl menge grad euro dollar jahr jahre jahren uhr kapitel".split(" "));

/** Looks over all sentences of a section once. */
export function gatherEvidence(sentences: readonly (readonly Token[])[], language: Language, known: Set<string>): NameEvidence {
  const evidence: NameEvidence = { language, capitals: new Map(), smalls: new Set(), articled: new Set(), known };
  for (const tokens of sentences) {
    if (isTitleCase(tokens)) continue;
    let before: Token | null = null;
    for (const token of tokens) {
      if (token.shape === "small") evidence.smalls.add(token.lower);
      else if (token.shape !== "number" && !token.isInitial) evidence.capitals.set(token.lower, (evidence.capitals.get(token.lower) ?? 0) + 1);
      if (language === "de" && token.shape === "capital" && before !== null && isGermanDeterminer(before)) evidence.articled.add(token.lower);
      before = token;
    }
  }
  return evidence;
}

const GERMAN_PREPOSITIONS = new Set("ohne unter über hinter oder aber während seite außer bitte heute sowie ende wie nie je".split(" "));

function isGermanDeterminer(token: Token): boolean {
  const lower = token.lower;
  if (/^(?:der|die|das|dem|den|des|im|am|zum|zur|vom|beim|ins|ans|kein|ein|mehr|viel|viele|\d+)$/u.test(lower)) return true;
  return token.shape !== "capital" && /(?:e|en|er|es|em)$/u.test(lower) && !GERMAN_PREPOSITIONS.has(lower);
}

/** The names a sentence mentions, in order. */
export function findMentions(sentence: string, tokens: readonly Token[], evidence: NameEvidence): Mention[] {
  const titles = quotedTitles(sentence);
  const mentions = [...titles];
  const titleCase = isTitleCase(tokens);
  let index = 0;
  while (index < tokens.length) {
    const token = tokens[index];
    if (token === undefined) break;
    const quoted = titles.find((title) => token.start >= title.start && token.start < title.end);
    if (quoted !== undefined || !opensName(token, evidence)) {
      index += 1;
      continue;
    }
    const last = titleCase ? index : endOfSequence(sentence, tokens, index, evidence.language);
    const mention = nameFrom(sentence, tokens, index, last, evidence, titleCase);
    if (mention !== null) mentions.push(mention);
    index = last + 1;
  }
  return mentions.sort((left, right) => left.start - right.start);
}

function opensName(token: Token, evidence: NameEvidence): boolean {
  if (token.shape === "code") return !/[KMBGDXSC]$/u.test(token.plain) && ((evidence.capitals.get(token.lower) ?? 0) >= 2 || evidence.known.has(token.lower));
  return token.shape === "capital" || token.shape === "upper" || token.shape === "mixed";
}

function isNamePart(token: Token | undefined): token is Token {
  return token !== undefined && (token.shape === "capital" || token.shape === "upper" || token.shape === "mixed");
}

function endOfSequence(sentence: string, tokens: readonly Token[], first: number, language: Language): number {
  let last = first;
  while (last - first < LONGEST_NAME) {
    const token = tokens[last];
    const next = tokens[last + 1];
    if (token === undefined || next === undefined || token.isPossessive) break;
    const gap = sentence.slice(token.end, next.start);
    const isInitialLetter = INITIALS.test(token.plain) || ROLES.has(token.lower) || token.lower === "st";
    if (isNamePart(next) && (gap === " " || gap === " " || (gap === ". " && isInitialLetter) || (gap === " & " && token.shape === "capital"))) {
      if (token.shape === "number" && next.shape !== "capital") break;
      last += 1;
    } else if (gap === " " && /^\d{1,3}(?:\.\d{1,3})?$/u.test(next.plain) && !CALENDAR.has(token.lower) && token.shape !== "number" && !/^[%°$€]/u.test(sentence.slice(next.end, next.end + 1))) {
      if (tokens[last + 2] !== undefined && tokens[last + 2]?.shape === "small" && /[^s]s$/u.test(tokens[last + 2]?.lower ?? "") && isCommonNoun(tokens[last + 2]?.lower ?? "")) break;
      last += 1;
    } else {
      // German articles stand between any two nouns; only "von" joins, and only in a person's name.
      if (language === "de" && !(isFirstName(tokens[first]?.lower ?? "") && /^(?:von|van|zu)$/u.test(next.plain))) break;
      const joined = endOfConnector(sentence, tokens, first, last);
      if (joined === last) break;
      last = joined;
    }
  }
  return last;
}

/** "Bank of England": past the connecting words, where a name goes on behind them; else `last`. */
function endOfConnector(sentence: string, tokens: readonly Token[], first: number, last: number): number {
  let index = last + 1;
  let isFor = false;
  let isOf = false;
  let isAnd = false;
  while (index <= last + 2) {
    const token = tokens[index];
    const before = tokens[index - 1];
    if (token === undefined || before === undefined || sentence.slice(before.end, token.start) !== " " || token.shape !== "small" || !CONNECTORS.has(token.plain)) break;
    if (token.plain === "the" && !isOf) return last;
    isFor = isFor || token.plain === "for";
    isOf = isOf || token.plain === "of";
    isAnd = isAnd || token.plain === "and";
    index += 1;
  }
  const next = tokens[index];
  const before = tokens[index - 1];
  const head = tokens[last]?.lower ?? "";
  if (index === last + 1 || !isNamePart(next) || before === undefined || sentence.slice(before.end, next.start) !== " ") return last;
  if ((isFor || isOf) && !INSTITUTIONS.has(head) && (isFor || (isCommonWord(head) && tokens[last]?.isInitial === true))) return last;
  if (isOf && tokens[last]?.shape !== "capital") return last;
  if (isAnd) {
    const opened = tokens.slice(first, last).some((token) => token.plain === "of");
    return opened && /^(?:department|ministry|office|bureau|committee|institute|center|school)$/u.test(tokens[first]?.lower ?? "") && !INSTITUTIONS.has(next.lower) ? index : last;
  }
  return index;
}

function nameFrom(sentence: string, tokens: readonly Token[], first: number, last: number, evidence: NameEvidence, titleCase: boolean): Mention | null {
  const trimmed = trimmedRange(tokens, first, last, evidence);
  if (trimmed === null) return null;
  const parts = tokens.slice(trimmed.first, trimmed.last + 1);
  const head = parts[0];
  const tail = parts.at(-1);
  if (head === undefined || tail === undefined) return null;
  const handle = sentence.charAt(head.start - 1) === "@";
  if (!isAcceptable(parts, evidence, titleCase)) return null;
  const text = parts.length === 1 ? singleName(head) : plainLetters(sentence.slice(head.start, tail.start)) + tail.plain;
  if (/[@#/\\]/u.test(text)) return null;
  const mixed = parts.some((part) => part.shape === "mixed" || part.shape === "upper" || part.shape === "code");
  const certain = !head.isInitial || mixed || (evidence.capitals.get(head.lower) ?? 0) > 0 || evidence.known.has(head.lower) || parts.length >= 2;
  const mention: Mention = { name: foldSpaces(text), start: head.start, end: tail.end, certain, shape: handle ? "handle" : mixed ? "mixed" : "plain", role: trimmed.role, definition: null };
  const named = withMethodNoun(sentence, tokens, trimmed.last, mention);
  return { ...named, definition: definitionAt(sentence, named.start, named.end) };
}

/** "LLMs" -> "LLM", "U.S" -> "U.S.". */
function singleName(token: Token): string {
  if (DOTTED_CAPITALS.test(token.plain)) return token.plain + ".";
  return PLURAL_CAPITALS.test(token.plain) ? token.plain.slice(0, -1) : token.plain;
}

/** "Bellard's formula" is a name of its own. */
function withMethodNoun(sentence: string, tokens: readonly Token[], last: number, mention: Mention): Mention {
  const next = tokens[last + 1];
  const owner = tokens[last];
  if (next === undefined || owner?.isPossessive !== true || !/['’]/u.test(owner.text) || mention.shape !== "plain" || !METHOD_NOUN.test(next.lower)) return mention;
  if (sentence.slice(owner.end, next.start) !== " ") return mention;
  return { ...mention, name: sentence.slice(mention.start, next.end).replaceAll("’", "'"), end: next.end };
}

/** Cuts what does not belong to the name: "Introducing", "The", "President" (kept as its role), a trailing number of a common word. */
function trimmedRange(tokens: readonly Token[], from: number, to: number, evidence: NameEvidence): { first: number; last: number; role: string } | null {
  let first = from;
  let last = to;
  let role = "";
  while (first <= last) {
    const token = tokens[first];
    if (token === undefined) break;
    if (ROLES.has(token.lower) && first < last && !CONNECTORS.has(tokens[first + 1]?.plain ?? "") && !isCommonWord(tokens[first + 1]?.lower ?? "")) role = token.lower;
    else if (!isLeadingJunk(tokens, first, last, evidence)) break;
    first += 1;
  }
  while (last > first) {
    const token = tokens[last];
    if (token === undefined || !(CONNECTORS.has(token.plain) || (token.shape !== "number" && token.shape !== "upper" && token.shape !== "mixed" && token.spelling.form.isStop))) break;
    last -= 1;
  }
  return first > last ? null : { first, last, role };
}

function isLeadingJunk(tokens: readonly Token[], first: number, last: number, evidence: NameEvidence): boolean {
  const token = tokens[first];
  if (token === undefined) return false;
  if (CONNECTORS.has(token.plain) || token.shape === "number" || CALENDAR.has(token.lower)) return true;
  if (token.shape === "upper" || token.shape === "mixed") return false;
  if (isStopWord(token.lower, evidence.language)) return true;
  if (!token.isInitial) return first < last && isOriginAdjective(token.lower) && tokens.slice(first + 1, last + 1).every((part) => isFirstName(part.lower));
  if (first === last || (evidence.capitals.get(token.lower) ?? 0) > 0) return false;
  if (evidence.language === "de" && !isFirstName(token.lower) && evidence.smalls.has(token.lower)) return true;
  if (isCommonModifier(token.lower) && token.lower.endsWith("ly")) return true;
  if (/ing$/u.test(token.lower) && isCommonWord(token.lower)) return true;
  return (isCommonVerb(token.lower) && !isCommonNoun(token.lower)) || (evidence.smalls.has(token.lower) && isCommonWord(token.lower) && !INSTITUTIONS.has(token.lower));
}

function isAcceptable(parts: readonly Token[], evidence: NameEvidence, titleCase: boolean): boolean {
  const head = parts[0];
  if (head === undefined) return false;
  const strong = parts.filter((part) => part.shape !== "number" && !CONNECTORS.has(part.plain));
  if (strong.length === 0 || strong.every((part) => CALENDAR.has(part.lower) || part.plain.length === 1)) return false;
  if (strong.length === 1) return isAcceptableWord(head, parts, evidence, titleCase);
  if (titleCase) return false;
  if (evidence.language === "de") return !GERMAN_LEADS.has(head.lower) && (strong.some((part) => part.shape !== "capital" || isFirstName(part.lower) || !NOUN_SUFFIX.test(part.lower)) && !strong.every((part) => evidence.articled.has(part.lower)));
  return !strong.every((part) => isOriginAdjective(part.lower) || WEAK.has(part.lower) || ROLES.has(part.lower));
}

function isAcceptableWord(word: Token, parts: readonly Token[], evidence: NameEvidence, titleCase: boolean): boolean {
  const lower = word.lower;
  const seen = evidence.capitals.get(lower) ?? 0;
  if (parts.length > 1 && NUMBERED.has(lower)) return false;
  if (WEAK.has(lower) || CALENDAR.has(lower) || isOriginAdjective(lower) || word.plain.length < 2 || ROLES.has(lower)) return false;
  if (isStopWord(lower, evidence.language)) return false;
  if (word.shape === "mixed" || word.shape === "code") return true;
  const isCommon = word.plain.includes("-") ? word.plain.split("-").every((part) => isCommonWord(part.toLowerCase())) : word.spelling.form.isCommon;
  if (word.shape === "upper") return !isCommon && !(evidence.smalls.has(lower) && word.plain.length > 4);
  if (evidence.smalls.has(lower) || (lower.endsWith("s") && evidence.smalls.has(lower.slice(0, -1)))) return false;
  if (isPlace(lower)) return true;
  if (evidence.language === "de") return isGermanName(word, seen, evidence);
  if (titleCase) return !isCommon && !COMMON_SUFFIX.test(lower) && (evidence.known.has(lower) || seen > 0);
  if (isCommon) return seen >= 3;
  if (!word.isInitial) return true;
  if (seen > 0 || (evidence.known.has(lower) && !COMMON_SUFFIX.test(lower))) return true;
  return evidence.language === "en" && !COMMON_SUFFIX.test(lower) && parts.length >= 1;
}

/** German writes every noun with a capital: a lone word must look like no noun and turn up twice. */
function isGermanName(word: Token, seen: number, evidence: NameEvidence): boolean {
  if (isFirstName(word.lower)) return true;
  return seen >= 2 && !evidence.articled.has(word.lower) && !NOUN_SUFFIX.test(word.lower) && word.plain.length > 3;
}

const QUOTES: Readonly<Record<string, string>> = { '"': '"', "“": "”", "„": "“", "«": "»", "《": "》", "『": "』" };
const OPENING_QUOTE = /["“„«《『]/u;
const LONGEST_TITLE = 100;

/** Titles in quotes: "Attention Is All You Need". What follows a colon inside is a subtitle and left out. */
function quotedTitles(sentence: string): Mention[] {
  const titles: Mention[] = [];
  if (!OPENING_QUOTE.test(sentence)) return titles;
  for (let index = 0; index < sentence.length; index += 1) {
    const closer = QUOTES[sentence.charAt(index)];
    if (closer === undefined) continue;
    const inside = sentence.slice(index + 1, index + 1 + LONGEST_TITLE);
    const end = inside.indexOf(closer);
    if (end < 0) continue;
    const isWide = "《『".includes(sentence.charAt(index));
    const content = inside.slice(0, end).replace(/[.,;!?]+$/u, "");
    const name = plainLetters((content.split(": ")[0] ?? content).trim());
    if (isWide ? name.length >= 2 && name.length <= 30 : looksLikeTitle(name)) titles.push({ name, start: index + 1, end: index + 1 + content.length, certain: true, shape: "title", role: "", definition: definitionAt(sentence, index + 1, index + 1 + content.length) });
    index += end + 1;
  }
  return titles;
}

function looksLikeTitle(content: string): boolean {
  const words = wordsOf(content);
  if (words.length < 2 || words.length > 12) return false;
  const first = words[0];
  if (first === undefined || !CAPITAL_START.test(first.text)) return false;
  return words.filter((word) => CAPITAL_OR_NUMBER.test(word.text)).length >= 2 && words.every((word) => CAPITAL_OR_NUMBER.test(word.text) || isStopWord(word.text));
}
