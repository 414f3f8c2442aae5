/** Those who change what was drawn: functions of plugins, each called with a drawn section. Contracts: obsidian.d.ts, `MarkdownPostProcessor`. */
import type { MarkdownRenderChild } from "./render-child";

export interface MarkdownSectionInformation {
  text: string;
  lineStart: number;
  lineEnd: number;
}

export interface MarkdownPostProcessorContext {
  docId: string;
  sourcePath: string;
  frontmatter: unknown;
  addChild(child: MarkdownRenderChild): void;
  getSectionInfo(element: HTMLElement): MarkdownSectionInformation | null;
}

export interface MarkdownPostProcessor {
  (element: HTMLElement, context: MarkdownPostProcessorContext): unknown;
  sortOrder?: number;
}

export type CodeBlockHandler = (source: string, element: HTMLElement, context: MarkdownPostProcessorContext) => unknown;

/** Those registered now, in the order in which they run. Of the whole app, as in the API: its functions are static. */
export const postProcessors: MarkdownPostProcessor[] = [];

const orderOf = ({ sortOrder = 0 }: MarkdownPostProcessor): number => sortOrder;

export function registerPostProcessor(processor: MarkdownPostProcessor, sortOrder?: number): void {
  if (sortOrder !== undefined) processor.sortOrder = sortOrder;
  const at = postProcessors.findIndex((other) => orderOf(other) > orderOf(processor));
  postProcessors.splice(at === -1 ? postProcessors.length : at, 0, processor);
}

export function unregisterPostProcessor(processor: MarkdownPostProcessor): void {
  const at = postProcessors.indexOf(processor);
  if (at !== -1) postProcessors.splice(at, 1);
}

/** One that gives every code block of a language to `handler`, in a `div.block-language-…` that stands in its place. */
export function createCodeBlockPostProcessor(language: string, handler: CodeBlockHandler): MarkdownPostProcessor {
  return (element, context) => {
    const done: unknown[] = element.findAll(`pre > code.language-${CSS.escape(language)}`).map((code) => {
      const block = code.doc.createElement("div");
      block.addClass(`block-language-${language}`);
      code.parentElement?.replaceWith(block);
      return handler(code.getText().replace(/\n$/, ""), block, context);
    });
    return Promise.all(done).then(() => undefined);
  };
}

/** Runs them all over one section. One that fails keeps none of the others from running. */
export async function runPostProcessors(element: HTMLElement, context: MarkdownPostProcessorContext): Promise<void> {
  const run = async (processor: MarkdownPostProcessor): Promise<void> => {
    try {
      await processor(element, context);
    } catch (error) {
      console.error("A Markdown post processor failed.", error);
    }
  };
  await Promise.all([...postProcessors].map(run));
}
