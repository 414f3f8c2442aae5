/** Action: the places of a source that pages of the wiki cite. Nothing is written. */
import { placeClaims, type ClaimPlace } from "../claims/places";
import type { Claim, Digest } from "../claims/digest";
import { FILES_AT_ONCE, inBatches } from "../compile/in-batches";
import { readIfThere } from "../compile/read-json";
import { locateInDocument } from "../vault/locate";
import { conceptPages } from "./overview";
import type { Vault } from "./session";
import { findDigest, findRecord, findSource, isAsCompiled, readDocument, type CompiledSource } from "./source-record";

/** `start` to `passageEnd` are UTF-16 offsets into the file's text. `label` is the footnote's. */
export interface CitedPlace {
  start: number;
  end: number;
  passageStart: number;
  passageEnd: number;
  quote: string;
  label: string;
  pages: { path: string; name: string }[];
}

/** Sorted by place. A source that changed since it was compiled has those places whose words still stand in it. Throws `not-compiled` and `no-such-source`. */
export async function citationsOf(vault: Vault, path: string): Promise<CitedPlace[]> {
  const found = await findSource(vault, path);
  const located = await locateClaims(vault, path, found);
  const pages = await citingPages(vault, found);
  const cited = located.flatMap(({ claim, place: [start, end, passageStart, passageEnd] }): CitedPlace[] => {
    const citing = pages.filter(({ labels }) => labels.has(claim.id)).map(({ path: page, name }) => ({ path: page, name }));
    return citing.length === 0 ? [] : [{ start, end, passageStart, passageEnd, quote: claim.quote, label: claim.id, pages: citing }];
  });
  return cited.sort((left, right) => left.start - right.start || left.end - right.end);
}

interface LocatedClaim {
  claim: Claim;
  place: ClaimPlace;
}

const claimsOf = ({ sections }: Digest): Claim[] => sections.flatMap(({ claims, questions }) => [...claims, ...questions]);

async function locateClaims(vault: Vault, path: string, found: CompiledSource): Promise<LocatedClaim[]> {
  const record = await findRecord(vault, found);
  const isCurrent = isAsCompiled(found);
  const known = isCurrent ? record?.places : undefined;
  if (record !== null && known !== undefined) return withPlaces(record.digest.output, (claim) => known[claim.id]);
  const document = await readDocument(vault, path, found.text);
  const digest = record?.digest.output ?? (await findDigest(vault, found, document));
  if (digest === null) return [];
  const places = isCurrent ? placeClaims(document, digest) : {};
  return withPlaces(digest, (claim) => {
    if (isCurrent) return places[claim.id];
    const place = locateInDocument(document, claim.quote);
    return place === null ? undefined : [place.start, place.end, place.passageStart, place.passageEnd];
  });
}

const withPlaces = (digest: Digest, placeOf: (claim: Claim) => ClaimPlace | undefined): LocatedClaim[] =>
  claimsOf(digest).flatMap((claim) => {
    const place = placeOf(claim);
    return place === undefined ? [] : [{ claim, place }];
  });

interface CitingPage {
  path: string;
  name: string;
  labels: ReadonlySet<string>;
}

/** The source's page first, then the concepts' it is treated on. */
async function citingPages({ host }: Vault, { state, source }: CompiledSource): Promise<CitingPage[]> {
  const own = Object.entries(state.pages).flatMap(([path, { id, kind, name }]) => (kind === "source" && id === source.id ? [{ path, name }] : []));
  const concepts = conceptPages(state).filter(({ sources }) => sources.includes(source.id));
  return inBatches([...own, ...concepts], FILES_AT_ONCE, async ({ path, name }): Promise<CitingPage> => {
    const text = (await readIfThere(host.files, path)) ?? "";
    return { path, name, labels: new Set([...text.matchAll(/^\[\^([^\]\s]+)\]:/gm)].map((match) => match[1] ?? "")) };
  });
}
