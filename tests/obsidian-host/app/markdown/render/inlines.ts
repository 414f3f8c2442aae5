/** Draws what stands within a line: text, emphasis, links, footnote references, and HTML tags that open and close around other nodes. */
import type { Html, PhrasingContent } from "mdast";
import { splitHighlights, splitText } from "../parse/inline-text";
import type { ReferenceInText } from "../parse/footnotes";
import { splitWikilink } from "../parse/wikilink";
import type { DrawContext } from "./context";
import { createEmbed, createExternalLink, createImage, createInternalLink, createTag, vaultTarget } from "./links";
import { elementOfTag, voidTags } from "./sanitize";

export function drawInlines(nodes: readonly PhrasingContent[], parent: HTMLElement, context: DrawContext): void {
  const open: HTMLElement[] = [parent];
  for (const run of splitHighlights(nodes)) {
    const base = open[open.length - 1] ?? parent;
    if (run.isHighlight) drawInlines(run.nodes, base.createEl("mark"), context);
    else for (const node of run.nodes) drawInline(node, open, context);
  }
}

function drawInline(node: PhrasingContent, open: HTMLElement[], context: DrawContext): void {
  const parent = open[open.length - 1];
  if (parent === undefined) return;
  switch (node.type) {
    case "text":
      drawText(node.value, parent, context);
      return;
    case "strong":
    case "emphasis":
    case "delete":
      drawInlines(node.children, parent.createEl({ strong: "strong", emphasis: "em", delete: "del" }[node.type] as "em"), context);
      return;
    case "inlineCode":
      parent.createEl("code", { text: node.value });
      return;
    case "break":
      parent.createEl("br");
      parent.appendText("\n");
      return;
    case "html":
      drawHtmlTag(node, open);
      return;
    case "footnoteReference":
      drawReference(context.footnotes.reference(node.label ?? node.identifier), node.label ?? node.identifier, parent, context);
      return;
    case "inlineFootnote":
      drawReference(context.footnotes.inline(), node.value, parent, context);
      return;
    case "dollarMath":
      drawMath(parent, node.value.slice(1, -1));
      return;
    case "inlineMath":
      drawMath(parent, node.value, true);
      return;
    case "noteComment":
      return;
    default:
      drawLinkOrImage(node, parent, context);
  }
}

type LinkOrImage = Exclude<
  PhrasingContent,
  { type: "text" | "strong" | "emphasis" | "delete" | "inlineCode" | "break" | "html" | "footnoteReference" | "inlineFootnote" | "dollarMath" | "inlineMath" | "noteComment" }
>;

function drawLinkOrImage(node: LinkOrImage, parent: HTMLElement, context: DrawContext): void {
  switch (node.type) {
    case "wikilink": {
      const parts = splitWikilink(node.value);
      if (parts.isEmbed) createEmbed(parent, parts);
      else createInternalLink(parent, context.app, parts.linktext, context.sourcePath, parts.display);
      return;
    }
    case "link": {
      const target = vaultTarget(node.url);
      const link =
        target === null
          ? createExternalLink(parent, node.url, node.title ?? null)
          : createInternalLink(parent, context.app, target, context.sourcePath, null);
      drawInlines(node.children, link, context);
      return;
    }
    case "image": {
      const target = vaultTarget(node.url);
      if (target === null) createImage(parent, node.url, node.alt ?? "");
      else createEmbed(parent, { linktext: target, display: node.alt ?? "", hasAlias: (node.alt ?? "") !== "" });
      return;
    }
    // The definitions of a note are put behind the piece that uses them, and taken up when it is read: see `resolveReferences`.
    case "linkReference":
      drawInlines(node.children, parent, context);
      return;
    case "imageReference":
      drawText(node.alt ?? "", parent, context);
  }
}

/** A line end is a line break, as long as "Strict line breaks" is off. */
function drawText(text: string, parent: HTMLElement, context: DrawContext): void {
  for (const part of splitText(text)) {
    if (part.kind === "tag") createTag(parent, part.value);
    else if (part.kind === "address") createExternalLink(parent, part.value, null).setText(part.value);
    else drawLines(part.value, parent, context);
  }
}

function drawLines(text: string, parent: HTMLElement, context: DrawContext): void {
  const isStrict = context.app.vault.getConfig("strictLineBreaks") === true;
  text.split("\n").forEach((line, index) => {
    if (index > 0 && !isStrict) parent.createEl("br");
    parent.appendText(index > 0 ? `\n${line}` : line);
  });
}

function drawReference(found: ReferenceInText | null, label: string, parent: HTMLElement, context: DrawContext): void {
  if (found === null) {
    parent.appendText(label.startsWith("^[") ? label : `[^${label}]`);
    return;
  }
  const { footnote, before } = found;
  const number = before === 0 ? String(footnote.number) : `${footnote.number}-${before}`;
  const id = `fnref-${number}-${context.docId}`;
  const sup = parent.createEl("sup", { cls: "footnote-ref", attr: { "data-footnote-id": id, id } });
  sup.createEl("a", {
    cls: "footnote-link",
    text: `[${number}]`,
    href: `#fn-${footnote.number}-${context.docId}`,
    attr: { ...(footnote.isInline ? {} : { "data-footref": label }), target: "_blank", rel: "noopener nofollow" },
  });
}

/** Math is shown as it is written: the host sets none. */
export function drawMath(parent: HTMLElement, source: string, isBlock = false): HTMLElement {
  return parent.createSpan({ cls: ["math", isBlock ? "math-block" : "math-inline"], text: source });
}

function drawHtmlTag({ value }: Html, open: HTMLElement[]): void {
  const parent = open[open.length - 1];
  const closing = /^<\/([a-z][\w-]*)\s*>$/i.exec(value)?.[1]?.toLowerCase();
  if (closing !== undefined) {
    const at = open.map((element) => element.localName).lastIndexOf(closing);
    if (at > 0) open.length = at;
    return;
  }
  const element = elementOfTag(value);
  if (element === null || parent === undefined) return;
  parent.appendChild(element);
  if (!voidTags.has(element.localName) && !value.endsWith("/>")) open.push(element);
}
