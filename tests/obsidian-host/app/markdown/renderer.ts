/** Draws Markdown for whoever asks. Contract: obsidian.d.ts, `MarkdownRenderer`. */
import type { App } from "../app";
import type { Component } from "../events";
import type { HoverPopover } from "../ui";
import { currentApp } from "../ui/current-app";
import type { TFile } from "../vault";
import { MarkdownRenderChild } from "./render-child";
import { renderMarkdown } from "./render/render-markdown";

export abstract class MarkdownRenderer extends MarkdownRenderChild {
  hoverPopover: HoverPopover | null = null;

  constructor(
    public app: App,
    containerEl: HTMLElement,
  ) {
    super(containerEl);
  }

  abstract get file(): TFile | null;

  /** Links in what is drawn are followed only where the caller sees to it. */
  static async render(app: App, markdown: string, element: HTMLElement, sourcePath: string, component: Component): Promise<void> {
    await renderMarkdown(app, markdown, element, sourcePath, component);
  }

  static async renderMarkdown(markdown: string, element: HTMLElement, sourcePath: string, component: Component): Promise<void> {
    await renderMarkdown(currentApp(), markdown, element, sourcePath, component);
  }
}
