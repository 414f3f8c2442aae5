/** Links and tags as elements, with the classes and attributes of the app. */
import { getLinkpath } from "../../metadata";
import type { App } from "../../app";
import { readSize } from "../parse/wikilink";
import type { WikilinkParts } from "../parse/wikilink";

const linkAttributes = { target: "_blank", rel: "noopener nofollow" };

const isAddress = (target: string): boolean => /^[a-z][a-z0-9+.-]*:/i.test(target);

/** Whether a link leads to something in the vault. One to a heading of its own note always does. */
export function isResolved(app: App, linktext: string, sourcePath: string): boolean {
  const path = getLinkpath(linktext);
  return path === "" || app.metadataCache.getFirstLinkpathDest(path, sourcePath) !== null;
}

export function createInternalLink(parent: Node, app: App, linktext: string, sourcePath: string, display: string | null): HTMLElement {
  const link = parent.createEl("a", { cls: "internal-link", href: linktext, attr: { "data-href": linktext, ...linkAttributes } });
  if (display !== null) {
    link.setText(display);
    if (display !== linktext) link.setAttrs({ "aria-label": linktext, "data-tooltip-position": "top" });
  }
  if (!isResolved(app, linktext, sourcePath)) link.addClass("is-unresolved");
  return link;
}

export function createExternalLink(parent: Node, address: string, title: string | null): HTMLElement {
  const isSafe = !/^(?:javascript|vbscript|data|file|blob):/i.test(address.replace(/[\u0000-\u0020]/g, ""));
  const link = parent.createEl("a", { cls: "external-link", href: isSafe ? address : "", attr: linkAttributes });
  link.setAttrs({ "aria-label": address, "data-tooltip-position": "top" });
  if (title !== null) link.setAttr("title", title);
  return link;
}

export function createTag(parent: Node, name: string): HTMLElement {
  return parent.createEl("a", { cls: "tag", text: `#${name}`, href: `#${name}`, attr: linkAttributes });
}

/** The target of `[text](target)` within the vault; null where it leads out of it. */
export function vaultTarget(target: string): string | null {
  if (isAddress(target)) return null;
  try {
    return decodeURIComponent(target);
  } catch {
    return target;
  }
}

/** A place for an embed: what belongs there is loaded later. */
export function createEmbed(parent: Node, parts: Pick<WikilinkParts, "linktext" | "display" | "hasAlias">): HTMLElement {
  const alt = parts.hasAlias ? parts.display : parts.linktext;
  const embed = parent.createSpan({ cls: "internal-embed", attr: { src: parts.linktext, alt, tabindex: -1 } });
  const size = parts.hasAlias ? readSize(parts.display) : null;
  if (size !== null) embed.setAttrs({ width: size.width, height: size.height, alt: parts.linktext });
  return embed;
}

/** An image from elsewhere; `![text|300](address)` says its width. */
export function createImage(parent: Node, address: string, alt: string): void {
  const bar = alt.lastIndexOf("|");
  const size = readSize(bar === -1 ? alt : alt.slice(bar + 1));
  const image = parent.createEl("img", { attr: { src: address, alt: size === null ? alt : alt.slice(0, Math.max(bar, 0)), referrerpolicy: "no-referrer" } });
  if (size !== null) image.setAttrs({ width: size.width, height: size.height });
}
