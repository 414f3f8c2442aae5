/** wiki/decisions.md: the user's rulings as lines people can read and edit, and back. Lines it does not understand are left as they are. */

import { escapeMarkdown, unescapeMarkdown } from "../vault/escape";

export type DecisionKind = "same" | "not-same" | "page" | "no-page" | "rename" | VerdictKind;

/** Rulings on two claims that contradict each other: the first holds and not the second, or both do. */
export type VerdictKind = "holds" | "both-hold";

/**
 * `terms` are names or aliases of concepts: two for same, not-same and rename (old, new), one for page and no-page; for verdicts two claims, each by its
 * quote and its id (`claimTerm`). A later ruling outweighs an earlier one.
 */
export interface Decision {
  kind: DecisionKind;
  terms: string[];
}

export const DECISION_TERMS: Record<DecisionKind, number> = { same: 2, "not-same": 2, page: 1, "no-page": 1, rename: 2, holds: 2, "both-hold": 2 };

const WORDS: Record<DecisionKind, string> = {
  same: "Same",
  "not-same": "Not the same",
  page: "Make a page",
  "no-page": "No page",
  rename: "Rename",
  holds: "Holds",
  "both-hold": "Both hold",
};

export const isVerdict = ({ kind }: Decision): boolean => kind === "holds" || kind === "both-hold";

/** A claim as a ruling names it: its quote for people, and behind it its id, which is the label of its footnote. */
export const claimTerm = ({ id, quote }: { id: string; quote: string }): string => `${quote.replace(/\s+/gu, " ").trim()} (${id})`;

/** The quote and id of a claim from a ruling's term; null where it has not that form. */
export function parseClaimTerm(term: string): { id: string; quote: string } | null {
  const [, quote, id] = /^(.+) \((c[a-z0-9]+)\)$/su.exec(term.trim()) ?? [];
  return quote === undefined || id === undefined ? null : { id, quote };
}

export const initialDecisions = (): string => `# Decisions

Your rulings on concepts, one a line. The next compile follows them; take a line out to take a ruling back.

Each line is a ruling and the names it is about, in quotes:
Same: two names of one concept. Not the same: two concepts. Make a page, No page: for one name. Rename: the old name, then the new one.
Holds: of two claims that contradict each other the one that holds, then the other. Both hold: neither is wrong.
`;

/** The quotes of a verdict are a source's words: nothing of them may come alive here. */
export function renderDecision(decision: Decision): string {
  const terms = decision.terms.map((term) => JSON.stringify(term)).join(", ");
  return `- ${WORDS[decision.kind]}: ${isVerdict(decision) ? escapeMarkdown(terms) : terms}`;
}

export function parseDecisions(text: string): Decision[] {
  const decisions: Decision[] = [];
  for (const line of text.split(/\r?\n/)) {
    const [, word, rest] = /^\s*[-*]\s+([A-Za-z ]+?):\s*(.+)$/.exec(line) ?? [];
    if (word === undefined || rest === undefined) continue;
    const kind = (Object.keys(WORDS) as DecisionKind[]).find((known) => WORDS[known].toLowerCase() === word.toLowerCase());
    const terms = kind === undefined ? null : parseTerms(kind === "holds" || kind === "both-hold" ? unescapeMarkdown(rest) : rest, DECISION_TERMS[kind]);
    if (kind !== undefined && terms !== null) decisions.push({ kind, terms });
  }
  return decisions;
}

/** Terms in quotes; a person may also leave the quotes out and part them by commas. */
const parseTerms = (text: string, count: number): string[] | null => {
  const quoted = [...text.matchAll(/"((?:[^"\\]|\\.)*)"|“([^”]*)”/g)].map((match) => (match[2] ?? unquote(match[1] ?? "")).trim());
  const terms = quoted.length > 0 ? quoted : text.split(",").map((term) => term.trim());
  return terms.length === count && terms.every((term) => term !== "") ? terms : null;
};

const unquote = (text: string): string => {
  try {
    return JSON.parse(`"${text}"`) as string;
  } catch {
    return text;
  }
};

/** What a ruling is about: a later one about the same subject outweighs it. */
const subjectOf = ({ kind, terms }: Decision): string => {
  if (kind === "same" || kind === "not-same") return JSON.stringify(["pair", ...[...terms].sort()]);
  if (kind === "holds" || kind === "both-hold") return JSON.stringify(["claims", ...[...terms].sort()]);
  return JSON.stringify([kind === "rename" ? "rename" : "page", terms[0]]);
};

/** The rulings that count: of several about one subject, the last. */
export function standingDecisions(decisions: Decision[]): Decision[] {
  return [...new Map(decisions.map((decision) => [subjectOf(decision), decision])).values()];
}

/** The file with the rulings added; a ruling that stands in it already is not written twice. */
export function addDecisions(current: string | null, decisions: Decision[]): string {
  let text = current ?? initialDecisions();
  const standing = parseDecisions(text);
  const fresh = decisions.filter((decision) => {
    const last = standing.filter((known) => subjectOf(known) === subjectOf(decision)).at(-1);
    return last === undefined || JSON.stringify(last) !== JSON.stringify(decision);
  });
  if (fresh.length === 0) return text;
  if (!text.endsWith("\n")) text += "\n";
  const isAfterList = /(^|\n)- [^\n]*\n$/.test(text);
  return `${text}${isAfterList ? "" : "\n"}${fresh.map(renderDecision).join("\n")}\n`;
}
