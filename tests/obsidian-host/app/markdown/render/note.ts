/** A note made ready for drawing, and its pieces drawn one by one. */
import type { List, Root, RootContent, Table } from "mdast";
import type { App } from "../../app";
import { parseYaml } from "../../metadata";
import { cutNote, splitLongPiece } from "../parse/cut-note";
import type { Piece } from "../parse/cut-note";
import { numberFootnotes } from "../parse/footnotes";
import type { Footnotes } from "../parse/footnotes";
import { collectDefinitions, parsePart } from "../parse/resolve";
import type { Definitions } from "../parse/resolve";
import { drawBlock } from "./blocks";
import { newDocId } from "./context";
import type { DrawContext } from "./context";
import { drawFootnotes } from "./footnotes";

export interface PreparedNote {
  app: App;
  sourcePath: string;
  docId: string;
  pieces: Piece[];
  footnotes: Footnotes;
  definitions: Definitions;
  frontmatter: Record<string, unknown> | null;
}

/** A top-level block in its wrapper, `div.el-p` or what it holds. */
export interface DrawnSection {
  element: HTMLElement;
  lineStart: number;
  lineEnd: number;
}

export interface NoteSource {
  text: string;
  sourcePath: string;
  docId?: string;
  /** Only what stands in these lines, and the footnotes that it refers to. */
  lines?: { from: number; to: number };
}

export function prepareNote(app: App, { text, sourcePath, docId = newDocId(), lines }: NoteSource): PreparedNote {
  const all = cutNote(text);
  const pieces = lines === undefined ? all : all.filter(({ kind, lineStart, lineEnd }) => kind === "footnotes" || (lineEnd >= lines.from && lineStart <= lines.to));
  const footnotes = numberFootnotes(pieces);
  const definitions = collectDefinitions(all, new Set(footnotes.list.filter(({ isInline }) => !isInline).map(({ label }) => label)));
  return { app, sourcePath, docId, pieces, footnotes, definitions, frontmatter: readFrontmatter(all[0]) };
}

function readFrontmatter(piece: Piece | undefined): Record<string, unknown> | null {
  if (piece?.kind !== "frontmatter") return null;
  try {
    const value: unknown = parseYaml(piece.text.split("\n").slice(1, -1).join("\n"));
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

/** Draws one piece. Yields between parts of a long one, so that others may run. */
export function* drawPiece(note: PreparedNote, piece: Piece, doc: Document): Generator<undefined, DrawnSection[]> {
  if (piece.kind === "comment") return [];
  if (piece.kind === "frontmatter") return [drawFrontmatter(piece, doc)];
  const parts = splitLongPiece(piece.text);
  const context: DrawContext = { ...note, footnotes: note.footnotes.scopeOf(piece), lineOffset: 0 };
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) {
    return parsePart(only, note.definitions).children.flatMap((node) => drawNode(node, piece, doc, context));
  }
  const roots: Root[] = [];
  for (const part of parts) {
    roots.push(parsePart(part, note.definitions));
    yield undefined;
  }
  const joined = joinParts(roots, parts);
  if (joined !== null) return drawSection(joined, piece.lineStart, piece.lineEnd, doc, context);
  return roots.flatMap((root) => root.children.flatMap((node) => drawNode(node, piece, doc, context)));
}

function drawNode(node: RootContent, piece: Piece, doc: Document, context: DrawContext): DrawnSection[] {
  if (node.type === "footnoteDefinition" || node.type === "definition") return [];
  const start = (node.position?.start.line ?? 1) - 1;
  const end = (node.position?.end.line ?? 1) - 1;
  return drawSection(node, piece.lineStart + start, piece.lineStart + end, doc, { ...context, lineOffset: -start });
}

function drawSection(node: RootContent, lineStart: number, lineEnd: number, doc: Document, context: DrawContext): DrawnSection[] {
  const element = doc.createElement("div");
  drawBlock(node, element, context);
  const [first] = element.children;
  if (first === undefined && element.textContent === "") return [];
  element.addClass(`el-${first?.localName ?? "p"}`);
  return [{ element, lineStart, lineEnd }];
}

/** The parts of a list or a table as one; null where they aren't of one kind after all. */
function joinParts(roots: Root[], parts: string[]): List | Table | null {
  const blocks = roots.map(({ children }) => (children.length === 1 ? children[0] : undefined));
  const [first] = blocks;
  if (first?.type === "table") {
    const tables = blocks.filter((block) => block?.type === "table");
    return tables.length === blocks.length ? { ...first, children: [first.children[0], ...tables.flatMap(({ children }) => children.slice(1))].filter((row) => row !== undefined) } : null;
  }
  if (first?.type !== "list") return null;
  const lists = blocks.filter((block) => block?.type === "list");
  if (lists.length !== blocks.length) return null;
  let before = 0;
  const items = lists.flatMap((list, index) => {
    for (const { position } of list.children) if (position !== undefined) position.start.line += before;
    before += (parts[index] ?? "").split("\n").length;
    return list.children;
  });
  return { ...first, spread: lists.some(({ spread }) => spread === true), children: items };
}

/** Hidden: the properties above the text show it. */
function drawFrontmatter(piece: Piece, doc: Document): DrawnSection {
  const element = doc.createElement("div");
  element.addClass("el-pre", "mod-frontmatter", "mod-ui");
  const pre = element.createEl("pre", { cls: "frontmatter language-yaml", attr: { style: "display: none;" } });
  pre.createEl("code", { cls: "language-yaml", text: piece.text.split("\n").slice(1, -1).join("\n") });
  return { element, lineStart: piece.lineStart, lineEnd: piece.lineEnd };
}

/** The footnotes in their own wrapper; null where none is referred to. */
export function* drawFootnoteSection(note: PreparedNote, doc: Document): Generator<undefined, HTMLElement | null> {
  if (note.footnotes.list.length === 0) return null;
  const element = doc.createElement("div");
  element.addClass("el-section");
  yield* drawFootnotes(note.footnotes, note.definitions, element, { ...note, lineOffset: 0 });
  return element;
}
