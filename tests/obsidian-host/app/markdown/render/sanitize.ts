/** HTML from a note, made harmless: only elements and attributes known to be so stay. */

const allowedTags = new Set(
  (
    "a abbr address article aside audio b bdi bdo big blockquote br button caption center cite code col colgroup dd del details dfn div dl dt em figcaption figure font footer " +
    "h1 h2 h3 h4 h5 h6 header hr i img input ins kbd label li main mark meter nav ol p picture pre progress q rp rt ruby s samp section small source span strike strong sub summary " +
    "sup table tbody td tfoot th thead time tr track tt u ul var video wbr"
  ).split(" "),
);
/** Gone with all that is in them; of other unknown elements the content stays. */
const removedTags = new Set(["script", "style", "iframe", "object", "embed", "applet", "frame", "frameset", "noscript", "template", "textarea", "select", "title", "head", "meta", "link", "base", "svg", "math"]);
const allowedAttributes = new Set(
  (
    "align alt aria-label aria-hidden border cellpadding cellspacing checked cite class color colspan controls datetime dir disabled face height hidden href id label lang loop max min " +
    "muted name open poster preload rel reversed role rowspan scope size span src start style summary tabindex target title type valign value width"
  ).split(" "),
);
const addresses = new Set(["href", "src", "cite", "poster"]);
export const voidTags = new Set(["br", "hr", "img", "input", "wbr", "col", "source", "track"]);

function isSafeAddress(element: Element, value: string): boolean {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(value.replace(/[\u0000-\u0020]/g, ""))?.[1]?.toLowerCase();
  if (scheme === undefined) return true;
  if (scheme === "data") return element.localName === "img" && /^data:image\/(?:png|gif|jpe?g|webp|avif|bmp);/i.test(value.trim());
  return scheme !== "javascript" && scheme !== "vbscript" && scheme !== "file" && scheme !== "blob";
}

function cleanAttributes(element: Element): void {
  for (const { name, value } of [...element.attributes]) {
    const isAllowed = allowedAttributes.has(name) || /^data-[\w-]+$/.test(name);
    const isSafe = !addresses.has(name) || isSafeAddress(element, value);
    const isStyle = name === "style" && /url\s*\(|expression|position\s*:\s*fixed/i.test(value);
    if (!isAllowed || !isSafe || isStyle) element.removeAttribute(name);
  }
}

function clean(parent: ParentNode): void {
  for (const element of [...parent.children]) {
    clean(element);
    if (allowedTags.has(element.localName)) cleanAttributes(element);
    else if (removedTags.has(element.localName)) element.remove();
    else element.replaceWith(...element.childNodes);
  }
  const walker = document.createTreeWalker(parent, NodeFilter.SHOW_COMMENT);
  const comments: Node[] = [];
  while (walker.nextNode() !== null) comments.push(walker.currentNode);
  for (const comment of comments) comment.parentNode?.removeChild(comment);
}

/** Parses HTML where no script runs and no address is asked, and takes over what is harmless. */
export function sanitizeHTMLToDom(html: string): DocumentFragment {
  const parsed = new DOMParser().parseFromString(`<!doctype html><body>${html}`, "text/html");
  clean(parsed.body);
  const fragment = document.createDocumentFragment();
  for (const node of [...parsed.body.childNodes]) fragment.appendChild(document.importNode(node, true));
  return fragment;
}

/** One opening tag as an element without content; null where it isn't one, or not an allowed one. */
export function elementOfTag(tag: string): HTMLElement | null {
  const [element] = sanitizeHTMLToDom(tag).children;
  return element instanceof HTMLElement ? element : null;
}
