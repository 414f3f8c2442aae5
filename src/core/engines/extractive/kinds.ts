/** What kind of thing a name stands for, by votes: the shape of the name, the words around it, what the text says it is. */
import type { ConceptKind } from "../../claims/digest";
import { isCommonWord } from "./common-words";
import { type Definition, kindOfNoun, kindOfPhrase } from "./definitions";
import { isFirstName } from "./first-names";
import { isPlace } from "./places";
import { lastWord, wordAt, wordsOf } from "./words";

export type KindVotes = Record<ConceptKind, number>;

export function noVotes(): KindVotes {
  return { person: 0, project: 0, method: 0, place: 0, event: 0, idea: 0 };
}

const PERSON_SPEAKS = /^,?\s(?:who|said|says|wrote|writes|argues|argued|believes|explained|explains|thinks|told|recalls|recalled|noted|tweeted|sagte|schrieb|dijo|meint|erklärt)(?![\p{L}])/iu;
const PERSON_AFTER = /^,?\s(?:studied|was born|were born|born|died|married|taught|teaches|co-founded|cofounded|graduated|invented|grew up|lives|lived|serves as|served as|wurde geboren|wurde am|nació|murió|escribió|est né|est née|a écrit|est mort|starb)(?![\p{L}])/iu;
const PERSON_BEFORE = /(?:(?:name is|written by|created by|founded by|invented by|authored by|interview with|according to|thanks to|a man named|a woman named|named after|colleague|teammate|^by|professor|von)\s)$/iu;
const PLACE_BEFORE = /(?:^|[\s(])(?:in|near|across|throughout|outside|nach|aus|en|à|born in|lives in|based in|moved to|city of|capital of)\s$/iu;
const PLACE_AFTER = /^(?:,\s\p{Lu}[\p{L}]+[,.]|\.|,|\s(?:and|in)\s|$)/u;
const PROJECT_BEFORE = /(?:using|uses|use|built with|built on|powered by|on top of|released|launched|developed|runs|run|called|install|installed|installing|software|company|startup|via|project|plugin|library|tool|framework|model|engine|app|platform|language|website|browser)\s$/iu;
const PROJECT_AFTER = /^\s(?:uses|runs|supports|lets|allows|enables|generates|provides|handles|builds|compiles|ships|released|launched|announced|offers|API|SDK|repo|users|server|plugin|library|team|Inc|Ltd|GmbH|models?|plugins?)(?![\p{L}])/u;
const METHOD_SUFFIX = /(?:^|[\s-])(?:algorithm|method|methods|learning|formula|theorem|conjecture|benchmark|protocol|law|lemma|principle|technique|equation|paradox|razor|test|approach|procedure|analysis|regression|optimization|optimisation|search|sort|sorting|encoding|compression|generation|retrieval|prompting|design|testing|integration|development|modeling|modelling|programming|mapping|estimation|detection|verification)$/iu;
const EVENT_SUFFIX = /(?:^|\s)(?:conference|summit|war|battle|day|contest|olympics|championship|championships|cup|tournament|festival|hackathon|symposium|workshop|revolution|crisis|games|awards|bowl|expo|congress session|election|meetup|week|party|fest|competition|kickoff)(?:\s\p{N}+|\s[IVXL]+)?$/iu;
const EVENT_PREFIX = /^(?:battle|siege|treaty|world war|great depression|war of)\b/iu;
const ORGANISATION = /(?:^|\s)(?:university|institute|school|college|academy|foundation|company|inc|corp|corporation|ltd|llc|gmbh|ag|labs?|laboratory|team|agency|department|ministry|bureau|council|committee|commission|society|association|office|center|centre|group|bank|court|museum|church|party|union|federation|studio|studios|press|news|times|journal|post|magazine|server|service|services|cloud|compiler|emulator|engine|framework|library|project|system|systems|network|wiki|hub|api|os|app|platform|universität|universidad|université|école|agile|administration|program|initiative|corps|club|band)$/iu;
const ORGANISATION_START = /^(?:university|institute|école|universität|universidad|université|bank|department|ministry|museum|office|bureau|center|centre|school|college|academy|church|u\.s\.|us|national|federal)\s/iu;
const PLACE_SUFFIX = /(?:^|\s)(?:city|valley|island|islands|river|lake|mountain|mountains|county|province|street|avenue|beach|bay|desert|ocean|sea|peninsula|park|fluss|gebirge)$/iu;

const NAME_PART = /^\p{Lu}[\p{Ll}'’.\p{M}-]*(?:\p{Lu}\p{Ll}+)?$/u;
const NAME_LINK = /^(?:de|da|van|von|der|den|di|la|le|bin|al|dos)$/u;
const INITIAL = /^\p{Lu}\.?$/u;
const GAELIC_NAME = /^(?:\p{Lu}\p{Ll}+ )?(?:Mc|Mac|O['’])\p{Lu}/u;

/** Votes from the name's own shape. `mixed` says that it has capitals or digits inside words. */
export function votesForShape(name: string, mixed: boolean, votes: KindVotes): void {
  const words = wordsOf(name);
  const parts = words.map((word) => word.text);
  const allCapital = parts.every((part) => NAME_PART.test(part) || NAME_LINK.test(part));
  if (isPlace(name)) votes.place += 4;
  if (parts.length >= 2 && parts.length <= 4 && allCapital && isFirstName(parts[0] ?? "") && !ORGANISATION.test(name) && !METHOD_SUFFIX.test(name) && !EVENT_SUFFIX.test(name)) votes.person += 3;
  else if (parts.length === 1 && isFirstName(parts[0] ?? "")) votes.person += 1.5;
  else if (parts.length >= 2 && parts.length <= 3 && allCapital && INITIAL.test(parts[1] ?? "") && parts.length === 3) votes.person += 2.5;
  if (/[·•・]/u.test(name)) votes.person += 3;
  if (ORGANISATION.test(name) || ORGANISATION_START.test(name)) votes.project += 2.5;
  if (METHOD_SUFFIX.test(name)) votes.method += 2;
  if (EVENT_SUFFIX.test(name) || EVENT_PREFIX.test(name)) votes.event += 2.5;
  if (PLACE_SUFFIX.test(name)) votes.place += 2;
  if (mixed && !GAELIC_NAME.test(name)) votes.project += 1.2;
  if (parts.length >= 2 && parts.every((part) => isCommonWord(part.toLowerCase()))) votes.idea += 0.9;
  if (!mixed && /(?:ing|tion|sion|ity|ness|ism|ance|ence|ology|ics)$/u.test(name) && parts.length <= 3) votes.idea += 0.9;
  votes.project += 0.4;
}

/** Votes from one sentence that mentions the name between `start` and `end`; `role` is a title of address or trade before it. */
export function votesForSentence(sentence: string, mention: { start: number; end: number; role: string; definition: Definition | null }, votes: KindVotes): void {
  const { start, end, role, definition } = mention;
  const before = sentence.slice(Math.max(0, start - 40), start);
  const after = sentence.slice(end, end + 40);
  if (role !== "") votes.person += 2.5;
  if (PERSON_AFTER.test(after)) votes.person += 1.2;
  if (PERSON_SPEAKS.test(after)) votes.person += 0.35;
  if (PERSON_BEFORE.test(before)) votes.person += 0.8;
  if (PLACE_BEFORE.test(before) && PLACE_AFTER.test(after)) votes.place += /(?:born|lives|based|moved) (?:in|to)\s$/iu.test(before) ? 1 : 0.3;
  if (PROJECT_BEFORE.test(before)) votes.project += 0.7;
  if (PROJECT_AFTER.test(after)) votes.project += 0.8;
  const pre = before.endsWith(" ") ? kindOfNoun(lastWord(before)) : null;
  if (pre !== null) votes[pre] += 0.8;
  const post = after.startsWith(" ") ? kindOfNoun(wordAt(after, 1)) : null;
  if (post !== null && post !== "person") votes[post] += 0.6;
  if (definition === null) return;
  const kind = kindOfPhrase(sentence.slice(definition.phrase.start, definition.phrase.end));
  if (kind !== null) votes[kind] += 1 + definition.strength * 0.6;
}

/** The kind with most votes, and how sure it is: its share of all votes, damped where there are few. */
export function electKind(votes: KindVotes): { kind: ConceptKind; kindScore: number } {
  let kind: ConceptKind = "idea";
  let total = 0;
  for (const candidate of ["person", "place", "event", "method", "project", "idea"] as const) {
    total += votes[candidate];
    if (votes[candidate] > votes[kind]) kind = candidate;
  }
  const kindScore = total === 0 ? 0 : (votes[kind] / total) * Math.min(1, votes[kind] / 3);
  return { kind, kindScore: Math.round(kindScore * 100) / 100 };
}
