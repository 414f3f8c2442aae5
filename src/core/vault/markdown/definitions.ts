/**
 * Link reference definitions (`[label]: address`), which may stand anywhere in a note while blocks are parsed one by one. A block is parsed with
 * stand-ins for the definitions it uses behind it, where they shift no offsets. Footnote references need none: they vanish either way.
 */

/** Normalised labels that are defined somewhere in the note. */
export type Definitions = ReadonlySet<string>;

const LONGEST_LABEL = 999;
const DEFINITION = /^ {0,3}\[([^\]\n\r^][^\]\n\r]{0,998})\]:/gm;

/** Adds the labels that a block defines to `found`. */
export function collectDefinitions(block: string, found: Set<string>): void {
  if (!block.includes("]:")) return;
  for (const match of block.matchAll(DEFINITION)) {
    const label = normalised(match[1] ?? "");
    if (label !== "" && startsParagraph(block, match.index)) found.add(label);
  }
}

/** Definitions, as Markdown, for the labels a block uses; "" where it uses none. */
export function usedDefinitions(block: string, definitions: Definitions): string {
  if (definitions.size === 0) return "";
  const used = new Map<string, string>();
  let open = -1;
  for (let at = block.indexOf("["); at !== -1 && at < block.length; at++) {
    const character = block.charCodeAt(at);
    if (character === 0x5b) open = at;
    if (character !== 0x5d || open === -1) continue;
    const raw = block.slice(open + 1, at);
    // [[Wikilinks]] are never references.
    const isWikilink = block.charCodeAt(open - 1) === 0x5b && block.charCodeAt(at + 1) === 0x5d;
    open = -1;
    if (isWikilink || raw.length > LONGEST_LABEL) continue;
    const label = normalised(raw);
    if (definitions.has(label) && !used.has(label)) used.set(label, raw.replace(/[\r\n]+/g, " "));
  }
  let text = "";
  for (const raw of used.values()) text += `\n[${raw}]: #`;
  return text === "" ? "" : `\n${text}\n`;
}

/** A definition cannot interrupt a paragraph: it follows a blank line, a heading, another definition, or nothing. */
function startsParagraph(block: string, at: number): boolean {
  if (at === 0) return true;
  const from = block.lastIndexOf("\n", at - 2) + 1;
  const before = block.slice(from, at).trim();
  return before === "" || before.startsWith("#") || (before.startsWith("[") && before.includes("]:")) || /^["'(].*["')]$/.test(before);
}

function normalised(label: string): string {
  return label.trim().replace(/\s+/g, " ").toLowerCase().toUpperCase();
}
