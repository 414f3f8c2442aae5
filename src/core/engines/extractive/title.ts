/** What a source's title says it is about. */
import { lowerPlain } from "./letters";

/** The title and the parts before and after its first colon, dash, bar or comma, in small letters, longest first; empty for an empty title. */
export function titleTopics(title: string): string[] {
  const whole = lowerPlain(title).replace(/\s+/gu, " ").trim();
  if (whole === "") return [];
  const parts = whole.split(/\s*(?::|\s[–—|-]\s|,|\|)\s*/u).map((part) => part.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}+#)]+$/gu, ""));
  return [...new Set([whole, ...parts])].filter((part) => part.length >= 2).sort((left, right) => right.length - left.length || (left < right ? -1 : 1));
}
