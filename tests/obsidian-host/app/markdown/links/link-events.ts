/** What links do in a drawn note: open, show what they lead to, offer a menu. */
import type { App } from "../../app";
import type { Component } from "../../events";
import { Keymap, Menu } from "../../ui";
import type { HoverParent } from "../../ui";
import type { WorkspaceLeaf } from "../../workspace/leaf";

export interface LinkHost {
  app: App;
  hoverParent: HoverParent;
  /** As which source hovering is told: `preview`, `editor` … */
  hoverSource: string;
  sourcePath: () => string;
  leaf?: WorkspaceLeaf;
  /** Draws what isn't drawn yet, so that a footnote can be found. */
  drawAll?: () => Promise<void>;
}

export const linktextOf = (link: HTMLElement): string => link.getAttr("data-href") ?? link.getAttr("href") ?? "";

/** Follows every link below `root`, present and to come, for as long as `component` lives. */
export function listenToLinks(root: HTMLElement, host: LinkHost, component: Component): void {
  const on = (type: string, selector: string, listener: (event: MouseEvent, link: HTMLElement) => void): void => {
    const heard = (event: Event, link: HTMLElement): void => listener(event as MouseEvent, link);
    root.on(type as "click", selector, heard);
    component.register(() => root.off(type as "click", selector, heard));
  };
  const open = (event: MouseEvent, link: HTMLElement): void => {
    if (event.button > 1) return;
    event.preventDefault();
    void host.app.workspace.openLinkText(linktextOf(link), host.sourcePath(), Keymap.isModEvent(event));
  };
  on("click", "a.internal-link", open);
  on("auxclick", "a.internal-link", open);
  on("mousedown", "a.internal-link", (event) => {
    // Else the middle button begins to scroll.
    if (event.button === 1) event.preventDefault();
  });
  on("click", "a.tag", (event) => event.preventDefault());
  on("click", "a.footnote-link", (event, link) => {
    event.preventDefault();
    void goToFootnote(root, link, host);
  });
  on("contextmenu", "a.internal-link", (event, link) => showLinkMenu(event, linktextOf(link), host));
  on("contextmenu", "a.external-link", (event, link) => showAddressMenu(event, link.getAttr("href") ?? "", host));
  on("mouseover", "a.internal-link", (event, link) => hover(event, link, linktextOf(link), host));
  on("mouseover", "a.footnote-link[data-footref]", (event, link) => hover(event, link, `#[^${link.getAttr("data-footref") ?? ""}]`, host));
}

function hover(event: MouseEvent, targetEl: HTMLElement, linktext: string, host: LinkHost): void {
  // Only when the mouse comes in from outside, not from one part of the link to another.
  if (event.relatedTarget instanceof Node && targetEl.contains(event.relatedTarget)) return;
  const { app, hoverParent, hoverSource } = host;
  app.workspace.trigger("hover-link", { event, source: hoverSource, hoverParent, targetEl, linktext, sourcePath: host.sourcePath() });
}

async function goToFootnote(root: HTMLElement, link: HTMLElement, host: LinkHost): Promise<void> {
  const id = (link.getAttr("href") ?? "").replace(/^#/, "");
  const find = (): HTMLElement | null => root.querySelector<HTMLElement>(`[data-footnote-id="${CSS.escape(id)}"]`);
  if (find() === null) await host.drawAll?.();
  const target = find();
  if (target === null) return;
  target.scrollIntoView({ block: "center" });
  flash(target);
}

/** Shows for a moment where one has come to. */
export function flash(element: HTMLElement): void {
  element.addClass("is-flashing");
  window.setTimeout(() => element.removeClass("is-flashing"), 2000);
}

export function showLinkMenu(event: MouseEvent, linktext: string, host: LinkHost): void {
  event.preventDefault();
  const menu = new Menu();
  host.app.workspace.handleLinkContextMenu(menu, linktext, host.sourcePath(), host.leaf);
  menu.showAtMouseEvent(event);
}

function showAddressMenu(event: MouseEvent, address: string, { app }: LinkHost): void {
  event.preventDefault();
  const menu = new Menu();
  menu.addItem((item) => item.setTitle("Copy URL").setIcon("lucide-copy").setSection("info").onClick(() => void navigator.clipboard.writeText(address)));
  app.workspace.trigger("url-menu", menu, address);
  menu.showAtMouseEvent(event);
}
