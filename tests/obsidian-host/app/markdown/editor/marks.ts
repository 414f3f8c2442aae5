/** How Markdown looks while it is written: classes on words and lines, and, in live preview, syntax out of sight where the cursor isn't. */
import { syntaxTree } from "@codemirror/language";
import type { EditorState, Range } from "@codemirror/state";
import { Decoration, ViewPlugin } from "@codemirror/view";
import type { DecorationSet, EditorView, PluginValue, ViewUpdate } from "@codemirror/view";
import { splitWikilink } from "../parse/wikilink";
import { editorLivePreviewField } from "./fields";
import { frontmatterEnd } from "./widgets";

type Decorated = Range<Decoration>;

const hidden = Decoration.replace({});
const wordClasses: Record<string, string> = {
  StrongEmphasis: "cm-strong",
  Emphasis: "cm-em",
  InlineCode: "cm-inline-code",
  Strikethrough: "cm-strikethrough",
  URL: "cm-url",
  Link: "cm-link",
  Comment: "cm-comment",
};
const lineClasses: Record<string, string> = {
  Blockquote: "HyperMD-quote cm-quote",
  FencedCode: "HyperMD-codeblock cm-hmd-codeblock",
  CodeBlock: "HyperMD-codeblock cm-hmd-codeblock",
  ListItem: "HyperMD-list-line",
  HorizontalRule: "hr",
};
const markNames = new Set(["HeaderMark", "EmphasisMark", "CodeMark", "StrikethroughMark", "LinkMark", "LinkTitle", "QuoteMark", "ListMark", "CodeInfo", "TaskMarker"]);
const hiddenMarks = new Set(["HeaderMark", "EmphasisMark", "CodeMark", "StrikethroughMark", "LinkMark", "LinkTitle", "QuoteMark", "URL"]);

/** Whether the cursor or the selection touches it: then its syntax is shown. */
const isTouched = (state: EditorState, from: number, to: number): boolean => state.selection.ranges.some((range) => range.from <= to && range.to >= from);

class Collector {
  readonly found: Decorated[] = [];
  readonly code: { from: number; to: number }[] = [];
  readonly isLive: boolean;
  readonly start: number;

  constructor(readonly state: EditorState) {
    this.isLive = state.field(editorLivePreviewField);
    this.start = frontmatterEnd(state.doc);
  }

  mark(from: number, to: number, classes: string, attributes: Record<string, string> = {}): void {
    if (to > from) this.found.push(Decoration.mark({ class: classes, attributes }).range(from, to));
  }

  hide(from: number, to: number): void {
    if (to > from) this.found.push(hidden.range(from, to));
  }

  lines(from: number, to: number, classes: string): void {
    for (let line = this.state.doc.lineAt(from); ; line = this.state.doc.line(line.number + 1)) {
      this.found.push(Decoration.line({ class: classes }).range(line.from));
      if (line.to >= to || line.number === this.state.doc.lines) break;
    }
  }
}

function addSyntax(collector: Collector, from: number, to: number): void {
  const { state, isLive, start } = collector;
  syntaxTree(state).iterate({
    from,
    to,
    enter: ({ name, from: nodeFrom, to: nodeTo, node }) => {
      if (nodeTo <= start) return undefined;
      // To the parser a wikilink, a footnote reference and whatever else stands in brackets are links too.
      if (name === "Link" && node.getChild("URL") === null) return false;
      const heading = /^(?:ATX|Setext)Heading(\d)$/.exec(name)?.[1];
      if (heading !== undefined) {
        collector.lines(nodeFrom, nodeTo, `HyperMD-header HyperMD-header-${heading}`);
        collector.mark(nodeFrom, nodeTo, `cm-header cm-header-${heading}`);
      }
      if (name === "InlineCode" || name === "FencedCode" || name === "CodeBlock") collector.code.push({ from: nodeFrom, to: nodeTo });
      const line = lineClasses[name];
      if (line !== undefined) collector.lines(nodeFrom, nodeTo, line);
      const word = wordClasses[name];
      if (word !== undefined) collector.mark(nodeFrom, nodeTo, word);
      if (!markNames.has(name) && name !== "URL") return undefined;
      const around = node.parent;
      const isHidden = isLive && hiddenMarks.has(name) && around !== null && around.name !== "FencedCode" && !(name === "URL" && around.name !== "Link");
      const hasBlank = (name === "HeaderMark" || name === "QuoteMark") && state.sliceDoc(nodeTo, nodeTo + 1) === " ";
      if (isHidden && !isTouched(state, around.from, around.to)) collector.hide(nodeFrom, hasBlank ? nodeTo + 1 : nodeTo);
      else if (name === "ListMark") collector.mark(nodeFrom, nodeTo, `cm-formatting cm-formatting-list ${around?.parent?.name === "OrderedList" ? "cm-formatting-list-ol" : "cm-formatting-list-ul"}`);
      else if (name !== "URL") collector.mark(nodeFrom, nodeTo, "cm-formatting");
      return undefined;
    },
  });
}

const own = /!?\[\[[^[\]\n]+\]\]|\[\^[^\]\s]+\]|==[^=\n]+==|(?<=^|\s)#[\p{L}\p{N}_/-]*[\p{L}_/-][\p{L}\p{N}_/-]*|%%.*?%%/gu;

function addOwnSyntax(collector: Collector, from: number, to: number): void {
  const { state, start } = collector;
  for (let line = state.doc.lineAt(from); ; line = state.doc.line(line.number + 1)) {
    if (line.from < start) collector.found.push(Decoration.line({ class: "HyperMD-frontmatter cm-hmd-frontmatter" }).range(line.from));
    else for (const match of line.text.matchAll(own)) addMatch(collector, match[0], line.from + match.index, line.text.startsWith(`${match[0]}:`) && match.index === 0);
    if (line.to >= to || line.number === state.doc.lines) break;
  }
}

function addMatch(collector: Collector, text: string, from: number, isDefinition: boolean): void {
  const to = from + text.length;
  if (collector.code.some((code) => code.from < to && code.to > from)) return;
  if (text.startsWith("[^")) {
    if (isDefinition) collector.lines(from, from, "HyperMD-footnote");
    collector.mark(from, to, isDefinition ? "cm-footref cm-hmd-footnote" : "cm-footref cm-hmd-barelink", { "data-footref": text.slice(2, -1) });
  } else if (text.startsWith("==")) {
    collector.mark(from, to, "cm-highlight");
    if (collector.isLive && !isTouched(collector.state, from, to)) for (const at of [from, to - 2]) collector.hide(at, at + 2);
  } else if (text.startsWith("#")) collector.mark(from, to, "cm-hashtag");
  else if (text.startsWith("%%")) collector.mark(from, to, "cm-comment");
  else addWikilink(collector, text, from, to);
}

/** In live preview only what a reader sees is left of a link. */
function addWikilink(collector: Collector, text: string, from: number, to: number): void {
  const { linktext, display, hasAlias } = splitWikilink(text);
  const open = text.indexOf("[[") + 2;
  collector.mark(from, to, "cm-hmd-internal-link", { "data-href": linktext });
  if (!collector.isLive || isTouched(collector.state, from, to)) return;
  const shownFrom = hasAlias ? from + text.lastIndexOf(display) : from + open;
  collector.hide(from, shownFrom);
  collector.mark(shownFrom, to - 2, hasAlias ? "cm-link-alias cm-underline" : "cm-underline");
  collector.hide(to - 2, to);
}

function decorate(view: EditorView): DecorationSet {
  const collector = new Collector(view.state);
  for (const { from, to } of view.visibleRanges) {
    addSyntax(collector, from, to);
    addOwnSyntax(collector, from, to);
  }
  return Decoration.set(collector.found, true);
}

class Marks implements PluginValue {
  decorations: DecorationSet;

  constructor(view: EditorView) {
    this.decorations = decorate(view);
  }

  update(update: ViewUpdate): void {
    const isStale = update.docChanged || update.viewportChanged || update.selectionSet || syntaxTree(update.startState) !== syntaxTree(update.state);
    const isSwitched = update.startState.field(editorLivePreviewField) !== update.state.field(editorLivePreviewField);
    if (isStale || isSwitched) this.decorations = decorate(update.view);
  }
}

export const markdownMarks = ViewPlugin.fromClass(Marks, { decorations: ({ decorations }) => decorations });
