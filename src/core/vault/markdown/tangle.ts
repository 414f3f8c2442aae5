/**
 * Tells text that the Markdown parser would choke on: it is quadratic in unmatched brackets and emphasis markers and in nested containers. No note
 * that people write comes near the bounds; what passes them is read as plain text.
 */

const MOST_UNMATCHED_BRACKETS = 150;
const MOST_BRACKETS = 2500;
const MOST_DELIMITERS = 500;
const DEEPEST_NESTING = 24;
const MOST_BARS = 4000;

/** Whether a block (of some 8 KB at most) is to be read as plain text instead of Markdown. */
export function isTangled(block: string): boolean {
  return hasTangledMarkers(block) || nestsTooDeep(block);
}

function hasTangledMarkers(block: string): boolean {
  let open = 0;
  let brackets = 0;
  let unmatched = 0;
  let delimiters = 0;
  let bars = 0;
  let previous = 0x0a;
  for (let at = 0; at < block.length; at++) {
    const unit = block.charCodeAt(at);
    switch (unit) {
      case 0x5b: // [
        brackets++;
        open++;
        break;
      case 0x5d: // ]
        brackets++;
        if (open > 0) open--;
        else unmatched++;
        break;
      case 0x2a: // *
      case 0x5f: // _
      case 0x7e: // ~
        if (previous !== unit && (unit !== 0x5f || !isWordUnit(previous) || !isWordUnit(block.charCodeAt(at + 1)))) delimiters++;
        break;
      case 0x7c: // |
        bars++;
        break;
    }
    previous = unit;
  }
  return open + unmatched > MOST_UNMATCHED_BRACKETS || brackets > MOST_BRACKETS || delimiters > MOST_DELIMITERS || bars > MOST_BARS;
}

/** Whether a line opens more containers (quotes, list items) than anyone nests. */
function nestsTooDeep(block: string): boolean {
  let line = 0;
  while (line < block.length) {
    let depth = 0;
    let at = line;
    for (; at < block.length; at++) {
      const character = block.charAt(at);
      if (character === ">" || ((character === "-" || character === "*" || character === "+" || character === "." || character === ")") && isGap(block, at + 1))) depth++;
      else if (character !== " " && character !== "\t" && !(character >= "0" && character <= "9")) break;
    }
    // Indentation nests as well.
    if (depth > DEEPEST_NESTING || at - line > 400) return true;
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
