/** Draws the blocks of a note. */
import type { Code, List, ListItem, Paragraph, RootContent, Table } from "mdast";
import { toString as textOf } from "mdast-util-to-string";
import { defaultTitle, iconOfCallout, readCallout } from "../parse/callout";
import type { Callout } from "../parse/callout";
import { setIcon } from "../../icons";
import type { DrawContext } from "./context";
import { drawInlines, drawMath } from "./inlines";
import { sanitizeHTMLToDom } from "./sanitize";

const blockId = /(?:^|[ \t]|\n)\^[a-zA-Z0-9-]+[ \t]*$/;

export function drawBlocks(nodes: readonly RootContent[], parent: HTMLElement, context: DrawContext): void {
  for (const node of nodes) drawBlock(node, parent, context);
}

export function drawBlock(node: RootContent, parent: HTMLElement, context: DrawContext): void {
  switch (node.type) {
    case "paragraph":
      drawParagraph(node, parent, context);
      return;
    case "heading": {
      const heading = parent.createEl(`h${node.depth}`, { attr: { "data-heading": textOf(node), dir: "auto" } });
      drawInlines(withoutBlockId(node.children), heading, context);
      return;
    }
    case "list":
      drawList(node, parent, context);
      return;
    case "code":
      drawCode(node, parent);
      return;
    case "blockquote": {
      const callout = readCallout(node);
      if (callout === null) drawBlocks(node.children, parent.createEl("blockquote", { attr: { dir: "auto" } }), context);
      else drawCallout(callout, parent, context);
      return;
    }
    case "table":
      drawTable(node, parent, context);
      return;
    case "thematicBreak":
      parent.createEl("hr");
      return;
    case "html":
      parent.appendChild(sanitizeHTMLToDom(node.value));
      return;
    case "math":
      drawMath(parent.createDiv(), node.value, true);
      return;
    default:
    // Definitions are drawn at the end or not at all, and what is left stands only within a line.
  }
}

function drawParagraph(node: Paragraph, parent: HTMLElement, context: DrawContext): void {
  const children = withoutBlockId(node.children);
  if (children.length > 0) drawInlines(children, parent.createEl("p", { attr: { dir: "auto" } }), context);
}

/** A block's id, ` ^id` at its end, is not shown. */
function withoutBlockId(children: Paragraph["children"]): Paragraph["children"] {
  const last = children[children.length - 1];
  if (last?.type !== "text" || !blockId.test(last.value)) return children;
  const value = last.value.replace(blockId, "");
  return [...children.slice(0, -1), ...(value === "" ? [] : [{ ...last, value }])];
}

function drawList(list: List, parent: HTMLElement, context: DrawContext): void {
  const isOrdered = list.ordered === true;
  const isLoose = list.spread === true || list.children.some((item) => item.spread === true);
  const element = parent.createEl(isOrdered ? "ol" : "ul");
  if (isOrdered && list.start !== 1 && typeof list.start === "number") element.setAttr("start", list.start);
  if (!isOrdered) element.addClass("has-list-bullet");
  for (const item of list.children) {
    const task = taskOf(item);
    if (task !== null) element.addClass("contains-task-list");
    drawItem(item, task, isLoose, element, context);
  }
}

/** The character between the brackets; any but a blank makes the task a done one. Null: no task. */
function taskOf(item: ListItem): string | null {
  if (typeof item.checked === "boolean") return item.checked ? "x" : " ";
  const [first] = item.children;
  const text = first?.type === "paragraph" ? first.children[0] : undefined;
  return text?.type === "text" ? (/^\[(\S)\]\s/.exec(text.value)?.[1] ?? null) : null;
}

function drawItem(item: ListItem, task: string | null, isLoose: boolean, parent: HTMLElement, context: DrawContext): void {
  const line = (item.position?.start.line ?? 1) - 1 + context.lineOffset;
  const element = parent.createEl("li", { attr: { "data-line": line, dir: "auto" } });
  if (task !== null) {
    element.addClass("task-list-item");
    element.toggleClass("is-checked", task !== " ");
    element.setAttr("data-task", task === " " ? "" : task);
    const box = element.createEl("input", { cls: "task-list-item-checkbox", type: "checkbox", attr: { "data-line": line } });
    box.toggleAttribute("checked", task !== " ");
    box.checked = task !== " ";
  }
  for (const child of item.children) {
    if (child.type !== "paragraph") drawBlock(child, element, context);
    else if (isLoose) drawParagraph(withoutTask(child, item, task), element, context);
    else drawInlines(withoutBlockId(withoutTask(child, item, task).children), element, context);
  }
}

/** The parser knows `[ ]` and `[x]` only; other characters are still in the text. */
function withoutTask(paragraph: Paragraph, item: ListItem, task: string | null): Paragraph {
  const [first, ...rest] = paragraph.children;
  if (task === null || typeof item.checked === "boolean" || paragraph !== item.children[0] || first?.type !== "text") return paragraph;
  return { ...paragraph, children: [{ ...first, value: first.value.slice(4) }, ...rest] };
}

function drawCode({ lang, value }: Code, parent: HTMLElement): void {
  const language = (lang ?? "").replace(/[^\p{L}\p{N}+#._-]/gu, "");
  const pre = parent.createEl("pre", { attr: { tabindex: 0 } });
  const code = pre.createEl("code", { text: `${value}\n` });
  if (language !== "") for (const element of [pre, code]) element.addClass(`language-${language}`);
  code.addClass("is-loaded");
  const copy = pre.createEl("button", { cls: "copy-code-button", attr: { "aria-label": "Copy" } });
  setIcon(copy, "lucide-copy");
  copy.addEventListener("click", () => void navigator.clipboard.writeText(value));
}

function drawCallout(callout: Callout, parent: HTMLElement, context: DrawContext): void {
  const element = parent.createDiv({ cls: "callout", attr: { "data-callout-metadata": callout.metadata, "data-callout-fold": callout.fold, "data-callout": callout.type } });
  const title = element.createDiv({ cls: "callout-title", attr: { dir: "auto" } });
  setIcon(title.createDiv("callout-icon"), iconOfCallout(callout.type));
  const inner = title.createDiv("callout-title-inner");
  if (callout.title.length === 0) inner.setText(defaultTitle(callout.type));
  else drawInlines(callout.title, inner, context);
  if (callout.content.length > 0) drawBlocks(callout.content, element.createDiv("callout-content"), context);
  if (callout.fold === "") return;
  element.addClass("is-collapsible");
  element.toggleClass("is-collapsed", callout.fold === "-");
  const fold = title.createDiv({ cls: "callout-fold" });
  fold.toggleClass("is-collapsed", callout.fold === "-");
  setIcon(fold, "lucide-chevron-down");
  title.addEventListener("click", () => {
    const isCollapsed = !element.hasClass("is-collapsed");
    for (const one of [element, fold]) one.toggleClass("is-collapsed", isCollapsed);
  });
}

function drawTable(table: Table, parent: HTMLElement, context: DrawContext): void {
  const element = parent.createEl("table");
  const [head, ...rows] = table.children;
  const drawRow = (row: Table["children"][number] | undefined, section: HTMLElement, tag: "th" | "td"): void => {
    const line = section.createEl("tr");
    row?.children.forEach((cell, index) => {
      const align = table.align?.[index];
      const cellEl = line.createEl(tag, { attr: { dir: "auto" } });
      if (align !== null && align !== undefined) cellEl.setAttrs({ style: `text-align: ${align};` });
      drawInlines(cell.children, cellEl, context);
    });
  };
  drawRow(head, element.createEl("thead"), "th");
  if (rows.length === 0) return;
  const body = element.createEl("tbody");
  for (const row of rows) drawRow(row, body, "td");
}
