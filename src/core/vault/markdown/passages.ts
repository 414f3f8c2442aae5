/** From a parsed block to headings and passages. It knows the syntax tree, and the file only through the function that places offsets in it. */
import type { Passage, PassageKind } from "../passage";
import { addLines, addText, addVerbatim } from "./align";
import { removeHtmlMarkup, separatesWords } from "./html";
import { addForeign, addLetter, noLetters, sliceLetters, toPassage, toText, type Letters, type Place } from "./letters";
import { nextLine } from "./lines";
import { removeObsidianMarkup, splitCallout } from "./obsidian";
import type { Root } from "./parse";

/** What a block holds, in the order of the file. `start` is a file offset. */
export type Part = { kind: "heading"; depth: number; text: string; start: number } | { kind: "passage"; passage: Passage; start: number };

/** Any node of the tree, as far as we look at it: extensions add kinds that the tree's own types do not list. */
interface TreeNode {
  type: string;
  value?: string;
  alt?: string | null;
  depth?: number;
  children?: TreeNode[];
  position?: { start: { offset?: number }; end: { offset?: number } };
}

interface Reader {
  source: string;
  place: Place;
  parts: Part[];
}

const LONGEST_HTML = 8000;
const FILE_ENDING = /\.(?:png|jpe?g|gif|webp|svg|avif|bmp|tiff?|heic|pdf|mp4|mov)$/i;
const STOCK_NAME = /^(?:image|img|photo|picture|figure|fig|screenshot|screen shot|logo|icon|avatar|thumbnail|untitled|placeholder|alt text)[\s_.-]*[0-9]*$/i;

/** The headings and passages of a parsed block. `source` is the text that was parsed. */
export function readTree(root: Root, source: string, place: Place): Part[] {
  const reader: Reader = { source, place, parts: [] };
  for (const node of root.children) {
    if (node.type === "heading") addHeading(reader, node);
    else readNode(reader, node, "paragraph");
  }
  return reader.parts;
}

/** The passages of an HTML block, given as letters; none where it holds no words. Long ones are parted between words. */
export function readHtml(letters: Letters, place: Place): Part[] {
  removeHtmlMarkup(letters);
  const parts: Part[] = [];
  let from = 0;
  while (from < letters.units.length) {
    let to = Math.min(letters.units.length, from + LONGEST_HTML);
    while (to < letters.units.length && letters.units[to] !== 0x20 && letters.units[to] !== 0x0a && to - from < 2 * LONGEST_HTML) to++;
    const passage = toPassage("html", from === 0 && to === letters.units.length ? letters : sliceLetters(letters, from, to), "all", place);
    if (passage !== null && /\p{L}/u.test(passage.text)) parts.push({ kind: "passage", passage, start: passage.start });
    from = to;
  }
  return parts;
}

function readNode(reader: Reader, node: TreeNode, kind: PassageKind): void {
  switch (node.type) {
    case "paragraph":
      return readParagraph(reader, node, kind);
    case "heading":
      return addPassage(reader, kind, inlineLetters(reader, node.children), node);
    case "blockquote":
      return readQuote(reader, node);
    case "list":
      return readChildren(reader, node, "list-item");
    case "listItem":
    case "footnoteDefinition":
      return readChildren(reader, node, node.type === "listItem" ? "list-item" : "paragraph");
    case "table":
      return readTable(reader, node);
    case "code":
    case "math": {
      const letters = blockLetters(reader, node);
      return addPart(reader, toPassage(node.type, letters, node.type === "code" ? "none" : "all", reader.place, rangeOf(node)));
    }
    case "html":
      reader.parts.push(...readHtml(blockLetters(reader, node), reader.place));
  }
}

function readChildren(reader: Reader, node: TreeNode, kind: PassageKind): void {
  for (const child of node.children ?? []) readNode(reader, child, kind);
}

function addHeading(reader: Reader, node: TreeNode): void {
  const text = toText(inlineLetters(reader, node.children));
  reader.parts.push({ kind: "heading", depth: node.depth ?? 1, text, start: reader.place(rangeOf(node).start) });
}

function readParagraph(reader: Reader, node: TreeNode, kind: PassageKind): void {
  const children = node.children ?? [];
  const images = standaloneImages(children);
  if (images !== null) return images.forEach((image) => addCaption(reader, image));
  const only = children[0];
  const isMath = children.length === 1 && only?.type === "inlineMath" && reader.source.startsWith("$$", rangeOf(only).start);
  addPassage(reader, isMath ? "math" : kind, inlineLetters(reader, children), node);
}

/** A quote, or a callout where its first line says `[!type]`. */
function readQuote(reader: Reader, node: TreeNode): void {
  const [first, ...others] = node.children ?? [];
  const letters = first?.type === "paragraph" ? inlineLetters(reader, first.children, false) : noLetters();
  const callout = splitCallout(letters);
  if (callout === null) return readChildren(reader, node, "quote");
  for (const part of [callout.title, callout.rest]) {
    removeObsidianMarkup(part);
    addPart(reader, toPassage("callout", part, "all", reader.place));
  }
  for (const child of others) readNode(reader, child, "callout");
}

function readTable(reader: Reader, node: TreeNode): void {
  const letters = noLetters();
  let ended = rangeOf(node).start;
  for (const row of node.children ?? []) {
    const cells = (row.children ?? []).map((cell) => inlineLetters(reader, cell.children));
    if (cells.every((cell) => toText(cell) === "")) continue;
    cells.forEach((cell, index) => {
      if (index > 0) addForeign(letters, " | ", ended);
      else if (letters.units.length > 0) addForeign(letters, "\n", ended);
      for (let at = 0; at < cell.units.length; at++) {
        // A cell is one line, whatever entity stands in it.
        const unit = cell.units[at] ?? 0x20;
        if (unit !== -1) addLetter(letters, unit === 0x0a ? 0x20 : unit, cell.starts[at] ?? ended, cell.ends[at] ?? ended, false);
      }
      ended = cell.ends[cell.ends.length - 1] ?? ended;
    });
  }
  addPart(reader, toPassage("table", letters, "within-lines", reader.place, rangeOf(node)));
}

/** The images of a paragraph that holds nothing else; null for any other paragraph. */
function standaloneImages(children: TreeNode[]): TreeNode[] | null {
  const images: TreeNode[] = [];
  for (const child of children) {
    if (child.type === "image" || child.type === "imageReference") images.push(child);
    else if (child.type === "link" || child.type === "linkReference") {
      const linked = standaloneImages(child.children ?? []);
      if (linked === null || linked.length === 0) return null;
      images.push(...linked);
    } else if (child.type !== "break" && !(child.type === "text" && (child.value ?? "").trim() === "")) return null;
  }
  return images.length === 0 ? null : images;
}

function addCaption(reader: Reader, image: TreeNode): void {
  // Obsidian reads `|300` at the end of an image's text as its width.
  const caption = (image.alt ?? "").replace(/\|[0-9]{1,5}(?:x[0-9]{1,5})?$/, "");
  const isCaption = /\p{L}/u.test(caption) && /[\s\u0100-\uFFFF]/.test(caption.trim()) && !FILE_ENDING.test(caption.trim()) && !STOCK_NAME.test(caption.trim());
  if (!isCaption) return;
  const { start, end } = rangeOf(image);
  const letters = noLetters();
  const found = reader.source.slice(start, end).indexOf(caption);
  const from = found === -1 ? start + 2 : start + found;
  addText(letters, caption, reader.source, from, found === -1 ? end : from + caption.length);
  removeObsidianMarkup(letters);
  addPart(reader, toPassage("caption", letters, "all", reader.place, { start, end }));
}

function addPassage(reader: Reader, kind: PassageKind, letters: Letters, node: TreeNode): void {
  addPart(reader, toPassage(kind, letters, "all", reader.place, rangeOf(node)));
}

function addPart(reader: Reader, passage: Passage | null): void {
  if (passage !== null) reader.parts.push({ kind: "passage", passage, start: passage.start });
}

function inlineLetters(reader: Reader, nodes: TreeNode[] | undefined, isFinal = true): Letters {
  const letters = noLetters();
  for (const node of nodes ?? []) addInline(letters, node, reader.source);
  if (isFinal) removeObsidianMarkup(letters);
  return letters;
}

function addInline(letters: Letters, node: TreeNode, source: string): void {
  const { start, end } = rangeOf(node);
  switch (node.type) {
    case "text":
      return addText(letters, node.value ?? "", source, start, end);
    case "inlineCode":
      return addVerbatim(letters, node.value ?? "", source, start, end, "`");
    case "inlineMath":
      return addVerbatim(letters, node.value ?? "", source, start, end, "$");
    case "break":
      return addLetter(letters, 0x0a, start, end, true);
    case "html":
      if (separatesWords(node.value ?? "")) addLetter(letters, 0x20, start, end, false);
      return;
    case "image":
    case "imageReference":
    case "footnoteReference":
      return;
    default:
      for (const child of node.children ?? []) addInline(letters, child, source);
  }
}

/** The letters of a block whose value is lines of the source. */
function blockLetters(reader: Reader, node: TreeNode): Letters {
  const letters = noLetters();
  const { start, end } = rangeOf(node);
  const isFenced = "`~$".includes(reader.source.charAt(start));
  addLines(letters, node.value ?? "", reader.source, isFenced ? nextLine(reader.source, start) : start, end);
  return letters;
}

function rangeOf(node: TreeNode): { start: number; end: number } {
  const start = node.position?.start.offset ?? 0;
  return { start, end: node.position?.end.offset ?? start };
}
