/** Pass 1, read: a source's text into passages. Pure; it is the only pass that sees Markdown. */
import { readSourceInSlices } from "../vault/read-source";
import type { Pass } from "../compile/incremental";
import { hashText, shortHash } from "../text/hash";
import type { SourceDocument } from "../vault/passage";

export interface ReadInput {
  path: string;
  text: string;
  breathe: () => Promise<void>;
}

export const readPass: Pass<ReadInput, SourceDocument> = {
  name: "read",
  recipe: "read-1",
  fingerprint: ({ text }) => hashText(text),
  run: ({ path, text, breathe }) => readSourceInSlices(path, text, breathe),
};

/** Over all of a source that results can depend on; where the file lies is not among it. */
export const contentFingerprint = (document: SourceDocument): string =>
  shortHash(JSON.stringify([document.properties, document.sections.map(({ fingerprint }) => fingerprint)]), 16);
