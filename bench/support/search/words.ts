/** Words of a text for the peers that have no way of their own to read a query. */
export const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}\p{M}_]+/gu) ?? [];
