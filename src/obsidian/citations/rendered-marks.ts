/** The marks on cited words in rendered text. They are taken out again wherever their sections lie by then, drawn or put aside by the view. */
import { findAcross } from "./places";

const BLOCKS = "p, li, td, th, dd, dt, figcaption, h1, h2, h3, h4, h5, h6, blockquote";

export interface RenderedMarks {
  /** Marks `quote` where it stands below `root`; true where it was found. */
  mark(root: HTMLElement, quote: string): boolean;
  /** The first mark that is drawn now. */
  first(): HTMLElement | null;
  clear(): void;
}

export function createRenderedMarks(): RenderedMarks {
  let marks: HTMLElement[] = [];
  const passages = new Set<Element>();
  const wrap = (node: Text, from: number, to: number): void => {
    const words = from > 0 ? node.splitText(from) : node;
    if (to - from < words.data.length) words.splitText(to - from);
    const parent = words.parentElement;
    if (parent === null || words.data.trim() === "") return;
    const mark = parent.createEl("mark", { cls: "cpd-quote" });
    words.replaceWith(mark);
    mark.append(words);
    marks.push(mark);
  };
  return {
    mark: (root, quote) => {
      if (root.querySelector("mark.cpd-quote") !== null) return true;
      const nodes = textNodesOf(root);
      const found = findAcross(nodes.map(({ data }) => data), quote);
      if (found === null) return false;
      const { from, to } = found;
      for (let index = to[0]; index >= from[0]; index -= 1) {
        const node = nodes[index];
        if (node !== undefined) wrap(node, index === from[0] ? from[1] : 0, index === to[0] ? to[1] : node.data.length);
      }
      for (const mark of marks) {
        const block = mark.closest(BLOCKS);
        block?.classList.add("cpd-passage");
        if (block !== null) passages.add(block);
      }
      return true;
    },
    first: () => marks.filter((mark) => mark.isConnected).reduce<HTMLElement | null>((first, mark) => (first === null || (mark.compareDocumentPosition(first) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0 ? mark : first), null),
    clear: () => {
      for (const mark of marks) {
        const parent = mark.parentNode;
        mark.replaceWith(...mark.childNodes);
        parent?.normalize();
      }
      for (const passage of passages) passage.classList.remove("cpd-passage");
      marks = [];
      passages.clear();
    },
  };
}

function textNodesOf(root: HTMLElement): Text[] {
  const walker = root.doc.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const nodes: Text[] = [];
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) if (node.parentElement?.closest("style, script, .cpd-sr, .metadata-container") === null) nodes.push(node as Text);
  return nodes;
}
