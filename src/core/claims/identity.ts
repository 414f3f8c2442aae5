/** Ids of what lives long: made from what a thing is, never from a counter, so that order and history do not show in them. */
import { shortHash } from "../text/hash";

const ID_LENGTH = 10;

/** A source's id, from the path it was first seen under; kept through renames. `taken` ids are avoided. */
export function sourceId(path: string, taken: (id: string) => boolean): string {
  return freeId("s", path.normalize("NFC"), taken);
}

/** A concept's id, from the key of its first name; kept for life. */
export function conceptId(key: string, taken: (id: string) => boolean): string {
  return freeId("c", key, taken);
}

const freeId = (prefix: string, seed: string, taken: (id: string) => boolean): string => {
  for (let number = 1; ; number += 1) {
    const id = `${prefix}-${shortHash(number === 1 ? seed : `${seed}\n${number}`, ID_LENGTH)}`;
    if (!taken(id)) return id;
  }
};

/** A claim's id, which is also its footnote's label: from its source and its quote. */
export const claimId = (source: string, quote: string): string => `c${shortHash(`${source}\n${quote}`, ID_LENGTH)}`;

/** A question's id, likewise. */
export const questionId = (source: string, quote: string): string => `q${shortHash(`${source}\n${quote}`, ID_LENGTH)}`;
