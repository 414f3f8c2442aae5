/** What plugins added to notes and their editors. As `app.markdown` it also tells a test what is still registered. */
import type { Extension } from "@codemirror/state";
import type { HoverLinkSource } from "obsidian";
import type { App } from "../app";
import type { EditorSuggest } from "./editor/suggest";
import { createCodeBlockPostProcessor, postProcessors, registerPostProcessor, unregisterPostProcessor } from "./post-process";
import type { CodeBlockHandler, MarkdownPostProcessor } from "./post-process";

/** How many of each are registered. */
export interface RegisteredMarkdown {
  postProcessors: number;
  codeBlocks: string[];
  editorExtensions: number;
  editorSuggests: number;
  hoverSources: string[];
}

export class MarkdownRegistry {
  readonly postProcessors: readonly MarkdownPostProcessor[] = postProcessors;
  readonly codeBlocks = new Map<string, MarkdownPostProcessor>();
  readonly editorExtensions: Extension[] = [];
  readonly editorSuggests: EditorSuggest<unknown>[] = [];
  readonly hoverSources = new Map<string, HoverLinkSource>();

  constructor(private readonly app: App) {}

  registerPostProcessor(processor: MarkdownPostProcessor, sortOrder?: number): MarkdownPostProcessor {
    registerPostProcessor(processor, sortOrder);
    return processor;
  }

  unregisterPostProcessor(processor: MarkdownPostProcessor): void {
    unregisterPostProcessor(processor);
  }

  registerCodeBlockProcessor(language: string, handler: CodeBlockHandler, sortOrder?: number): MarkdownPostProcessor {
    if (this.codeBlocks.has(language)) throw new Error(`Code block postprocessor for language ${language} is already registered`);
    const processor = createCodeBlockPostProcessor(language, handler);
    this.codeBlocks.set(language, processor);
    registerPostProcessor(processor, sortOrder);
    return processor;
  }

  unregisterCodeBlockProcessor(language: string): void {
    const processor = this.codeBlocks.get(language);
    if (processor !== undefined) unregisterPostProcessor(processor);
    this.codeBlocks.delete(language);
  }

  /** An array stays the plugin's own: it may change what is in it and call `workspace.updateOptions()`. */
  registerEditorExtension(extension: Extension): void {
    this.editorExtensions.push(extension);
    this.app.workspace.updateOptions();
  }

  unregisterEditorExtension(extension: Extension): void {
    const at = this.editorExtensions.indexOf(extension);
    if (at === -1) return;
    this.editorExtensions.splice(at, 1);
    this.app.workspace.updateOptions();
  }

  /** Asked in this order; those of plugins come before those of the app. */
  registerEditorSuggest(suggest: EditorSuggest<unknown>): void {
    this.editorSuggests.unshift(suggest);
  }

  unregisterEditorSuggest(suggest: EditorSuggest<unknown>): void {
    const at = this.editorSuggests.indexOf(suggest);
    if (at === -1) return;
    this.editorSuggests.splice(at, 1);
    suggest.close();
  }

  registerHoverLinkSource(id: string, source: HoverLinkSource): void {
    this.hoverSources.set(id, source);
  }

  unregisterHoverLinkSource(id: string): void {
    this.hoverSources.delete(id);
  }

  list(): RegisteredMarkdown {
    return {
      postProcessors: postProcessors.length,
      codeBlocks: [...this.codeBlocks.keys()],
      editorExtensions: this.editorExtensions.length,
      editorSuggests: this.editorSuggests.length,
      hoverSources: [...this.hoverSources.keys()],
    };
  }
}
