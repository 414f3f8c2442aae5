/**
 * Which names, over all sources, are one concept. Decided over the whole set at once, so that the order of the sources cannot matter:
 * equal keys first, then aliases, then pairs that stay unclear, which the engine decides. The user's rulings outweigh all of it.
 */
import type { ConceptPair, PairSide } from "../engines/engine";
import type { Decision } from "../pages/decisions-page";
import { byCodeUnit, conceptKey, isAcronym, withoutVersion } from "../text/key";
import type { ConceptSource, SourceConceptSummary } from "./concept";

export interface ClusterMember {
  source: string;
  concept: SourceConceptSummary;
}

export interface Cluster {
  /** The keys its groups are filed under, sorted: no other cluster has one of them. */
  filingKeys: string[];
  /** Keys of the names and spelt-out aliases of all members, sorted. */
  keys: Set<string>;
  members: ClusterMember[];
}

/** The key a source's concept is filed under: an acronym that the source spells out goes by its expansion, so that homonyms stay apart. */
export function filingKey(concept: SourceConceptSummary): string {
  const expansion = isAcronym(concept.name) ? concept.aliases.filter(isSpeltOut).sort(byCodeUnit)[0] : undefined;
  return conceptKey(expansion ?? concept.name);
}

const isSpeltOut = (name: string): boolean => /\S[\s-]\S/u.test(name.trim());

/** A person's first name alone is no evidence that two sources mean one person. */
const isTellingAlias = (alias: string, concept: SourceConceptSummary): boolean => !isAcronym(alias) && (isSpeltOut(alias) || concept.kind !== "person");

export type DecidePairs = (pairs: ConceptPair[]) => Promise<boolean[]>;

/** How many pairs the engine is shown at once. */
const PAIR_WINDOW = 20;

export async function clusterConcepts(sources: ConceptSource[], decisions: Decision[], decidePairs: DecidePairs): Promise<Cluster[]> {
  const groups = groupByKey(sources);
  const union = createUnion(groups, decisions);
  for (const { kind, terms } of decisions) {
    if (kind === "same") union.join(keyOfTerm(terms[0], groups), keyOfTerm(terms[1], groups));
  }
  for (const [key, group] of groups) {
    for (const { concept } of group) {
      for (const alias of concept.aliases) {
        const other = conceptKey(alias);
        if (isTellingAlias(alias, concept) && groups.has(other)) union.join(key, other);
      }
    }
  }
  for (const [acronym, expansion] of statedExpansions(groups)) union.join(acronym, expansion);
  const contexts = createContexts(sources);
  const candidates = findCandidates(groups).filter(({ left, right }) => !union.isJoined(left, right) && !union.isForbidden(left, right));
  const accepted: Candidate[] = [];
  for (let from = 0; from < candidates.length; from += PAIR_WINDOW) {
    const window = candidates.slice(from, from + PAIR_WINDOW);
    const verdicts = await decidePairs(window.map(({ left, right }) => ({ left: pairSide(groups.get(left) ?? [], contexts), right: pairSide(groups.get(right) ?? [], contexts) })));
    accepted.push(...window.filter((_, index) => verdicts[index] === true));
  }
  for (const { left, right, mustBeOnly } of accepted) {
    const rivals = accepted.filter((other) => other.mustBeOnly && other.left === left);
    if (!mustBeOnly || rivals.length === 1) union.join(left, right);
  }
  return union.clusters();
}

type Groups = Map<string, ClusterMember[]>;

const groupByKey = (sources: ConceptSource[]): Groups => {
  const found = new Map<string, ClusterMember[]>();
  for (const source of [...sources].sort((left, right) => byCodeUnit(left.id, right.id))) {
    for (const concept of source.concepts) {
      const key = filingKey(concept);
      const group = found.get(key);
      if (group === undefined) found.set(key, [{ source: source.id, concept }]);
      else group.push({ source: source.id, concept });
    }
  }
  return new Map([...found].sort(([left], [right]) => byCodeUnit(left, right)));
};

/** The group a term of a ruling means: by key, else by an alias of exactly one group. */
const keyOfTerm = (term: string | undefined, groups: Groups): string => {
  const key = conceptKey(term ?? "");
  if (groups.has(key)) return key;
  const byAlias = [...groups].filter(([, group]) => group.some(({ concept }) => [concept.name, ...concept.aliases].some((name) => conceptKey(name) === key)));
  return byAlias.length === 1 ? (byAlias[0]?.[0] ?? key) : key;
};

interface Union {
  join(left: string, right: string): void;
  isJoined(left: string, right: string): boolean;
  isForbidden(left: string, right: string): boolean;
  clusters(): Cluster[];
}

/** Union-find over group keys that never brings together what the user ruled apart. */
const createUnion = (groups: Groups, decisions: Decision[]): Union => {
  const parent = new Map<string, string>([...groups.keys()].map((key) => [key, key]));
  const members = new Map<string, string[]>([...groups.keys()].map((key) => [key, [key]]));
  const apart = decisions.filter(({ kind }) => kind === "not-same").map(({ terms }) => [keyOfTerm(terms[0], groups), keyOfTerm(terms[1], groups)] as const);
  const find = (key: string): string => {
    let root = key;
    for (let next = parent.get(root); next !== undefined && next !== root; next = parent.get(root)) root = next;
    return root;
  };
  const isForbidden = (left: string, right: string): boolean => {
    const [leftKeys, rightKeys] = [members.get(find(left)) ?? [], members.get(find(right)) ?? []];
    return apart.some(([one, two]) => (leftKeys.includes(one) && rightKeys.includes(two)) || (leftKeys.includes(two) && rightKeys.includes(one)));
  };
  return {
    isJoined: (left, right) => find(left) === find(right),
    isForbidden,
    join: (left, right) => {
      if (!groups.has(left) || !groups.has(right)) return;
      const [leftRoot, rightRoot] = [find(left), find(right)];
      if (leftRoot === rightRoot || isForbidden(left, right)) return;
      const [winner, loser] = leftRoot < rightRoot ? [leftRoot, rightRoot] : [rightRoot, leftRoot];
      parent.set(loser, winner);
      members.get(winner)?.push(...(members.get(loser) ?? []));
      members.delete(loser);
    },
    clusters: () =>
      [...members].map(([, keys]) => {
        const all = [...keys].sort(byCodeUnit).flatMap((key) => groups.get(key) ?? []);
        const names = all.flatMap(({ concept }) => [conceptKey(concept.name), ...concept.aliases.filter((alias) => isTellingAlias(alias, concept)).map(conceptKey)]);
        return { filingKeys: [...keys].sort(byCodeUnit), keys: new Set([...keys, ...names].sort(byCodeUnit)), members: all };
      }),
  };
};

/** So many sources must spell an acronym out, all in one way, before those that use it bare are taken to mean the same. */
const SOURCES_THAT_SPELL_OUT = 2;

/** Acronyms used bare and the one expansion that several sources state: more than a shared acronym. A rival expansion, stated even once, forbids it. */
const statedExpansions = (groups: Groups): [acronym: string, expansion: string][] => {
  const stated = new Map<string, Map<string, Set<string>>>();
  for (const [key, group] of groups) {
    for (const { source, concept } of group) {
      for (const name of [concept.name, ...concept.aliases]) {
        const acronym = conceptKey(name);
        if (!isAcronym(name) || acronym === key || !groups.has(acronym)) continue;
        const expansions = stated.get(acronym) ?? new Map<string, Set<string>>();
        expansions.set(key, (expansions.get(key) ?? new Set()).add(source));
        stated.set(acronym, expansions);
      }
    }
  }
  return [...stated].flatMap(([acronym, expansions]) => {
    const [first, ...rivals] = [...expansions];
    return first !== undefined && rivals.length === 0 && first[1].size >= SOURCES_THAT_SPELL_OUT ? [[acronym, first[0]] as [string, string]] : [];
  });
};

/** Two groups that may be one. With `mustBeOnly`, the left one joins only if it has no second candidate that is accepted too. */
interface Candidate {
  left: string;
  right: string;
  mustBeOnly: boolean;
}

const findCandidates = (groups: Groups): Candidate[] => {
  const byAcronym = new Map<string, Set<string>>();
  const byLastName = new Map<string, Set<string>>();
  const byBase = new Map<string, Set<string>>();
  const note = (index: Map<string, Set<string>>, entry: string, key: string): void => {
    const keys = index.get(entry);
    if (keys === undefined) index.set(entry, new Set([key]));
    else keys.add(key);
  };
  for (const [key, group] of groups) {
    for (const { concept } of group) {
      for (const name of [concept.name, ...concept.aliases]) if (isAcronym(name) && conceptKey(name) !== key) note(byAcronym, conceptKey(name), key);
      if (concept.kind === "person" && key.includes(" ")) note(byLastName, key.slice(key.lastIndexOf(" ") + 1), key);
      const base = conceptKey(withoutVersion(concept.name));
      if (base !== key) note(byBase, base, key);
    }
  }
  const candidates: Candidate[] = [];
  for (const key of groups.keys()) {
    for (const right of byAcronym.get(key) ?? []) candidates.push({ left: key, right, mustBeOnly: true });
    for (const right of byLastName.get(key) ?? []) candidates.push({ left: key, right, mustBeOnly: true });
    for (const right of byBase.get(key) ?? []) candidates.push({ left: key, right, mustBeOnly: false });
  }
  for (const [base, keys] of byBase) {
    const [first, ...others] = [...keys];
    if (!groups.has(base) && first !== undefined) for (const right of others) candidates.push({ left: first, right, mustBeOnly: false });
  }
  return candidates.filter(({ left, right }) => left !== right);
};

const CONTEXT_SOURCES = 50;
const CONTEXT_NAMES = 12;

/** The names of what each source treats most, by source id. */
const createContexts = (sources: ConceptSource[]): Map<string, string[]> =>
  new Map(
    sources.map((source) => {
      const treated = [...source.concepts].sort((left, right) => right.claims - left.claims || byCodeUnit(left.name, right.name));
      return [source.id, treated.slice(0, CONTEXT_NAMES).map(({ name }) => name)];
    }),
  );

const pairSide = (group: ClusterMember[], contexts: Map<string, string[]>): PairSide => {
  const sources = [...new Set(group.map(({ source }) => source))];
  const own = new Set(group.flatMap(({ concept }) => [concept.name, ...concept.aliases].map(conceptKey)));
  const context = new Set(sources.slice(0, CONTEXT_SOURCES).flatMap((source) => contexts.get(source) ?? []));
  const first = group[0]?.concept;
  return {
    name: first?.name ?? "",
    aliases: [...new Set(group.flatMap(({ concept }) => concept.aliases))].sort(byCodeUnit),
    kind: first?.kind ?? "idea",
    summary: "",
    sources: sources.length,
    context: [...context].filter((name) => !own.has(conceptKey(name))).sort(byCodeUnit),
  };
};
