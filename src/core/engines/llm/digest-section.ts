/**
 * One section, digested by the model and checked by code. A statement whose span is nowhere in its passage is dropped; one that says
 * something else than its span is repaired once, and then gives way to the span itself, which is true by construction.
 */
import { CONCEPT_KINDS, type ConceptKind } from "../../claims/digest";
import type { CancelSignal } from "../../ports";
import type { Passage } from "../../vault/passage";
import type { NameDraft, SectionDraft, SectionInput, StatementDraft } from "../engine";
import { extractiveEngine } from "../extractive";
import { foldName } from "../extractive/name-register";
import { carryArtefacts } from "./carry-artefacts";
import { askSection } from "./ask-section";
import type { ModelContext } from "./context";
import { isOtherForm, lettersOf, nameIn } from "./grounding/given-names";
import { locateAmong } from "./grounding/locate-span";
import { indexIn, textIn, textsIn, type JsonRecord } from "./parse-reply";
import { MODEL_REASONS } from "./prompts/digest";
import { passOrRepair } from "./repair";

/** Throws an `EngineFailure` where the endpoint failed; what it answered is in the log, and the next run asks for the rest. */
export async function digestSection(context: ModelContext, input: SectionInput, signal: CancelSignal): Promise<SectionDraft> {
  const reply = await askSection(context, input, signal);
  const located = locateAll(context, input.passages, reply.statements);
  const texts = await passOrRepair(context, located.map(({ record, draft, span }) => ({ text: textIn(record["text"]), evidence: [span], context: contextOf(input, draft) })), signal);
  const statements = located.map(({ draft, span }, index) => ({ ...draft, text: texts[index] ?? quoted(context, span) }));
  const given: SectionDraft = {
    statements,
    questions: locateAll(context, input.passages, reply.questions).map(({ draft, span }) => ({ ...draft, text: span })),
    nothing: reply.nothing.flatMap(({ passage, reason }) => {
      const index = indexIn(passage, input.passages.length);
      const known = MODEL_REASONS.find((candidate) => candidate === reason);
      return index === null ? [] : [{ passage: index, reason: known ?? ("minor" as const) }];
    }),
    names: namesOf(input.passages, reply.names, located.map(({ record, span }, index) => `${texts[index] ?? ""}\n${span}\n${textsIn(record["names"]).join("\n")}`)),
  };
  const isSilent = saysNothing(given, input.passages);
  if (isSilent) for (const request of reply.requests) await context.markUnusable(request);
  const draft = await fillGaps(input, signal, isSilent ? { ...given, nothing: [] } : given);
  const carried = carryArtefacts(input.passages, draft.statements);
  context.count("quoted", carried.length);
  return { ...draft, statements: [...draft.statements, ...carried], ...(isSilent || reply.isUnread ? { isUnread: true } : {}) };
}

/** That a section of this many characters says nothing at all is not believed of a model. */
const LONG_SECTION = 300;

const saysNothing = ({ statements, questions }: SectionDraft, passages: readonly Passage[]): boolean =>
  statements.length + questions.length === 0 && passages.reduce((sum, { text }) => sum + text.length, 0) >= LONG_SECTION;

/** Passages the reply says nothing about, not even that there is nothing: the built-in engine speaks for them, in their own words. */
async function fillGaps(input: SectionInput, signal: CancelSignal, draft: SectionDraft): Promise<SectionDraft> {
  const told = new Set([...draft.statements, ...draft.questions, ...draft.nothing].map(({ passage }) => passage));
  if (told.size === input.passages.length) return draft;
  const own = await extractiveEngine.digestSection(input, signal);
  const isGap = ({ passage }: { passage: number }): boolean => !told.has(passage);
  const added = own.statements.map((statement, index) => ({ statement, index })).filter(({ statement }) => isGap(statement));
  const newIndex = new Map(added.map(({ index }, position) => [index, draft.statements.length + position]));
  const names = own.names.map((name) => ({ ...name, statements: name.statements.flatMap((index) => newIndex.get(index) ?? []) })).filter(({ statements }) => statements.length > 0);
  return {
    statements: [...draft.statements, ...added.map(({ statement }) => statement)],
    questions: [...draft.questions, ...own.questions.filter(isGap)],
    nothing: [...draft.nothing, ...own.nothing.filter(isGap)],
    names: [...draft.names, ...names],
  };
}

function quoted({ count }: ModelContext, span: string): string {
  count("quoted");
  return span;
}

/** So many characters on each side of its words say what a statement is about. Were it the whole passage, checking would take the square of its length. */
const NEAR = 1000;

/** A statement may call by name what its words only mean. */
function contextOf({ source, headingPath, passages }: SectionInput, { passage, start, end }: StatementDraft): string[] {
  const before = passages[passage - 1]?.text ?? "";
  const own = passages[passage]?.text ?? "";
  return [source.properties.title, ...headingPath, wholeWords(before, before.length - NEAR, before.length), wholeWords(own, start - NEAR, end + NEAR)].filter((words) => words !== "");
}

/** The range without the words it cuts. */
function wholeWords(text: string, from: number, to: number): string {
  const words = text.slice(Math.max(0, from), to);
  const begun = from > 0 ? words.replace(/^\S{1,60}\s/u, "") : words;
  return to < text.length ? begun.replace(/\s\S{1,60}$/u, "") : begun;
}

interface Located {
  record: JsonRecord;
  draft: StatementDraft;
  /** The words of the passage. */
  span: string;
}

function locateAll({ count }: ModelContext, passages: readonly Passage[], records: readonly JsonRecord[]): Located[] {
  const texts = passages.map(({ text }) => text);
  return records.flatMap((record): Located[] => {
    const named = indexIn(record["passage"], passages.length) ?? -1;
    const found = locateAmong(texts, textIn(record["span"]), named);
    if (found === null) {
      count("dropped");
      return [];
    }
    const { passage, start, end } = found;
    const span = (texts[passage] ?? "").slice(start, end).replace(/\s+/gu, " ").trim();
    return [{ record, draft: { text: "", passage, start, end }, span }];
  });
}

const kindOf = (data: unknown): ConceptKind => CONCEPT_KINDS.find((kind) => kind === data) ?? "idea";

/** A model is as sure of every name as of every other; what counts is how much of the section is about it. */
const NAME_SCORE = 1;
const KIND_SCORE = 0.8;

/** Names the section really has, with the statements that mention them. Its words decide, not the model's lists. */
function namesOf(passages: readonly Passage[], records: readonly JsonRecord[], statements: readonly string[]): NameDraft[] {
  const words = passages.map(({ text }) => text).join("\n");
  const letters = lettersOf(words);
  const folded = statements.map(foldName);
  return records.flatMap(({ name: given, aliases: others, kind }): NameDraft[] => {
    const name = nameIn(letters, textIn(given));
    if (name === "") return [];
    const aliases = textsIn(others).map((alias) => nameIn(letters, textIn(alias))).filter((alias) => alias !== "" && alias !== name && isOtherForm(words, name, alias));
    const forms = [name, ...aliases].map(foldName);
    const mentioned = folded.flatMap((text, index) => (forms.some((form) => text.includes(form)) ? [index] : []));
    return mentioned.length === 0 ? [] : [{ name, aliases, kind: kindOf(kind), kindScore: KIND_SCORE, score: NAME_SCORE * mentioned.length, statements: mentioned }];
  });
}
