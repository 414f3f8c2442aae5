/** Tags that stand in a note's text, as the app knows them. It knows blocks and characters, no properties. */
import type { Block } from "../linking/scan-blocks";
import { scanBlockInline } from "../vault/links";

/** Behind the `#`: letters, digits, emoji, `_`, `-`, and `/` between a tag and those nested in it; digits alone are none. */
const TAG = /[\p{L}\p{M}\p{N}\p{Extended_Pictographic}\u200d\ufe0f_/-]+/uy;
const NO_TAG = /^[\p{N}]*$|^[/-]*$/u;
const MOST_TAGS = 100;

/** Each once, without `#`, as it is written: at the start of a line or behind white space, outside code, mathematics, comments and HTML. */
export function inlineTags(text: string, blocks: readonly Block[]): string[] {
  const found = new Set<string>();
  // The next sign, from block to block: looked for anew in each, a long note without signs would be read once for every block.
  let at = text.indexOf("#");
  for (const block of blocks) {
    const { kind, start, end } = block;
    if (at < 0) break;
    if (kind !== "text" && kind !== "heading" && kind !== "table") continue;
    if (at < start) at = text.indexOf("#", start);
    if (at < 0 || at >= end) continue;
    const covers = coveredIn(text, block);
    for (; at >= 0 && at < end && found.size < MOST_TAGS; at = text.indexOf("#", at + 1)) {
      if (at > start && !/\s/.test(text.charAt(at - 1))) continue;
      if (covers(at)) continue;
      TAG.lastIndex = at + 1;
      const tag = TAG.exec(text)?.[0] ?? "";
      if (!NO_TAG.test(tag) && at + 1 + tag.length <= end) found.add(tag);
    }
  }
  return [...found];
}

/** Whether code, mathematics, a comment or a link that begins before a place goes over it; to be asked in order. */
function coveredIn(text: string, block: Block): (at: number) => boolean {
  const scan: Parameters<typeof scanBlockInline>[2] = { links: [], masked: [] };
  scanBlockInline(text, block, scan);
  const covers = [...scan.masked, ...scan.links].sort((left, right) => left.start - right.start);
  let [next, until] = [0, 0];
  return (at) => {
    for (let cover = covers[next]; cover !== undefined && cover.start < at; cover = covers[++next]) until = Math.max(until, cover.end);
    return at < until;
  };
}
