/**
 * Reads a note's body: cuts it into units, gathers them into blocks of a size the parser is quick with, parses block by block, and puts all that was
 * found in the order of the file. It yields between blocks, so that a host can breathe.
 */
import type { Passage } from "../passage";
import { cutUnit, LINE_WEIGHT } from "./cut";
import { collectDefinitions, usedDefinitions, type Definitions } from "./definitions";
import { addSlice, noLetters, toPassage, toText, type Place } from "./letters";
import { nextLine } from "./lines";
import { readLiteral } from "./literal";
import { removeObsidianMarkup } from "./obsidian";
import { parseMarkdown } from "./parse";
import { readHtml, readTree, type Part } from "./passages";
import { readPlainUnit, type PlainPart } from "./plain-block";
import { scanUnits, unitText, type Unit } from "./scan";
import { withMoney, withoutStrangers } from "./stand-ins";
import { isChopped, isTangled } from "./tangle";

/** What a body holds. `isTangled` says that a part of it was not read as Markdown, `isChopped` that none is, for it has too many lines. */
export interface Body {
  parts: Part[];
  isChopped: boolean;
  isTangled: boolean;
}

/** Blocks are parsed once they weigh this much (characters, and a toll for every line); nothing heavier than `LONGEST_BLOCK` is parsed in one go. */
const FULL_BLOCK = 3000;
const LONGEST_BLOCK = 8000;
const UNITS_BETWEEN_BREATHS = 2000;
/** White space to fold, Obsidian's marks, controls, stand-ins, halves of characters: what keeps a text from being a passage as it is. */
const NEEDS_FOLDING = /[^\S ]| {2}|==|\^|[\u0000-\u001f\u007f-\u009f\uFDD0-\uFDD2\p{Surrogate}]/u;

/** Controls, stand-ins and halves of characters, in code. */
const NEEDS_CLEANING = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\uFDD0-\uFDD2\p{Surrogate}]/u;

/** A stretch of a block and where it comes from. A prefix before `textFrom` stands in no file. */
interface Segment {
  from: number;
  textFrom: number;
  fileStart: number;
  fileEnd: number;
}

interface Block {
  text: string;
  weight: number;
  segments: Segment[];
}

/** Reads a body that begins at `from`; yields whenever a stretch of work is done. Linear in the text's length. */
export function* readBody(text: string, from: number): Generator<undefined, Body> {
  const clean = withoutStrangers(text);
  const units: Unit[] = [];
  const definitions = new Set<string>();
  for (const unit of scanUnits(clean, from)) {
    if (unit.kind === "markdown") collectDefinitions(unit.replacements.length === 0 ? clean.slice(unit.start, unit.end) : unitText(clean, unit), definitions);
    units.push(unit);
    if (units.length % UNITS_BETWEEN_BREATHS === 0) yield;
  }
  const body: Body = { parts: [], isChopped: isChopped(clean), isTangled: false };
  let block = emptyBlock();
  for (const unit of units) {
    for (const work of unitWork(clean, unit, body)) {
      if (work === null) {
        yield;
        continue;
      }
      if (block.weight > 0 && block.weight + work.weight > LONGEST_BLOCK) {
        readBlock(block, definitions, body);
        block = emptyBlock();
        yield;
      }
      addSegment(block, work);
      if (block.weight < FULL_BLOCK) continue;
      readBlock(block, definitions, body);
      block = emptyBlock();
      yield;
    }
  }
  readBlock(block, definitions, body);
  body.parts.sort((left, right) => left.start - right.start);
  return body;
}

/** Markdown for the parser: a prefix of ours, the text, and where it stands in the file. */
interface Work {
  prefix: string;
  text: string;
  fileStart: number;
  weight: number;
}

/** Reads what of a unit needs no parser, and yields the rest in pieces the parser is quick with; null to let the host breathe. */
function* unitWork(clean: string, unit: Unit, body: Body): Generator<Work | null> {
  if (unit.kind !== "markdown") {
    body.parts.push(...readSpecialUnit(clean, unit));
    return;
  }
  const text = withMoney(unitText(clean, unit));
  const plain = readPlainUnit(text);
  if (plain !== null) {
    for (const [index, part] of plain.entries()) {
      body.parts.push(...readPlain(text, part, unit.start));
      if (index % UNITS_BETWEEN_BREATHS === UNITS_BETWEEN_BREATHS - 1) yield null;
    }
    return;
  }
  if (weigh(text) <= LONGEST_BLOCK) {
    yield* markdownWork(text, "", unit.start, body);
    return;
  }
  for (const piece of cutUnit(text, LONGEST_BLOCK)) {
    const part = text.slice(piece.start, piece.end);
    const start = unit.start + piece.start;
    if (piece.kind === "markdown") yield* markdownWork(part, piece.prefix, start, body);
    else if (piece.kind === "code") body.parts.push(...readCode(part, start));
    else body.parts.push(...readHtmlText(part, start));
  }
}

function* markdownWork(text: string, prefix: string, fileStart: number, body: Body): Generator<Work | null> {
  const trimmed = text.trimEnd();
  if (trimmed === "") return;
  if (!body.isChopped && !isTangled(trimmed)) {
    yield { prefix, text: trimmed, fileStart, weight: weigh(trimmed) };
    return;
  }
  body.isTangled = true;
  for (const part of readLiteral(trimmed, fileStart)) body.parts.push(part);
  yield null;
}

function emptyBlock(): Block {
  return { text: "", weight: 0, segments: [] };
}

function addSegment(block: Block, work: Work): void {
  const from = block.text.length;
  const textFrom = from + work.prefix.length;
  block.segments.push({ from, textFrom, fileStart: work.fileStart, fileEnd: work.fileStart + work.text.length });
  block.text += `${work.prefix}${work.text}\n\n`;
  block.weight += work.weight;
}

function readBlock(block: Block, definitions: Definitions, body: Body): void {
  if (block.segments.length === 0) return;
  const source = block.text + usedDefinitions(block.text, definitions);
  body.parts.push(...readTree(parseMarkdown(source), source, placeIn(block.segments)));
}

/** Places positions of a block in the file. Positions are asked for nearly in order, so it goes on from the last segment. */
function placeIn(segments: Segment[]): Place {
  let index = 0;
  return (position) => {
    while (index > 0 && (segments[index]?.from ?? 0) > position) index--;
    while (index + 1 < segments.length && (segments[index + 1]?.from ?? Infinity) <= position) index++;
    const segment = segments[index];
    if (segment === undefined) return position;
    return Math.min(segment.fileEnd - 1, Math.max(segment.fileStart, segment.fileStart + position - segment.textFrom));
  };
}

function readSpecialUnit(clean: string, unit: Unit): Part[] {
  if (unit.kind === "comment") return [];
  if (unit.kind === "html") return readHtmlText(clean.slice(unit.contentStart, unit.contentEnd), unit.contentStart);
  const content = clean.slice(unit.contentStart, unit.contentEnd);
  const end = unit.start + clean.slice(unit.start, unit.end).trimEnd().length;
  if (unit.kind === "code" && unit.indent === 0 && !NEEDS_CLEANING.test(content)) return plainCode(content, unit.contentStart, unit.start, end);
  const letters = noLetters();
  for (let line = unit.contentStart; line < unit.contentEnd; ) {
    const next = Math.min(unit.contentEnd, nextLine(clean, line));
    let start = line;
    while (start < next && start - line < unit.indent && clean.charAt(start) === " ") start++;
    const isCarriageReturn = clean.endsWith("\r\n", next) && next - 2 >= start;
    addSlice(letters, clean, start, isCarriageReturn ? next - 2 : next, false);
    if (isCarriageReturn) addSlice(letters, clean, next - 1, next, false);
    line = next;
  }
  return passageParts(toPassage(unit.kind === "code" ? "code" : "math", letters, unit.kind === "code" ? "none" : "all", (at) => at, { start: unit.start, end }));
}

/** Code that is a passage as it stands, but for blank lines around it: however long it is, this takes no time. */
function plainCode(content: string, contentStart: number, start: number, end: number): Part[] {
  const text = content.trimEnd();
  const first = text.length - text.trimStart().length;
  const from = text.lastIndexOf("\n", first) + 1;
  return text === "" ? [] : passageParts({ kind: "code", text: text.slice(from), start, end, offsets: [0, contentStart + from] });
}

/** Code of a list item that was too big for the parser: its fences go, and so does its indentation. */
function readCode(text: string, fileStart: number): Part[] {
  const indent = text.length - text.trimStart().length;
  const first = nextLine(text, 0);
  const last = text.trimEnd().lastIndexOf("\n") + 1;
  const isClosed = last > first && /^[ \t]*(?:`{3,}|~{3,})[ \t\r\n]*$/.test(text.slice(last));
  const unit: Unit = { kind: "code", start: 0, end: text.length, contentStart: first, contentEnd: isClosed ? last : text.length, indent, replacements: [] };
  return readSpecialUnit(text, unit).map((part) => moved(part, fileStart));
}

function moved(part: Part, by: number): Part {
  if (part.kind === "heading") return { ...part, start: part.start + by };
  const { passage } = part;
  const offsets = passage.offsets.map((offset, index) => (index % 2 === 0 ? offset : offset + by));
  return { kind: "passage", start: part.start + by, passage: { ...passage, start: passage.start + by, end: passage.end + by, offsets } };
}

function readHtmlText(text: string, fileStart: number): Part[] {
  const letters = noLetters();
  addSlice(letters, text, 0, text.length, false);
  return readHtml(letters, (at) => fileStart + at);
}

function readPlain(text: string, part: PlainPart, fileStart: number): Part[] {
  const { depth, start, end } = part;
  const kind = part.kind === "footnote" ? "paragraph" : part.kind;
  const slice = text.slice(start, end);
  const file = fileStart + start;
  if (!NEEDS_FOLDING.test(slice)) {
    if (kind === "heading") return [{ kind, depth, text: slice, start: file }];
    return passageParts({ kind, text: slice, start: file, end: fileStart + end, offsets: [0, file] });
  }
  const letters = noLetters();
  addSlice(letters, text, start, end, true);
  removeObsidianMarkup(letters);
  if (kind === "heading") return [{ kind, depth, text: toText(letters), start: file }];
  return passageParts(toPassage(kind, letters, "all", (at) => fileStart + at, { start, end }));
}

function passageParts(passage: Passage | null): Part[] {
  return passage === null ? [] : [{ kind: "passage", passage, start: passage.start }];
}

function weigh(text: string): number {
  let lines = 0;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) lines++;
  return text.length + lines * LINE_WEIGHT;
}
