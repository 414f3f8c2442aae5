/** Whether a sentence denies what its evidence denies, and nothing else. Compared clause by clause with the clauses that share most words. */
import type { Disagreement } from "./disagreement";
import { isContent, type Reading, type Token } from "./reading";
import { deniedRoot, isNegation, isPortugueseWord, mayDeny, wideNegations } from "./tables/negations";

/** A clause: what it is about, and what it denies. `scope` are the first words that a denial touches, one list a denial. */
interface Clause {
  stems: Set<string>;
  scopes: string[][];
  cue: string;
}

export interface PolarityIndex {
  clauses: Clause[];
  byStem: Map<string, number[]>;
  lowers: Set<string>;
  roots: Map<string, string>;
}

const BUT = new Set("but whereas although though while aber sondern mais pero sino ma mas maar men ale а но αλλά لكن ولكن लेकिन किंतु".split(" "));
const AND = new Set("and or und oder et ou y o e og och en i и или και و और".split(" "));

/** Where the clauses of a text part: at its marks, before "but", and before an "and" that a denial follows. */
function clausesOf(reading: Reading): Clause[] {
  const { tokens } = reading;
  const wide = wideCues(reading);
  const isPortuguese = reading.language !== "en" && tokens.some(({ lower }) => isPortugueseWord(lower));
  const cues = tokens.map((token, index) => (token.isWide ? (wide.get(token.start) ?? 0) : isCue(reading, index, isPortuguese) ? 1 : 0));
  const clauses: Clause[] = [];
  let from = 0;
  for (let index = 1; index <= tokens.length; index += 1) {
    const token = tokens[index];
    const isSame = token !== undefined && token.clause === tokens[from]?.clause && !BUT.has(token.lower) && !(AND.has(token.lower) && cues.slice(index, index + 5).some((length) => length > 0));
    if (isSame && index - from < LONGEST_CLAUSE) continue;
    clauses.push(clauseOf(tokens.slice(from, index), cues.slice(from, index)));
    from = index;
  }
  return clauses;
}

const LONGEST_CLAUSE = 300;

function isCue(reading: Reading, index: number, isPortuguese: boolean): boolean {
  const token = reading.tokens[index];
  if (token === undefined) return false;
  if (!mayDeny(token.lower)) return false;
  const behind: string[] = [];
  for (let next = index + 1; next < Math.min(reading.tokens.length, index + 12) && reading.tokens[next]?.clause === token.clause; next += 1) behind.push(reading.tokens[next]?.lower ?? "");
  return isNegation(token.lower, { language: reading.language, next: behind[0] ?? nextDigits(reading.plain, token.end), behind, isPortuguese });
}

const nextDigits = (plain: string, end: number): string => plain.slice(end, end + 6).replace(/^[. ]+/, "");

/** The starts of the character pairs in which a denial begins, and its length. */
function wideCues(reading: Reading): Map<number, number> {
  return new Map(wideNegations(reading.plain).map(({ start, end }) => [start, end - start]));
}

function clauseOf(tokens: readonly Token[], cues: readonly number[]): Clause {
  const stems = new Set(tokens.filter((token, index) => isContent(token) && cues[index] === 0).map(({ stem }) => stem));
  const scopes: string[][] = [];
  let cue = "";
  tokens.forEach((token, index) => {
    if (cues[index] === 0) return;
    cue ||= token.text;
    scopes.push(scopeAt(tokens, cues, index));
  });
  return { stems, scopes, cue };
}

/** The next two words of content, or where none comes (as in German) the last two. */
function scopeAt(tokens: readonly Token[], cues: readonly number[], at: number): string[] {
  const token = tokens[at];
  if (token?.isWide === true) return wideScopeAt(tokens, at, cues[at] ?? 1);
  const touched = (index: number): boolean => isContent(tokens[index] as Token) && cues[index] === 0;
  const found: string[] = [];
  for (let index = at + 1; index < tokens.length && found.length < 2; index += 1) if (touched(index)) found.push(tokens[index]?.stem ?? "");
  if (found.length > 0) return found;
  for (let index = at - 1; index >= 0 && found.length < 2; index -= 1) if (touched(index)) found.push(tokens[index]?.stem ?? "");
  return found;
}

const HAN_BEHIND = /[\u3400-\u9fff]$/u;
const KANA = /^[\u3040-\u309f]/u;

/** In Japanese the pair that ends in the verb's last ideograph before the denial; else the first pair behind it (in Thai the first two). */
function wideScopeAt(tokens: readonly Token[], at: number, length: number): string[] {
  const token = tokens[at];
  if (token === undefined) return [];
  if (KANA.test(token.text)) {
    for (let index = at - 1; index >= Math.max(0, at - 7); index -= 1) if (tokens[index]?.isWide === true && HAN_BEHIND.test(tokens[index]?.text ?? "")) return [tokens[index]?.stem ?? ""];
  }
  const next = tokens.slice(at + length, at + length + (/^[\u0e00-\u0eff]/u.test(token.text) ? 2 : 1)).filter(({ start }) => start <= token.start + length + 2);
  return next.length > 0 ? next.map(({ stem }) => stem) : tokens.slice(Math.max(0, at - 1), at).map(({ stem }) => stem);
}

const MOST_CLAUSES_OF_A_STEM = 500;

export function indexPolarity(readings: readonly Reading[]): PolarityIndex {
  const index: PolarityIndex = { clauses: readings.flatMap(clausesOf), byStem: new Map(), lowers: new Set(), roots: new Map() };
  index.clauses.forEach((clause, number) => {
    for (const stem of clause.stems) {
      const numbers = index.byStem.get(stem);
      if (numbers === undefined) index.byStem.set(stem, [number]);
      else if (numbers.length < MOST_CLAUSES_OF_A_STEM) numbers.push(number);
    }
  });
  for (const reading of readings) {
    for (const { lower, isWide } of reading.tokens) {
      if (isWide) continue;
      index.lowers.add(lower);
      const root = deniedRoot(lower);
      if (root !== "") index.roots.set(root, lower);
    }
  }
  return index;
}

export function comparePolarity(sentence: Reading, evidence: PolarityIndex): Disagreement[] {
  const found: Disagreement[] = [];
  const clauses = clausesOf(sentence);
  const denials = evidence.clauses.some(({ scopes }) => scopes.length > 0);
  for (const clause of clauses) {
    const { plain, denied } = bestClauses(clause, evidence);
    if (clause.scopes.length > 0 && denied.score >= ALIKE && denied.score >= plain.score && denied.clause !== null) {
      const fault = otherDenial(clause, denied.clause);
      if (fault !== null) found.push(fault);
    } else if (clause.scopes.length > 0) {
      if (!denials ? !hasPrefixDenial(evidence, clause) : isAdded(clause, evidence, plain.score, denied.score)) found.push({ kind: "negation", text: clause.cue, message: `The evidence does not deny this: "${clause.cue}".` });
    } else {
      const dropped = denied.score > plain.score && denied.clause !== null && isDropped(clause, denied.clause, denied.score) ? denied.clause : deniedAlone(clause, evidence);
      if (dropped !== null) found.push({ kind: "negation", text: dropped.cue, message: `The evidence denies this ("${dropped.cue}"), the sentence does not.` });
    }
  }
  found.push(...comparePrefixes(sentence, clauses, evidence));
  return found;
}

/** A clause that shares this much with another is taken for the same one. */
const ALIKE = 0.8;

/** Two clauses that both deny, and are nearly the same: each denial must touch a word that one of the other's touches. */
function otherDenial(clause: Clause, denied: Clause): Disagreement | null {
  if (clause.scopes.length === denied.scopes.length) return null;
  const touches = (scope: readonly string[], scopes: readonly string[][]): boolean => scopes.some((other) => other.includes(scope[0] ?? ""));
  if (clause.scopes.length > denied.scopes.length) {
    const isAdded = clause.scopes.some((scope) => scope.length > 0 && !touches(scope, denied.scopes) && scope.every((stem) => denied.stems.has(stem)));
    return isAdded ? { kind: "negation", text: clause.cue, message: `The evidence denies less: "${clause.cue}".` } : null;
  }
  const isDropped = denied.scopes.some((scope) => scope.length > 0 && !touches(scope, clause.scopes) && scope.every((stem) => clause.stems.has(stem)));
  return isDropped ? { kind: "negation", text: denied.cue, message: `The evidence denies more: "${denied.cue}".` } : null;
}

/** "not known" says what "unknown" says. */
const hasPrefixDenial = (evidence: PolarityIndex, clause: Clause): boolean => [...evidence.roots].some(([root]) => clause.scopes.flat().some((stem) => root.startsWith(stem)));

interface Best {
  clause: Clause | null;
  score: number;
}

/** Among the evidence's clauses those that share most with this one: of those that deny nothing, and of those that deny. */
function bestClauses(clause: Clause, evidence: PolarityIndex): { plain: Best; denied: Best } {
  const counts = new Map<number, number>();
  for (const stem of clause.stems) for (const number of evidence.byStem.get(stem) ?? []) counts.set(number, (counts.get(number) ?? 0) + 1);
  const best: { plain: Best; denied: Best } = { plain: { clause: null, score: 0 }, denied: { clause: null, score: 0 } };
  for (const [number, count] of counts) {
    const other = evidence.clauses[number];
    if (other === undefined) continue;
    const side = other.scopes.length > 0 ? best.denied : best.plain;
    const score = count / Math.max(1, clause.stems.size);
    if (score > side.score) Object.assign(side, { clause: other, score });
  }
  return best;
}

/** A denial that none of the evidence's denials is like, while what it touches stands there undenied. */
function isAdded(clause: Clause, evidence: PolarityIndex, plain: number, denied: number): boolean {
  if (hasPrefixDenial(evidence, clause)) return false;
  if (denied >= plain && (denied > 0 || clause.stems.size === 0)) return false;
  const touched = clause.scopes.flat();
  const isLike = evidence.clauses.some(({ scopes, stems }) => scopes.length > 0 && touched.length > 0 && touched.every((stem) => stems.has(stem)));
  return !isLike;
}

/** The clause says what a denial touches, and does not deny it. */
function isDropped(clause: Clause, denied: Clause, score: number): boolean {
  return denied.scopes.some((scope) => {
    if (scope.length === 0) return score >= 0.8;
    const said = scope.filter((stem) => clause.stems.has(stem)).length;
    return said === scope.length || (said > 0 && score >= 0.6);
  });
}

/** A clause that denies something which the sentence says and which the evidence says nowhere without denying it. */
function deniedAlone(clause: Clause, evidence: PolarityIndex): Clause | null {
  for (const stem of clause.stems) {
    const numbers = evidence.byStem.get(stem) ?? [];
    if (numbers.length === 0 || numbers.some((number) => evidence.clauses[number]?.scopes.length === 0)) continue;
    const found = numbers.find((number) => evidence.clauses[number]?.scopes.some((scope) => scope.includes(stem) && scope.every((each) => clause.stems.has(each))));
    if (found !== undefined) return evidence.clauses[found] ?? null;
  }
  return null;
}

/** "unknown" for "known" and "known" for "unknown", where no other word denies. */
function comparePrefixes(sentence: Reading, clauses: readonly Clause[], evidence: PolarityIndex): Disagreement[] {
  if (clauses.some(({ scopes }) => scopes.length > 0)) return [];
  return sentence.tokens.flatMap(({ lower, text, isWide }): Disagreement[] => {
    if (isWide) return [];
    const root = deniedRoot(lower);
    if (root !== "" && !evidence.lowers.has(lower) && evidence.lowers.has(root) && !evidence.clauses.some(({ scopes }) => scopes.length > 0)) return [{ kind: "negation", text, message: `The evidence says "${root}", not "${text}".` }];
    const denial = evidence.roots.get(lower);
    return denial !== undefined && !evidence.lowers.has(lower) ? [{ kind: "negation", text, message: `The evidence says "${denial}", not "${text}".` }] : [];
  });
}
