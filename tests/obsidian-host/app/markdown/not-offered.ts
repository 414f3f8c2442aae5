/** What the app offers for Markdown and the host doesn't: each says so, and none pretends. */
import { drawMath } from "./render/inlines";

const notImplemented = (name: string): Error => new Error(`${name} is not implemented in the test host.`);
const reject = (name: string) => (): Promise<never> => Promise.reject(notImplemented(name));

export const loadMathJax = reject("loadMathJax");
export const loadMermaid = reject("loadMermaid");
export const loadPrism = reject("loadPrism");
export const loadPdfJs = reject("loadPdfJs");

export function htmlToMarkdown(_html: string | HTMLElement | Document | DocumentFragment): string {
  throw notImplemented("htmlToMarkdown");
}

/** The source as it is written, in the element that would hold the math. */
export function renderMath(source: string, display: boolean): HTMLElement {
  return drawMath(activeDocument.createElement("div"), source, display);
}

export async function finishRenderMath(): Promise<void> {
  // Nothing is set later.
}
