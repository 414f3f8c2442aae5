/** Marks words in a drawn block without touching its elements. */

interface Place {
  node: Text;
  offset: number;
}

/** The letters of all text below `root`, runs of blanks as one, each with its place. */
function readLetters(root: HTMLElement): { text: string; places: Place[] } {
  const walker = root.doc.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const places: Place[] = [];
  let text = "";
  for (let node = walker.nextNode() as Text | null; node !== null; node = walker.nextNode() as Text | null) {
    for (let offset = 0; offset < node.data.length; offset++) {
      const letter = node.data.charAt(offset);
      const isBlank = /\s/.test(letter);
      if (isBlank && (text === "" || text.endsWith(" "))) continue;
      text += isBlank ? " " : letter;
      places.push({ node, offset });
    }
  }
  return { text, places };
}

/** Markdown without the marks that a reader doesn't see, as far as needed to find it again. */
const plain = (markdown: string): string =>
  markdown
    .replace(/!?\[\[(?:[^\]|]*\|)?([^\]]*)\]\]/g, "$1")
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/\[\^[^\]]*\]/g, "")
    .replace(/^\s*(?:>\s*|[-*+]\s+|\d+[.)]\s+|#{1,6}\s+)+/gm, "")
    .replace(/\*\*|__|==|~~|`|(?<!\w)[*_]|[*_](?!\w)/g, "")
    .replace(/\\([\\`*_{}[\]()#+\-.!|~^$])/g, "$1")
    .replace(/\s+/g, " ")
    .trim();

function findRange(root: HTMLElement, markdown: string): Range | null {
  const wanted = plain(markdown);
  if (wanted === "") return null;
  const { text, places } = readLetters(root);
  const at = text.indexOf(wanted);
  const first = places[at];
  const last = places[at + wanted.length - 1];
  if (at === -1 || first === undefined || last === undefined) return null;
  const range = root.doc.createRange();
  range.setStart(first.node, first.offset);
  range.setEnd(last.node, last.offset + 1);
  return range;
}

/** Lays boxes over the words, until the next click. Whether they were found. */
export function highlightText(root: HTMLElement, markdown: string): boolean {
  const range = findRange(root, markdown);
  if (range === null) return false;
  const home = root.getBoundingClientRect();
  const layer = root.createDiv("search-highlight");
  for (const box of range.getClientRects()) {
    layer.createDiv({ attr: { style: `left: ${box.left - home.left}px; top: ${box.top - home.top}px; width: ${box.width}px; height: ${box.height}px;` } });
  }
  root.doc.addEventListener("mousedown", () => layer.remove(), { once: true });
  return true;
}
