/**
 * From clusters of names to the concepts of the wiki: which get a page, under what name, kind and path. A page a concept has already
 * keeps its id, name and file for life; the user's rulings and own notes come first.
 */
import { conceptId } from "../claims/identity";
import { CONCEPT_KINDS, type ConceptKind } from "../claims/digest";
import type { Decision } from "../pages/decisions-page";
import type { Settings } from "../settings";
import { byCodeUnit, conceptKey, isAcronym } from "../text/key";
import { baseName, numberedPath, pathKey, safeFileName } from "../vault/path";
import { filingKey, type Cluster, type ClusterMember } from "./cluster";
import type { ConceptRecord, RegisteredPage } from "./concept";

export interface RegisterInput {
  clusters: Cluster[];
  pages: RegisteredPage[];
  decisions: Decision[];
  settings: Settings;
  /** Paths of the user's own notes in canonical folders. */
  canonicalNotes: string[];
  /** Keys (`pathKey`) of files in the wiki that are the user's. */
  foreignFiles: Set<string>;
}

const MOST_ALIASES = 12;

export function registerConcepts(input: RegisterInput): ConceptRecord[] {
  const drafts = withDistinctNames(input.clusters.map((cluster) => draftOf(cluster, input)))
    .sort((left, right) => byCodeUnit(left.bestKey, right.bestKey) || byCodeUnit([...left.cluster.keys].join(), [...right.cluster.keys].join()));
  const chosen = drafts.filter((draft) => draft.isCanonical || draft.deservesPage);
  const paged = chosen.filter((draft) => !draft.isCanonical);
  const owned = assignPages(paged, input.pages);
  const taken = new Set([...input.foreignFiles, ...[...owned.values()].map((page) => pathKey(page.path))]);
  const ids = new Set([...owned.values()].map((page) => page.id));
  const records = chosen.map((draft): ConceptRecord => {
    const common = { kind: draft.kind, claims: draft.claims, members: draft.cluster.members.map(({ source, concept }) => ({ source, name: concept.name })) };
    if (draft.canonicalPath !== null) {
      return { ...common, id: `n-${draft.bestKey}`, name: baseName(draft.canonicalPath), aliases: [], path: draft.canonicalPath, isCanonical: true, movedFrom: null };
    }
    const page = owned.get(draft);
    const name = draft.givenName ?? page?.name ?? draft.bestName;
    const wanted = `${input.settings.wikiFolder}/concepts/${safeFileName(name)}`;
    const mustMove = page !== undefined && draft.givenName !== null && draft.givenName !== page.name && pathKey(page.path) !== pathKey(`${wanted}.md`);
    const path = page !== undefined && !mustMove ? page.path : numberedPath(wanted, "md", (key) => taken.has(key));
    taken.add(pathKey(path));
    const id = page?.id ?? conceptId(draft.identity, (candidate) => ids.has(candidate));
    ids.add(id);
    return { ...common, id, name, aliases: aliasesOf(draft, name), path, isCanonical: false, movedFrom: mustMove ? page.path : null };
  });
  return withoutClashes(records);
}

interface Draft {
  cluster: Cluster;
  /** The filing key its id is made from. */
  identity: string;
  bestName: string;
  bestKey: string;
  kind: ConceptKind;
  claims: number;
  deservesPage: boolean;
  isCanonical: boolean;
  canonicalPath: string | null;
  /** The name the user gave it, and the names it had before. */
  givenName: string | null;
  formerNames: string[];
}

const draftOf = (cluster: Cluster, { decisions, settings, canonicalNotes }: RegisterInput): Draft => {
  const { members } = cluster;
  const claims = members.reduce((sum, { concept }) => sum + concept.claims, 0);
  const rulings = decisions.filter(({ kind, terms }) => kind !== "same" && kind !== "not-same" && cluster.keys.has(conceptKey(terms[0] ?? "")));
  const renames = decisions.filter(({ kind }) => kind === "rename");
  const { name: rename, formerNames } = followRenames(cluster.keys, renames);
  const ruling = [...rulings, ...decisions.filter(({ kind, terms }) => rename !== null && kind !== "rename" && conceptKey(terms[0] ?? "") === conceptKey(rename))]
    .filter(({ kind }) => kind === "page" || kind === "no-page")
    .at(-1);
  const bestName = bestNameOf(members);
  const canonicalPath = canonicalNotes.find((path) => cluster.keys.has(conceptKey(baseName(path)))) ?? null;
  const sources = new Set(members.map(({ source }) => source)).size;
  // Whom the user tells apart by name is worth a page each.
  const isToldApart = decisions.some(({ kind, terms }) => kind === "not-same" && terms.some((term) => cluster.filingKeys.includes(conceptKey(term))));
  const isTreated = isToldApart || (sources >= settings.pageFromSources && claims >= settings.pageFromClaims) || members.some(({ concept }) => concept.isCentral);
  return {
    cluster,
    identity: identityOf(cluster),
    bestName,
    bestKey: conceptKey(bestName),
    kind: kindOf(members),
    claims,
    deservesPage: claims > 0 && (ruling === undefined ? isTreated : ruling.kind === "page"),
    isCanonical: canonicalPath !== null && ruling?.kind !== "no-page",
    canonicalPath,
    givenName: rename,
    formerNames,
  };
};

/** The filing key that most claims stand under. */
const identityOf = ({ filingKeys, members }: Cluster): string => {
  const weights = new Map<string, number>(filingKeys.map((key) => [key, 0]));
  for (const { concept } of members) weights.set(filingKey(concept), (weights.get(filingKey(concept)) ?? 0) + concept.claims);
  return [...weights].sort(([leftKey, left], [rightKey, right]) => right - left || byCodeUnit(leftKey, rightKey))[0]?.[0] ?? "";
};

/** Of several concepts that would share a name, those that can be spelt out are: an acronym is left to the one that cannot. */
const withDistinctNames = (drafts: Draft[]): Draft[] => {
  const counts = new Map<string, number>();
  for (const { bestKey } of drafts) counts.set(bestKey, (counts.get(bestKey) ?? 0) + 1);
  return drafts.map((draft) => {
    if ((counts.get(draft.bestKey) ?? 0) < 2) return draft;
    const spelt = draft.cluster.members.flatMap(({ concept }) => [concept.name, ...concept.aliases]).filter((name) => !isAcronym(name) && conceptKey(name) === draft.identity).sort(byCodeUnit)[0];
    return spelt === undefined ? draft : { ...draft, bestName: spelt, bestKey: conceptKey(spelt) };
  });
};

/** The name the user gave, also where a renamed concept was renamed again. */
const followRenames = (keys: Set<string>, renames: Decision[]): { name: string | null; formerNames: string[] } => {
  let name: string | null = null;
  const formerNames: string[] = [];
  for (const { terms } of renames) {
    const [from, to] = terms;
    if (from === undefined || to === undefined) continue;
    if (!keys.has(conceptKey(from)) && (name === null || conceptKey(name) !== conceptKey(from))) continue;
    formerNames.push(from);
    name = to;
  }
  return { name, formerNames };
};

/** What most sources call it; of equals the one with more claims, spelt out rather than short, then the first by code unit. */
const bestNameOf = (members: ClusterMember[]): string => {
  const counts = new Map<string, { sources: number; claims: number }>();
  for (const { concept } of members) {
    const count = counts.get(concept.name) ?? { sources: 0, claims: 0 };
    counts.set(concept.name, { sources: count.sources + 1, claims: count.claims + concept.claims });
  }
  const [best] = [...counts].sort(
    ([leftName, left], [rightName, right]) =>
      right.sources - left.sources || right.claims - left.claims || Number(isAcronym(leftName)) - Number(isAcronym(rightName)) || byCodeUnit(leftName, rightName),
  );
  return best?.[0] ?? "";
};

/** The kind most claims speak for; of equals the first in the list of kinds. */
const kindOf = (members: ClusterMember[]): ConceptKind => {
  const weight = (kind: ConceptKind): number => members.reduce((sum, { concept }) => sum + (concept.kind === kind ? concept.claims : 0), 0);
  return CONCEPT_KINDS.reduce((best, kind) => (weight(kind) > weight(best) ? kind : best), CONCEPT_KINDS[0] ?? "idea");
};

/** Which existing page each concept goes on with: by the page's name first, then by names it was known under. A page serves one concept. */
const assignPages = (drafts: Draft[], pages: RegisteredPage[]): Map<Draft, RegisteredPage> => {
  const owned = new Map<Draft, RegisteredPage>();
  const free = new Set([...pages].sort((left, right) => byCodeUnit(left.path, right.path)));
  const rawIds = new Map(drafts.map((draft) => [draft, new Set(draft.cluster.filingKeys.map((key) => conceptId(key, () => false)))]));
  const rounds: ((draft: Draft, page: RegisteredPage) => boolean)[] = [
    (draft, page) => page.id === conceptId(draft.identity, () => false),
    (draft, page) => rawIds.get(draft)?.has(page.id) === true,
    (draft, page) => conceptKey(page.name) === (draft.givenName === null ? draft.bestKey : conceptKey(draft.givenName)),
    (draft, page) => conceptKey(page.name) === draft.bestKey,
    (draft, page) => draft.cluster.keys.has(conceptKey(page.name)),
    (draft, page) => page.aliases.some((alias) => !isAcronym(alias) && conceptKey(alias) === draft.bestKey),
  ];
  for (const matches of rounds) {
    const candidates = [...free];
    const index = new Map<string, RegisteredPage[]>();
    for (const page of candidates) for (const key of new Set([page.id, ...[page.name, ...page.aliases].map(conceptKey)])) index.set(key, [...(index.get(key) ?? []), page]);
    for (const draft of drafts) {
      if (owned.has(draft)) continue;
      const keys = [...(rawIds.get(draft) ?? []), ...draft.cluster.keys, draft.bestKey, ...(draft.givenName === null ? [] : [conceptKey(draft.givenName)])];
      const page = keys.flatMap((key) => index.get(key) ?? []).sort((left, right) => byCodeUnit(left.path, right.path)).find((candidate) => free.has(candidate) && matches(draft, candidate));
      if (page === undefined) continue;
      owned.set(draft, page);
      free.delete(page);
    }
  }
  return owned;
};

const aliasesOf = ({ cluster, formerNames }: Draft, name: string): string[] => {
  const counts = new Map<string, number>(formerNames.map((former) => [former, Number.MAX_SAFE_INTEGER]));
  for (const { concept } of cluster.members) for (const alias of new Set([concept.name, ...concept.aliases])) counts.set(alias, (counts.get(alias) ?? 0) + 1);
  const seen = new Set([name.toLowerCase()]);
  const aliases = [...counts]
    .sort(([leftName, left], [rightName, right]) => right - left || byCodeUnit(leftName, rightName))
    .map(([alias]) => alias)
    .filter((alias) => !seen.has(alias.toLowerCase()) && seen.add(alias.toLowerCase()))
    .slice(0, MOST_ALIASES)
    .sort(byCodeUnit);
  return safeFileName(name) === name ? aliases : [name, ...aliases];
};

/** An alias that is another concept's name, or an alias of two, would lead a link astray: it is left out. */
const withoutClashes = (records: ConceptRecord[]): ConceptRecord[] => {
  const owners = new Map<string, Set<ConceptRecord>>();
  for (const record of records) {
    for (const name of [record.name, ...record.aliases]) {
      const key = name.toLowerCase();
      owners.set(key, (owners.get(key) ?? new Set()).add(record));
    }
  }
  return records.map((record) => ({ ...record, aliases: record.aliases.filter((alias, index) => (index === 0 && alias === record.name) || owners.get(alias.toLowerCase())?.size === 1) }));
};
