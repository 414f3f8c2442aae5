/** The core plugin "Page preview": a card with the note that a hovered link leads to. */
import type { App } from "../../app";
import { parseLinktext } from "../../metadata";
import { HoverPopover, Keymap } from "../../ui";
import type { HoverParent } from "../../ui";
import { renderNote } from "../render/render-markdown";
import { linesOfSubpath } from "../render/subpath";
import { listenToLinks } from "./link-events";

export interface HoverLink {
  event: MouseEvent;
  source: string;
  hoverParent: HoverParent;
  targetEl: HTMLElement | null;
  linktext: string;
  sourcePath?: string;
  state?: { scroll?: number };
}

const ownSources: [id: string, display: string, defaultMod: boolean][] = [
  ["preview", "Reading view", false],
  ["editor", "Editing view", true],
  ["file-explorer", "File explorer", true],
  ["search", "Search", true],
  ["tab-header", "Tab header", true],
];

export function enablePagePreview(app: App): void {
  for (const [id, display, defaultMod] of ownSources) app.markdown.registerHoverLinkSource(id, { display, defaultMod });
  app.workspace.on("hover-link", (link: HoverLink) => {
    const source = app.markdown.hoverSources.get(link.source);
    if (source === undefined) return;
    if (source.defaultMod && !Keymap.isModifier(link.event, "Mod")) return;
    void showPreview(app, link);
  });
}

async function showPreview(app: App, { hoverParent, targetEl, linktext, sourcePath = "" }: HoverLink): Promise<void> {
  if (hoverParent.hoverPopover?.targetEl === targetEl && targetEl !== null) return;
  const { path, subpath } = parseLinktext(linktext);
  const file = path === "" ? app.vault.getFileByPath(sourcePath) : app.metadataCache.getFirstLinkpathDest(path, sourcePath);
  if (file === null || file.extension !== "md") return;
  if (subpath.startsWith("#[^") && linesOfSubpath(app, file, await app.vault.cachedRead(file), subpath) === null) return;
  const popover = new HoverPopover(hoverParent, targetEl);
  const embed = popover.hoverEl.createDiv("markdown-embed is-loaded");
  const content = embed.createDiv("markdown-embed-content");
  if (subpath === "") content.createDiv({ cls: "inline-title", text: file.basename });
  listenToLinks(content, { app, hoverParent: popover as unknown as HoverParent, hoverSource: "preview", sourcePath: () => file.path }, popover);
  popover.onShow = () => {
    void renderNote(app, file, subpath, content, popover).then(() => popover.position());
  };
}
