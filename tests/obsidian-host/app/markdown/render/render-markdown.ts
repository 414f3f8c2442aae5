/** Draws Markdown into an element at once, as `MarkdownRenderer.render` does; and notes, for embeds and the page preview. */
import type { App } from "../../app";
import type { Component } from "../../events";
import type { TFile } from "../../vault";
import { runPostProcessors } from "../post-process";
import { applyCalloutIcons } from "./callout-icons";
import { loadEmbeds } from "./embeds";
import { drawFootnoteSection, drawPiece, prepareNote } from "./note";
import type { PreparedNote } from "./note";
import { linesOfSubpath } from "./subpath";
import { Slices } from "./turns";

/** The blocks stand in `parent` without wrappers; it is given to post processors as a whole. */
export async function renderMarkdown(app: App, markdown: string, parent: HTMLElement, sourcePath: string, component: Component, depth = 0): Promise<void> {
  const note = prepareNote(app, { text: markdown, sourcePath });
  await drawAll(note, parent, false);
  await finish(note, parent, component, depth);
}

/** A note or a part of it, with its blocks in their wrappers. */
export async function renderNote(app: App, file: TFile, subpath: string, parent: HTMLElement, component: Component, depth = 0): Promise<void> {
  const text = await app.vault.cachedRead(file);
  const view = parent.createDiv("markdown-preview-view markdown-rendered");
  const sizer = view.createDiv("markdown-preview-sizer markdown-preview-section");
  const lines = subpath === "" ? null : linesOfSubpath(app, file, text, subpath);
  const footnote = subpath.startsWith("#[^") && lines !== null;
  const body = footnote ? text.split("\n").slice(lines.from, lines.to + 1).join("\n").replace(/^ {0,3}\[\^[^\]]*\]:\s*/, "") : text;
  const note = prepareNote(app, { text: body, sourcePath: file.path, ...(lines === null || footnote ? {} : { lines }) });
  await drawAll(note, sizer, true);
  await finish(note, sizer, component, depth);
}

async function drawAll(note: PreparedNote, parent: HTMLElement, isWrapped: boolean): Promise<void> {
  const slices = new Slices();
  const add = (element: HTMLElement): void => (isWrapped ? parent.append(element) : parent.append(...element.childNodes));
  const run = async <T>(drawing: Generator<undefined, T>): Promise<T> => {
    let step = drawing.next();
    while (step.done !== true) {
      if (slices.isUsedUp) await slices.pause();
      step = drawing.next();
    }
    return step.value;
  };
  for (const piece of note.pieces) {
    for (const { element } of await run(drawPiece(note, piece, parent.doc))) add(element);
    if (slices.isUsedUp) await slices.pause();
  }
  const footnotes = await run(drawFootnoteSection(note, parent.doc));
  if (footnotes !== null) add(footnotes);
}

async function finish(note: PreparedNote, parent: HTMLElement, component: Component, depth: number): Promise<void> {
  const { app, docId, sourcePath, frontmatter } = note;
  await runPostProcessors(parent, { docId, sourcePath, frontmatter, addChild: (child) => component.addChild(child), getSectionInfo: () => null });
  if (parent.isConnected) applyCalloutIcons(parent);
  await loadEmbeds(parent, {
    app,
    sourcePath,
    component,
    depth,
    renderNote: (file, subpath, place, deeper) => renderNote(app, file, subpath, place, component, deeper),
  });
}
