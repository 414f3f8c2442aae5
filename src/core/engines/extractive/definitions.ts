/**
 * Definitions: whether a sentence says what a name is, how plainly, and which kind of thing it calls it. Works on one sentence and a place in it.
 */
import type { ConceptKind } from "../../claims/digest";
import { wordsOf } from "./words";

/** `strength` 1 to 4; `phrase` is the span of the defining phrase ("a machine emulator and virtualizer"). */
export interface Definition {
  strength: number;
  form: "copula" | "appositive" | "named";
  phrase: { start: number; end: number };
}

const PARENTHESIS = /^\s?[(（][^()（）]{1,80}[)）]/u;
const COPULA =
  /^["”’]?(?:,[^,.;]{1,60},)?\s(?:is|are|was|were|remains|became|means|refers to|stands for|denotes|describes|ist|sind|war|waren|wurde|bezeichnet|est|sont|était|désigne|es|son|era|fue|è|sono|é|são|foi|is een|är|är en|jest)\s(?:also |now |still |essentially |basically |simply |just |currently |actually |auch |también |aussi )?(?=(a|an|the|one of|any|our|its|ein|eine|einer|der|die|das|un|une|le|la|les|el|los|las|una|uno|um|uma|o|os|il|lo|l'|een|en|ett)\s|(?!(?:\p{L}+(?:ed|ing|en|ly|t)|here|there|about|able|in|on|at|for|to|so|too|very|all|far|due|part|under|over|no|more|less|better|worse|like|key|hard|easy|good|great)(?!\p{L}))\p{Ll})/iu;
const UNSPACED_COPULA = /^["”」』》]?(?:是|为|為|指的是|指|とは|は)(?=\S)/u;
const APPOSITIVE = /^["”’]?,\s(?:(?:which|who) (?:is|are|was|were) )?(?=(?:a|an|the|one of the|ein|eine|der|die|das|un|une|una|le|la|el|il|um|uma)\s)/iu;
const DASHED = /^["”’]?(?:\s[–—-]\s|:\s|\s?—\s?)(?=(?:a|an|the|ein|eine|der|die|das|un|une|una)\s)/u;
const NAMED_BEFORE = /(?:called|named|dubbed|titled|known as|so-called|namens|genannt|appelée?|llamad[oa]|denominad[oa]|chiamat[oa])[\s,:]+["“«]?$/iu;
/** "encoding, decoding, and streaming": commas between the members of a list do not end the phrase. */
const LIST_REST = /^(?:, [\p{L}-]{1,30}(?: [\p{L}-]{1,30})?){1,5},? (?:and|or|und|oder|y|o|et|ou|e) /u;
const PHRASE_END = /[.;:!?。；]|,\s|\s[–—-]\s|[，]/u;

/** What the words after a name say it is; null where they say nothing. `start` and `end` are the name's place in the sentence. */
export function definitionAt(sentence: string, start: number, end: number): Definition | null {
  let from = end;
  const rest = sentence.slice(end, end + 200);
  const parenthesis = PARENTHESIS.exec(rest);
  if (parenthesis !== null) from += parenthesis[0].length;
  const after = sentence.slice(from, from + 120);
  const found = matchForm(after, start);
  if (found !== null) {
    const phraseStart = from + found.length;
    const phrase = { start: phraseStart, end: phraseEnd(sentence, phraseStart) };
    // "the most …" praises more than it defines; a noun that names a kind defines.
    const praise = /^(?:the|one of|its|our) /iu.test(sentence.slice(phraseStart, phraseStart + 8)) ? (start > 40 ? 1.6 : 0.8) : 0;
    const noun = kindOfPhrase(sentence.slice(phrase.start, phrase.end)) === null ? 0 : 0.6;
    return { strength: Math.max(1, found.strength - praise + noun), form: found.form, phrase };
  }
  if (NAMED_BEFORE.test(sentence.slice(Math.max(0, start - 24), start))) return { strength: 1, form: "named", phrase: { start: 0, end: start } };
  return null;
}

function matchForm(after: string, start: number): { length: number; strength: number; form: "copula" | "appositive" } | null {
  const copula = COPULA.exec(after);
  // Far from the start the name is rarely what the verb speaks of: "users of X are …".
  if (copula !== null) return { length: copula[0].length, strength: (copula[1] === undefined ? 1 : 3) - (start > 40 ? 1 : 0), form: "copula" };
  const wide = UNSPACED_COPULA.exec(after);
  if (wide !== null) return { length: wide[0].length, strength: start > 12 ? 1 : 3, form: "copula" };
  const appositive = APPOSITIVE.exec(after);
  if (appositive !== null && !isListed(after.slice(appositive[0].length))) return { length: appositive[0].length, strength: 2.5, form: "appositive" };
  const dashed = DASHED.exec(after);
  return dashed === null ? null : { length: dashed[0].length, strength: 3, form: "appositive" };
}

/** "A, the B, and C" is a list, no explanation of A. */
function isListed(rest: string): boolean {
  return /^[^,.;]{1,60},? (?:and|or|und|y|et|e) (?:a|an|the|\p{Lu})/u.test(rest);
}

function phraseEnd(sentence: string, from: number): number {
  const end = Math.min(sentence.length, from + 400);
  for (let at = from; at < end; ) {
    const stop = PHRASE_END.exec(sentence.slice(at, end));
    if (stop === null) return end;
    const list = stop[0] === ", " ? LIST_REST.exec(sentence.slice(at + stop.index, at + stop.index + 120)) : null;
    if (list === null) return at + stop.index;
    at += stop.index + list[0].length;
  }
  return end;
}

const KIND_NOUNS: Readonly<Partial<Record<ConceptKind, string>>> = {
  person: `engineer scientist mathematician physicist chemist biologist author writer novelist poet artist painter composer musician singer actor actress director professor researcher programmer developer designer founder co-founder cofounder inventor entrepreneur investor philosopher economist historian politician president minister senator lawyer journalist
    blogger athlete player coach king queen emperor explorer neuroscientist psychologist student fellow lead manager chief officer ceo cto woman man ingenieur wissenschaftler wissenschaftlerin mathematiker physiker physikerin autor schriftsteller politiker politikerin schauspieler schauspielerin musiker científico científica escritor escritora político actor ingénieur écrivain chercheur mathématicien`,
  project: `framework library tool engine emulator compiler company startup plugin extension system platform model agent app application software service server browser database language programming kernel hypervisor utility utilities website site product package project organization organisation foundation institute university school agency department team group lab laboratory studio harness assistant chatbot bot
    repository toolkit suite editor game network operating client api sdk program initiative newspaper magazine journal publisher bank firm manufacturer nonprofit council bureau office committee band station channel architecture dataset corpus encyclopedia unternehmen universität firma organisation verein partei mannschaft empresa universidad equipo entreprise université équipe prover processor codec decoder encoder generator interpreter virtualizer decompressor compressor`,
  method: `method technique algorithm approach paradigm formula theorem conjecture procedure process protocol benchmark practice principle strategy pattern heuristic metric test law rule standard format style discipline workflow verfahren methode algorithmus método técnica algoritmo méthode contest-method paper theory calculus operator`,
  place: `city town village country state region province county river lake mountain island ocean sea continent capital district neighborhood street park valley stadt land dorf fluss ciudad país pueblo río región ville pays région fleuve`,
  event: `conference summit war battle contest competition festival olympics championship tournament ceremony election revolution crisis hackathon meetup workshop symposium holiday krieg schlacht konferenz guerra batalla conferencia guerre bataille game-show season`,
};

const KIND_OF_NOUN = new Map<string, ConceptKind>();
for (const kind of ["event", "place", "method", "project", "person"] as const) {
  for (const noun of (KIND_NOUNS[kind] ?? "").split(/\s+/u)) KIND_OF_NOUN.set(noun, kind);
}

export function kindOfNoun(noun: string): ConceptKind | null {
  const lower = noun.toLowerCase();
  return KIND_OF_NOUN.get(lower) ?? (lower.endsWith("s") ? (KIND_OF_NOUN.get(lower.slice(0, -1)) ?? null) : null);
}

/** The kind of thing a defining phrase names: its head is the last noun before "that", "for", "of" and their like. */
export function kindOfPhrase(phrase: string): ConceptKind | null {
  let kind: ConceptKind | null = null;
  for (const word of wordsOf(phrase.replace(/state[- ]of[- ]the[- ]art/iu, "")).slice(0, 12)) {
    const lower = word.text.toLowerCase();
    if (HEAD_ENDS.has(lower) && kind !== null) break;
    if (lower === "that" || lower === "which" || lower === "who") break;
    kind = kindOfNoun(lower.split("-").at(-1) ?? lower) ?? kind;
  }
  return kind;
}

const HEAD_ENDS = new Set("for of by in with to from at on used based made built and designed von für de del para des pour di per".split(" "));
