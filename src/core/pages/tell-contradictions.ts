/**
 * How contradictions stand in an article: what is contested goes out of the prose into a callout with both sides; of two claims of which one gave way
 * (to a later one, or by the user's verdict) or is hearsay, that one says so. All words but the claims' own are code's.
 */
import type { ArticleClaim, ArticleDraft, ArticleSentence, Contradiction } from "../engines/engine";
import { oneLine } from "./parts";

/** What the user ruled: of the two claims the first holds, or both do. */
export interface Verdict {
  holds: "first" | "both";
  claims: [string, string];
}

/** Claims that contradict each other, each by itself, and the words in which they differ. */
export interface ContestedPoint {
  claims: ArticleClaim[];
  differ: string[];
}

export interface ToldSection {
  /** "" for the lead. */
  heading: string;
  sentences: ArticleSentence[];
  /** As of an article's section; the lead always is. */
  isProse?: boolean;
  contested: ContestedPoint[];
}

export interface ToldArticle {
  summary: string;
  lead: ToldSection;
  sections: ToldSection[];
}

/** `claims` are all that the draft may rest on. */
export function tellContradictions(draft: ArticleDraft, claims: readonly ArticleClaim[], verdicts: readonly Verdict[] = []): ToldArticle {
  const byId = new Map(claims.map((claim) => [claim.id, claim]));
  const pairs = withRuled(draft.contradictions ?? [], verdicts).filter((pair) => pair.claims.every((id) => byId.has(id)));
  const ruling = rulingsOf(verdicts);
  const sections: ToldSection[] = [{ heading: "", sentences: draft.lead, contested: [] }, ...draft.sections.map((part) => ({ ...part, contested: [] }))];
  const contested = pointsOf(pairs.filter((pair) => pair.relation === "contested" && ruling(pair) === null), byId);
  placePoints(sections, contested);
  tellYielding(sections, yieldingOf(pairs, ruling, contested), byId);
  const [lead = { heading: "", sentences: [], contested: [] }, ...rest] = sections;
  return { summary: draft.summary, ...withLead(lead, rest.filter((part) => part.sentences.length + part.contested.length > 0)) };
}

/** What the user ruled out stays so, whether the engine sees a contradiction there or not: another engine, or a later article, may not. */
function withRuled(pairs: readonly Contradiction[], verdicts: readonly Verdict[]): readonly Contradiction[] {
  const known = new Set(pairs.map(({ claims }) => keyOf(claims)));
  const ruled = verdicts.filter(({ holds, claims }) => holds === "first" && !known.has(keyOf(claims)));
  return [...pairs, ...ruled.map(({ claims }): Contradiction => ({ relation: "contested", claims, differ: ["", ""] }))];
}

/** What was ruled on a pair: the claim that holds, "both", or null for nothing. */
type Ruling = (pair: Contradiction) => string | null;

const keyOf = (claims: readonly string[]): string => [...claims].sort().join(" ");

function rulingsOf(verdicts: readonly Verdict[]): Ruling {
  const rulings = new Map(verdicts.map(({ holds, claims }) => [keyOf(claims), holds === "both" ? "both" : claims[0]]));
  const ruledOut = new Set(verdicts.flatMap(({ holds, claims }) => (holds === "first" ? [claims[1]] : [])));
  return (pair) => {
    const ruled = rulings.get(keyOf(pair.claims));
    if (ruled !== undefined) return ruled;
    // Who is ruled out contests nothing any more.
    const [out] = pair.claims.filter((id) => ruledOut.has(id));
    return out === undefined ? null : (pair.claims.find((id) => id !== out) ?? null);
  };
}

/** Claims that are connected by contested pairs make one point. */
function pointsOf(pairs: readonly Contradiction[], byId: ReadonlyMap<string, ArticleClaim>): ContestedPoint[] {
  const points: { ids: string[]; differ: string[] }[] = [];
  for (const { claims, differ } of pairs) {
    const touched = points.filter(({ ids }) => claims.some((id) => ids.includes(id)));
    const [point = { ids: [], differ: [] }, ...others] = touched;
    if (touched.length === 0) points.push(point);
    for (const other of others) {
      point.ids.push(...other.ids);
      point.differ.push(...other.differ);
      points.splice(points.indexOf(other), 1);
    }
    point.ids = [...new Set([...point.ids, ...claims])];
    point.differ = [...new Set([...point.differ, ...differ.filter((words) => words !== "")])];
  }
  return points.map(({ ids, differ }) => ({ claims: ids.flatMap((id) => byId.get(id) ?? []), differ }));
}

/** Each point takes the place of the first sentence that rests on one of its claims, at the end of that section; sentences that say nothing else go. */
function placePoints(sections: ToldSection[], points: readonly ContestedPoint[]): void {
  const contested = new Set(points.flatMap(({ claims }) => claims.map(({ id }) => id)));
  for (const point of points) {
    const section = sections.find(({ sentences }) => sentences.some(({ claims }) => point.claims.some(({ id }) => claims.includes(id)))) ?? sections[0];
    section?.contested.push(point);
  }
  for (const section of sections) section.sentences = section.sentences.filter(({ claims }) => !claims.every((id) => contested.has(id)));
}

/** A claim that is told behind another one, with the word that says why. */
interface Yielding {
  id: string;
  to: string;
  why: "Earlier" | "Ruled out" | "Reported";
}

/** What the user ruled comes first; a claim that is contested still is told there only. */
function yieldingOf(pairs: readonly Contradiction[], ruling: Ruling, contested: readonly ContestedPoint[]): Map<string, Yielding> {
  const taken = new Set(contested.flatMap(({ claims }) => claims.map(({ id }) => id)));
  const found = new Map<string, Yielding>();
  const add = (id: string, to: string, why: Yielding["why"]): void => {
    if (!taken.has(id) && !found.has(id)) found.set(id, { id, to, why });
  };
  for (const pair of pairs) {
    const held = ruling(pair);
    const out = held === null || held === "both" ? undefined : pair.claims.find((id) => id !== held);
    if (held !== null && out !== undefined) add(out, held, "Ruled out");
  }
  for (const pair of pairs) {
    if (ruling(pair) !== null) continue;
    const [first, second] = pair.claims;
    if (pair.relation === "superseded") add(first, second, "Earlier");
    else if (pair.relation === "reported") add(first, second, "Reported");
  }
  return found;
}

/** Takes the yielding claims out of the prose and tells each behind the last sentence of what it gave way to, or where it stood. */
function tellYielding(sections: ToldSection[], yielding: ReadonlyMap<string, Yielding>, byId: ReadonlyMap<string, ArticleClaim>): void {
  for (const { id, why } of yielding.values()) {
    const claim = byId.get(id);
    const own = placeOf(sections, id, true);
    if (claim === undefined || own === null) continue;
    for (const section of sections) section.sentences = section.sentences.filter(({ claims }) => !(claims.length === 1 && claims[0] === id));
    const target = placeOf(sections, headOf(id, yielding), false);
    const { section, index } = target ?? { section: own.section, index: Math.min(own.index, own.section.sentences.length) - 1 };
    section.sentences.splice(index + 1, 0, { text: `${why} (${originOf(claim)}): ${claim.text}`, claims: [id] });
  }
}

/** The claim at the end of the chain: what is earlier than the earlier one stands behind the latest. */
function headOf(id: string, yielding: ReadonlyMap<string, Yielding>): string {
  const seen = new Set<string>();
  let head = id;
  for (let next = yielding.get(head); next !== undefined && !seen.has(head); next = yielding.get(head)) {
    seen.add(head);
    head = next.to;
  }
  return head;
}

/** Where a claim is told: by itself only, or in any sentence. */
function placeOf(sections: readonly ToldSection[], id: string, isAlone: boolean): { section: ToldSection; index: number } | null {
  for (const section of sections) {
    const index = section.sentences.findIndex(({ claims }) => claims.includes(id) && (!isAlone || claims.length === 1));
    if (index >= 0) return { section, index };
  }
  return null;
}

/** Where and when a claim was said. */
export const originOf = ({ source, published }: ArticleClaim): string => `${oneLine(source, LONGEST_TITLE)}, ${published === "" ? "undated" : oneLine(published, LONGEST_TITLE)}`;

const LONGEST_TITLE = 80;

/** An article whose lead went into callouts begins with what is not contested. */
function withLead(lead: ToldSection, sections: ToldSection[]): { lead: ToldSection; sections: ToldSection[] } {
  const [first] = sections.filter(({ sentences }) => sentences.length > 0);
  if (lead.sentences.length > 0 || first === undefined) return { lead, sections };
  lead.sentences = first.sentences.slice(0, 1);
  first.sentences = first.sentences.slice(1);
  return { lead, sections: sections.filter((part) => part.sentences.length + part.contested.length > 0) };
}
