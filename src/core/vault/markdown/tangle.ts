/**
 * Tells text that the Markdown parser would choke on: it is quadratic in brackets, emphasis, code and tags that find no partner and in nested
 * containers, and slow on very many short lines. No note that people write comes near the bounds; what passes them is read line by line, as text.
 */

/** The most of each kind in one block of some 8 KB: with these the parser needs a few times as long as for prose. */
const MOST_UNMATCHED_BRACKETS = 150;
const MOST_BRACKETS = 1000;
const MOST_DELIMITERS = 400;
const MOST_TICKS = 600;
const MOST_DOLLARS = 600;
const MOST_TAGS = 800;
const MOST_COMMENTS = 30;
const MOST_ESCAPES = 1000;
const MOST_BARS = 4000;
const DEEPEST_NESTING = 24;
const DEEPEST_INDENT = 400;
/** A note of more lines than this that hold fewer characters than that on average is a heap of fragments. */
const MANY_LINES = 15_000;
const SHORT_LINE = 16;

/** Whether a block (of some 8 KB at most) is to be read as plain text instead of Markdown. */
export function isTangled(block: string): boolean {
  return hasTangledMarkers(block) || nestsTooDeep(block);
}

/** Whether a note is so long, and its lines so short, that parsing it would take long. */
export function isChopped(text: string): boolean {
  if (text.length < MANY_LINES) return false;
  let lines = 0;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) lines++;
  return lines > MANY_LINES && lines * SHORT_LINE > text.length;
}

function hasTangledMarkers(block: string): boolean {
  let open = 0;
  let brackets = 0;
  let unmatched = 0;
  let delimiters = 0;
  let ticks = 0;
  let dollars = 0;
  let tags = 0;
  let escapes = 0;
  let bars = 0;
  let previous = 0x0a;
  for (let at = 0; at < block.length; at++) {
    const unit = block.charCodeAt(at);
    if (unit === 0x5b /* [ */) {
      brackets++;
      open++;
    } else if (unit === 0x5d /* ] */) {
      brackets++;
      if (open > 0) open--;
      else unmatched++;
    } else if (unit === 0x2a /* * */ || unit === 0x5f /* _ */ || unit === 0x7e /* ~ */) {
      // Underscores within words open and close nothing, and cost less.
      if (unit === 0x5f && isWordUnit(previous) && isWordUnit(block.charCodeAt(at + 1))) delimiters += 0.4;
      else if (previous !== unit) delimiters++;
    } else if (unit === 0x60 /* ` */) ticks += previous === unit ? 0 : 1;
    else if (unit === 0x24 /* $ */) dollars += previous === unit ? 0 : 1;
    else if (unit === 0x3c /* < */) tags++;
    else if (unit === 0x5c /* \ */ || unit === 0x26 /* & */) escapes++;
    else if (unit === 0x7c /* | */) bars++;
    previous = unit;
  }
  if (open + unmatched > MOST_UNMATCHED_BRACKETS || brackets > MOST_BRACKETS || delimiters > MOST_DELIMITERS || ticks > MOST_TICKS) return true;
  if (dollars > MOST_DOLLARS || tags > MOST_TAGS || escapes > MOST_ESCAPES || bars > MOST_BARS) return true;
  return tags > MOST_COMMENTS && block.split("<!", MOST_COMMENTS + 2).length > MOST_COMMENTS + 1;
}

/** Whether a line opens more containers (quotes, list items) than anyone nests. */
function nestsTooDeep(block: string): boolean {
  let line = 0;
  while (line < block.length) {
    let depth = 0;
    let at = line;
    for (; at < block.length; at++) {
      const character = block.charAt(at);
      if (character === ">" || ("-*+.)".includes(character) && isGap(block, at + 1))) depth++;
      else if (character !== " " && character !== "\t" && !(character >= "0" && character <= "9")) break;
    }
    if (depth > DEEPEST_NESTING || at - line > DEEPEST_INDENT) return true;
    const end = block.indexOf("\n", at);
    if (end === -1) return false;
    line = end + 1;
  }
  return false;
}

function isGap(block: string, at: number): boolean {
  const character = block.charAt(at);
  return character === " " || character === "\t" || character === "\n" || character === "\r" || character === "";
}

function isWordUnit(unit: number): boolean {
  return (unit >= 0x30 && unit <= 0x39) || (unit >= 0x41 && unit <= 0x5a) || (unit >= 0x61 && unit <= 0x7a) || unit >= 0xc0;
}
