/** Who "he", "she" and "it" are: sentences that speak of a name without naming it. Only what the run of sentences makes plain; when in doubt, nobody. */
import type { NameEntry } from "./name-register";

/** A sentence of the section's prose with the names it mentions, first one first. */
export interface NamedSentence {
  text: string;
  /** Entries mentioned with the offsets where, in order. */
  named: readonly { entry: NameEntry; start: number; end: number; isDefined: boolean }[];
}

const PRONOUN_WINDOW = 60;
/** Below this a name is hardly known to be a person and takes no pronoun. */
const SURE_PERSON = 0.3;
const HE = /^(?:[^.!?;"“]{0,40}?[\s,])?(he|his|him|she|her)(?![\p{L}’'])/iu;
const HIS_NAME_IS = /(?:^|\s)(?:his|her) name (?:is|was)\s$/iu;
const IT = /^(?:and |but |so |today |now |then )?(?:it|its|it’s|it's)(?![\p{L}])/iu;
const THE_THING = /^(?:and |but |so |today |now )?(?:the|this) (?:project|tool|system|framework|library|company|model|app|software|program|language|platform|engine|method|algorithm|technique|benchmark|paper|organization|organisation|team|agency|plugin|editor|service|product)(?![\p{L}])/iu;

type Pronoun = "he" | "she";

function personalPronoun(text: string): Pronoun | null {
  const match = HE.exec(text.slice(0, PRONOUN_WINDOW));
  const word = match?.[1]?.toLowerCase();
  return word === undefined ? null : word === "she" || word === "her" ? "she" : "he";
}

/** Gives a person's vote to a name that a following "He …" or "She …" can only mean. Runs before kinds are settled. */
export function votePronouns(sentences: readonly NamedSentence[]): void {
  for (let index = 1; index < sentences.length; index += 1) {
    const before = sentences[index - 1];
    const text = sentences[index]?.text ?? "";
    const only = before?.named[0];
    if (before === undefined || only === undefined || only.start > 30 || !/^(?:he|she|his|her)(?![\p{L}’'])/iu.test(text)) continue;
    if (/^\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+){0,2}$/u.test(before.text.slice(only.start, only.end))) only.entry.votes.person += 1.2;
  }
  for (const sentence of sentences) {
    const named = sentence.named.find((one) => HIS_NAME_IS.test(sentence.text.slice(0, one.start)));
    if (named !== undefined) named.entry.votes.person += 3;
  }
}

/** Calls `attach(sentence number, entry)` for each sentence that speaks of a name by pronoun. `opening` is the person a section starts out with. */
export function carryOver(sentences: readonly NamedSentence[], opening: NameEntry | null, attach: (order: number, entry: NameEntry) => void): void {
  const byPronoun: Record<Pronoun, NameEntry | null> = { he: opening, she: opening };
  let lastPerson: NameEntry | null = opening;
  let thing: NameEntry | null = null;
  let thingIsFresh = false;
  let unresolved: number[] = [];
  sentences.forEach((sentence, order) => {
    const persons = sentence.named.filter((one) => one.entry.kind === "person" && one.entry.kindScore >= SURE_PERSON);
    const firstPerson = persons[0];
    const pronoun = personalPronoun(sentence.text);
    const introduced = persons.find((one) => HIS_NAME_IS.test(sentence.text.slice(0, one.start)));
    if (introduced !== undefined) {
      for (const earlier of unresolved) attach(earlier, introduced.entry);
      lastPerson = introduced.entry;
    } else if (firstPerson !== undefined && (pronoun === null || firstPerson.start < sentence.text.toLowerCase().search(/(?<!\p{L})(?:he|his|him|she|her)(?!\p{L})/u))) {
      lastPerson = firstPerson.entry;
    } else if (pronoun !== null) {
      const who = lastPerson !== null && isOneOf(lastPerson, pronoun, byPronoun) ? lastPerson : byPronoun[pronoun];
      if (who === null) unresolved.push(order);
      else {
        attach(order, who);
        byPronoun[pronoun] = who;
        lastPerson = who;
      }
    }
    if (firstPerson !== undefined) unresolved = [];
    if (pronoun === null && lastPerson === null && unresolved.length > 40) unresolved = [];

    const refersToThing = (thingIsFresh && IT.test(sentence.text)) || THE_THING.test(sentence.text);
    const subject = thingOf(sentence);
    if (subject !== null) {
      thing = subject;
      thingIsFresh = true;
    } else if (refersToThing && thing !== null) {
      attach(order, thing);
      thingIsFresh = true;
    } else {
      thingIsFresh = false;
      if (sentence.named.length > 0 && pronoun === null) thing = null;
    }
  });
}

/** A person once called "she" is not "he". */
function isOneOf(person: NameEntry, pronoun: Pronoun, byPronoun: Readonly<Record<Pronoun, NameEntry | null>>): boolean {
  const other = pronoun === "he" ? byPronoun.she : byPronoun.he;
  return other !== person || byPronoun[pronoun] === person;
}

/** What the sentence is about, where that is no person: the name at its start, else the one it defines. */
function thingOf(sentence: NamedSentence): NameEntry | null {
  const isThing = (entry: NameEntry): boolean => entry.kind !== "person" && entry.kind !== "place";
  const defined = sentence.named.find((one) => one.isDefined && isThing(one.entry));
  if (defined !== undefined) return defined.entry;
  const first = sentence.named[0];
  return first !== undefined && first.start < 12 && isThing(first.entry) ? first.entry : null;
}
