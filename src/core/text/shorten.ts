/** A text no longer than it may be, cut where a reader would. */

/** The text itself, or its beginning with an ellipsis: at most `limit` characters before it, cut at a word where one ends in the second half. */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const cut = text.slice(0, limit);
  const lastBlank = cut.lastIndexOf(" ");
  return `${cut.slice(0, lastBlank > limit / 2 ? lastBlank : limit).replace(/[\s,;:–-]+$/u, "").replace(/[\uD800-\uDBFF]$/, "")}…`;
}
