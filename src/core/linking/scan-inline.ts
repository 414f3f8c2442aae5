/**
 * What stands within the prose of a note: links, and the ranges where nothing may be linked or read as a link (code, mathematics, comments, tags, …).
 * A scanner, not a parser: each search for an end remembers where it got to, so that the work is linear on any input. It must not know of files.
 */
import { classOf, isWordClass, pointAt, pointBefore, widthOf } from "./characters";

export type LinkKind = "wikilink" | "embed" | "markdown";

/**
 * A link as it is written. `start` and `end` are UTF-16 offsets of all of it, `!` included. `target` is decoded and trimmed; `subpath` is what follows
 * its first `#`, without that `#` ("" for none); `display` is the alias or link text as written, or null. `destination` is where target and subpath
 * are written, without brackets. `isEmbed` is true for `![[…]]` and `![…](…)`.
 */
export interface FoundLink {
  kind: LinkKind;
  target: string;
  subpath: string;
  display: string | null;
  start: number;
  end: number;
  isEmbed: boolean;
  destination: { start: number; end: number };
}

export interface MaskedRange {
  start: number;
  end: number;
}

export interface InlineScan {
  links: FoundLink[];
  masked: MaskedRange[];
}

const LONGEST_WIKILINK = 2000;
const LONGEST_DESTINATION = 4096;
const DEEPEST_PARENTHESES = 32;
/** Elements whose content is not prose, or is a link already. */
const OPAQUE_ELEMENTS = new Set(["a", "button", "code", "iframe", "kbd", "math", "pre", "samp", "script", "style", "svg", "textarea", "var"]);

// One closure, since every reader below shares the memory of the searches and the open brackets.
/** Scans `text` from `start` to `end` (a paragraph, heading or table cell) and adds what it finds to `into`, links in the order of their ends. */
export function scanInline(text: string, start: number, end: number, into: InlineScan): void {
  const findNext = createFinder(text, end);
  const findBackticks = createBacktickFinder(text, start, end);
  const brackets: number[] = [];
  let index = start;

  const mask = (from: number, to: number): number => {
    into.masked.push({ start: from, end: to });
    return to;
  };
  /** Masks from `at` to after the next `close`; past the opening characters where there is none. */
  const maskTo = (at: number, openLength: number, close: string): number => {
    const found = findNext(close, at + openLength);
    return found < 0 ? at + openLength : mask(at, found + close.length);
  };

  function readWikilink(at: number): number {
    const close = findNext("]]", at + 2);
    if (close < 0 || close - at > LONGEST_WIKILINK) return at + 1;
    const inner = text.slice(at + 2, close);
    const targetLength = inner.search(/[|[\]\n]|\\\|/);
    const stop = targetLength < 0 ? "" : inner.charAt(targetLength);
    if (inner.includes("[[") || inner.includes("\n") || stop === "[" || stop === "]" || inner.trim() === "") return at + 1;
    const isEmbed = text[at - 1] === "!" && at > start && text[at - 2] !== "\\";
    const written = targetLength < 0 ? inner : inner.slice(0, targetLength);
    const alias = targetLength < 0 ? null : inner.slice(targetLength + (stop === "\\" ? 2 : 1));
    const hash = written.indexOf("#");
    const linkStart = isEmbed ? at - 1 : at;
    into.links.push({
      kind: isEmbed ? "embed" : "wikilink",
      target: (hash < 0 ? written : written.slice(0, hash)).trim(),
      subpath: hash < 0 ? "" : written.slice(hash + 1).trim(),
      display: alias,
      start: linkStart,
      end: close + 2,
      isEmbed,
      destination: { start: at + 2, end: at + 2 + written.length },
    });
    return mask(linkStart, close + 2);
  }

  /** At a `]`: masks the bracket pair, and reads the link where a destination follows. */
  function closeBracket(at: number): number {
    const opener = brackets.pop();
    if (opener === undefined) return at + 1;
    const isImage = text[opener - 1] === "!" && opener > start;
    const linkStart = isImage ? opener - 1 : opener;
    const destination = text[at + 1] === "(" ? readDestination(at + 1) : null;
    if (destination === null) return mask(opener, at + 1);
    const written = text.slice(destination.start, destination.end);
    const hash = written.indexOf("#");
    into.links.push({
      kind: "markdown",
      target: decodeDestination(hash < 0 ? written : written.slice(0, hash)),
      subpath: hash < 0 ? "" : decodeDestination(written.slice(hash + 1)),
      display: text.slice(opener + 1, at),
      start: linkStart,
      end: destination.linkEnd,
      isEmbed: isImage,
      destination: { start: destination.start, end: destination.end },
    });
    return mask(linkStart, destination.linkEnd);
  }

  function readDestination(parenthesis: number): { start: number; end: number; linkEnd: number } | null {
    const from = skipWhite(text, parenthesis + 1, end);
    let to = from;
    let after = from;
    if (text[from] === "<") {
      to = findNext(">", from + 1);
      if (to < 0 || to - from > LONGEST_DESTINATION || /[<\n]/.test(text.slice(from + 1, to))) return null;
      after = to + 1;
    } else {
      to = bareDestinationEnd(text, from, end);
      if (to < 0) return null;
      after = to;
    }
    const close = afterTitle(after);
    return close < 0 ? null : { start: text[from] === "<" ? from + 1 : from, end: to, linkEnd: close };
  }

  /** Past an optional title and the closing parenthesis, or -1. */
  function afterTitle(after: number): number {
    let at = skipWhite(text, after, end);
    const quote = text[at];
    if (at > after && (quote === '"' || quote === "'")) {
      const close = findNext(quote, at + 1);
      if (close < 0) return -1;
      at = skipWhite(text, close + 1, end);
    }
    return at < end && text[at] === ")" ? at + 1 : -1;
  }

  /** At a `<`: comments, templates, autolinks and tags. */
  function readAngle(at: number): number {
    if (text.startsWith("<!--", at)) return maskTo(at, 4, "-->");
    if (text.startsWith("<%", at)) return maskTo(at, 2, "%>");
    if (!/[a-zA-Z/!?]/.test(text[at + 1] ?? "")) return at + 1;
    const close = tagEnd(at);
    if (close < 0) return at + 1;
    const name = /^[a-zA-Z][a-zA-Z0-9]{0,12}/.exec(text.slice(at + 1, at + 16))?.[0].toLowerCase() ?? "";
    if (!OPAQUE_ELEMENTS.has(name) || text[close - 2] === "/") return mask(at, close);
    const closing = findNext(`</${text.slice(at + 1, at + 1 + name.length)}>`, close);
    return mask(at, closing < 0 ? close : closing + name.length + 3);
  }

  /** Past the `>` of the tag or autolink at `at`, or -1. A quoted attribute may hold a `>`. */
  function tagEnd(at: number): number {
    let inside = at + 1;
    while (inside < end) {
      const character = text[inside];
      if (character === ">") return inside + 1;
      if (character === "<") return -1;
      if ((character === '"' || character === "'") && text[inside - 1] === "=") {
        const close = findNext(character, inside + 1);
        if (close < 0) return -1;
        inside = close;
      }
      inside++;
    }
    return -1;
  }

  function readDollar(at: number): number {
    if (text[at + 1] === "$") return maskTo(at, 2, "$$");
    if (/\s/.test(text[at + 1] ?? " ")) return at + 1;
    const close = findClosingDollar(at + 1);
    return close < 0 ? at + 1 : mask(at, close + 1);
  }

  let dollar = -1;
  /** The next `$` that can close: nothing blank before it, no digit after it, not escaped, not doubled. */
  function findClosingDollar(from: number): number {
    if (dollar >= from || dollar === -2) return dollar === -2 ? -1 : dollar;
    for (let at = text.indexOf("$", from); at >= 0 && at < end; at = text.indexOf("$", at + 1)) {
      if (at > from && !/[\s\\]/.test(text[at - 1] ?? " ") && !/[0-9$]/.test(text[at + 1] ?? "")) return (dollar = at);
    }
    dollar = -2;
    return -1;
  }

  while (index < end) {
    switch (text[index]) {
      case "\\":
        index += 2;
        break;
      case "`":
        index = findBackticks(index, mask);
        break;
      case "$":
        index = readDollar(index);
        break;
      case "%":
        index = text[index + 1] === "%" ? maskTo(index, 2, "%%") : index + 1;
        break;
      case "{":
        index = text[index + 1] === "{" ? maskTo(index, 2, "}}") : index + 1;
        break;
      case "<":
        index = readAngle(index);
        break;
      case "[": {
        const after = text[index + 1] === "[" ? readWikilink(index) : index + 1;
        if (after === index + 1) brackets.push(index);
        index = after;
        break;
      }
      case "]":
        index = closeBracket(index);
        break;
      case "#":
        index = readTag(text, index, start, end, mask);
        break;
      case "^":
        index = readBlockId(text, index, end, mask);
        break;
      case ":":
        index = text.startsWith("://", index) ? mask(schemeStart(text, index, start), urlEnd(text, index + 3, end)) : index + 1;
        break;
      case "w":
        index = text.startsWith("www.", index) ? mask(index, urlEnd(text, index + 4, end)) : index + 1;
        break;
      case "@":
        index = mask(emailStart(text, index, start), urlEnd(text, index + 1, end));
        break;
      default:
        index++;
    }
  }
}

/** The next place of a marker from `from` on, or -1. Each marker's last answer is kept, so that asking in ascending order costs one pass in all. */
function createFinder(text: string, end: number): (marker: string, from: number) => number {
  const last = new Map<string, { from: number; at: number }>();
  return (marker, from) => {
    const previous = last.get(marker);
    if (previous !== undefined && from >= previous.from && (previous.at < 0 || previous.at >= from)) return previous.at;
    const found = text.slice(from, end).indexOf(marker);
    const at = found < 0 ? -1 : from + found;
    last.set(marker, { from, at });
    return at;
  };
}

/** Masks the code span at a run of backticks and returns its end; the end of the run where nothing closes it. */
function createBacktickFinder(text: string, start: number, end: number) {
  let runs: Map<number, number[]> | null = null;
  return (at: number, mask: (from: number, to: number) => number): number => {
    runs ??= backtickRuns(text, start, end);
    let length = 1;
    while (at + length < end && text[at + length] === "`") length++;
    const places = runs.get(length);
    // Places stand in descending order, so the passed ones leave from the end.
    while (places !== undefined && places.length > 0 && (places.at(-1) ?? 0) < at + length) places.pop();
    const close = places?.at(-1);
    return close === undefined ? at + length : mask(at, close + length);
  };
}

function backtickRuns(text: string, start: number, end: number): Map<number, number[]> {
  const runs = new Map<number, number[]>();
  for (let at = start; at < end; at++) {
    if (text[at] !== "`") continue;
    let to = at + 1;
    while (to < end && text[to] === "`") to++;
    const places = runs.get(to - at);
    if (places === undefined) runs.set(to - at, [at]);
    else places.push(at);
    at = to;
  }
  for (const places of runs.values()) places.reverse();
  return runs;
}

function skipWhite(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && /\s/.test(text.charAt(at))) at++;
  return at;
}

function bareDestinationEnd(text: string, from: number, end: number): number {
  let depth = 0;
  const limit = Math.min(end, from + LONGEST_DESTINATION);
  for (let at = from; at < limit; at++) {
    const character = text[at];
    if (character === "\\") at++;
    else if (character === "(" && ++depth > DEEPEST_PARENTHESES) return -1;
    else if (character === ")" && --depth < 0) return at;
    else if (character === " " || character === "\n" || character === "\t" || character === "\r") return depth === 0 ? at : -1;
  }
  return -1;
}

/** Percent escapes resolved where they are valid, backslash escapes too. */
function decodeDestination(written: string): string {
  const plain = written.replace(/\\([!-/:-@[-`{-~])/g, "$1").trim();
  try {
    return decodeURIComponent(plain);
  } catch {
    return plain;
  }
}

type Mask = (from: number, to: number) => number;

function readTag(text: string, at: number, start: number, end: number, mask: Mask): number {
  if (at > start && isWordClass(classOf(pointBefore(text, at)))) return at + 1;
  let to = at + 1;
  while (to < end) {
    const point = pointAt(text, to);
    const belongs = isWordClass(classOf(point)) || point === 0x5f || point === 0x2d || point === 0x2f;
    if (!belongs) break;
    to += widthOf(point);
  }
  return to > at + 1 ? mask(at, to) : at + 1;
}

function readBlockId(text: string, at: number, end: number, mask: Mask): number {
  let to = at + 1;
  while (to < end && /[A-Za-z0-9-]/.test(text.charAt(to))) to++;
  return to > at + 1 ? mask(at, to) : at + 1;
}

function urlEnd(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && !/[\s<>[\]`"]/.test(text.charAt(at))) at++;
  return at;
}

function schemeStart(text: string, at: number, start: number): number {
  let from = at;
  while (from > start && at - from < 24 && /[a-zA-Z0-9+.-]/.test(text.charAt(from - 1))) from--;
  return from;
}

function emailStart(text: string, at: number, start: number): number {
  let from = at;
  while (from > start && at - from < 64 && /[\p{L}\p{N}._+-]/u.test(text.charAt(from - 1))) from--;
  return from;
}
