/**
 * Plain text into Markdown that shows exactly that text and nothing live: no link, tag, embed, HTML, formula, comment, template or
 * block marker of a source may come alive in a page of ours. `unescapeMarkdown(escapeMarkdown(text))` is `text`.
 */

const isWordCharacter = (character: string | undefined): boolean => character !== undefined && /[\p{L}\p{N}_]/u.test(character);
const isSpace = (character: string | undefined): boolean => character === undefined || /\s/.test(character);

const SPECIAL = /[\\`*_[\]<&#~=$%^:.@|]/g;

/**
 * Whether a dollar sign or tilde could end a formula or a struck passage: nothing blank stands before it. None of these is left bare, so that what
 * another text of the paragraph opens is never closed. At the start of the text, what stands before is not known.
 */
const canClose = (character: "$" | "~", before: string | undefined, after: string | undefined): boolean => {
  if (before === character || after === character || before === "\\") return true;
  if (before !== undefined && isSpace(before)) return false;
  const isBeforeDigit = after !== undefined && /[0-9]/.test(after);
  return !isBeforeDigit || (character === "~" && before !== undefined);
};

/** Escapes one line of plain text for use inside a paragraph, list item, footnote or table cell. */
export function escapeMarkdown(text: string): string {
  const hasPair = (character: string): boolean => text.indexOf(character) !== text.lastIndexOf(character);
  const pairs = { "~": hasPair("~"), $: hasPair("$") };
  const isLive = (character: string, at: number): boolean => {
    const before = text[at - 1];
    const after = text[at + 1];
    switch (character) {
      case "_":
        return !(isWordCharacter(before) && before !== "_" && isWordCharacter(after) && after !== "_");
      case "&":
        return /^&#?[a-z0-9]{1,32};/i.test(text.slice(at, at + 36));
      case "#":
        return !isSpace(after);
      case "~":
      case "$":
        return pairs[character] || canClose(character, before, after);
      case "=":
        return before === "=" || after === "=";
      // Template engines look for "<%" in the raw text, escaped or not.
      case "%":
        return before === "%" || after === "%" || before === "<";
      case "^":
        return isSpace(before) || after === "[" || after === undefined;
      case ":":
        return after === "/" && text[at + 2] === "/";
      case ".":
        return /^www$/i.test(text.slice(Math.max(0, at - 3), at));
      case "@":
        return isWordCharacter(before) && isWordCharacter(after);
      default:
        return true;
    }
  };
  return text.replace(SPECIAL, (character, at: number) => (isLive(character, at) ? `\\${character}` : character));
}

/** Like `escapeMarkdown`, for text that begins a paragraph or list item: no heading, list, quote or rule starts. */
export function escapeMarkdownBlock(text: string): string {
  return escapeMarkdown(text)
    .replace(/^(\d{1,9})([.)])(?=\s|$)/, "$1\\$2")
    .replace(/^([-+>=#!:])/, "\\$1");
}

/** The plain text behind `escapeMarkdown`'s output. */
export const unescapeMarkdown = (markdown: string): string => markdown.replace(/\\([!-/:-@[-`{-~])/g, "$1");
