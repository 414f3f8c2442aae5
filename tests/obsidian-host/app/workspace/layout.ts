/** The layout as data: what `.obsidian/workspace.json` keeps, and building it up again. */
import { WorkspaceLeaf } from "./leaf";
import { WorkspaceMobileDrawer } from "./mobile-drawer";
import { openWindow, WorkspaceWindow } from "./popout";
import { WorkspaceSidedock } from "./sidedock";
import { WorkspaceSplit } from "./split";
import { WorkspaceTabs } from "./tabs";
import type { TabGroup } from "./tabs";
import type { Layout, LayoutItem, Side } from "./types";
import type { Workspace } from "./workspace";

const leaf = (type: string, icon: string, title: string): LayoutItem => ({ id: "", type: "leaf", state: { type, state: {}, icon, title } });
const tabs = (...children: LayoutItem[]): LayoutItem => ({ id: "", type: "tabs", children });
const split = (direction: "vertical" | "horizontal", ...children: LayoutItem[]): LayoutItem => ({ id: "", type: "split", direction, children });

export const defaultLayout: Layout = {
  main: split("vertical", tabs(leaf("empty", "lucide-file", "New tab"))),
  left: split("horizontal", tabs(leaf("file-explorer", "lucide-folder-closed", "Files"))),
  right: { ...split("horizontal"), collapsed: true },
};

export function serializeLayout(workspace: Workspace): Layout {
  const { activeLeaf, floatingSplit } = workspace;
  return {
    main: workspace.rootSplit.serialize(),
    left: workspace.leftSplit.serialize(),
    right: workspace.rightSplit.serialize(),
    ...(floatingSplit.children.length === 0 ? {} : { floating: floatingSplit.serialize() }),
    ...(activeLeaf === null ? {} : { active: activeLeaf.id }),
    lastOpenFiles: workspace.getLastOpenFiles(),
  };
}

/** Builds the tree with every view deferred. What is unreadable in it is left out: another program may have written it. */
export function buildLayout(workspace: Workspace, layout: Layout): void {
  for (const item of layout.main?.children ?? []) buildInto(workspace, workspace.rootSplit, item);
  if (layout.main?.direction !== undefined) workspace.rootSplit.direction = layout.main.direction;
  if (workspace.rootSplit.children.length === 0) workspace.fillRoot();
  buildSide(workspace, "left", layout.left);
  buildSide(workspace, "right", layout.right);
  if (workspace.app.platform.isDesktop) for (const item of layout.floating?.children ?? []) buildWindow(workspace, item);
}

function buildSide(workspace: Workspace, side: Side, item: LayoutItem | undefined): void {
  const dock = side === "left" ? workspace.leftSplit : workspace.rightSplit;
  if (dock instanceof WorkspaceMobileDrawer) {
    for (const state of leavesOf(item)) dock.insertChild(-1, buildLeaf(workspace, state, document));
    dock.selectTabIndex(item?.currentTab ?? 0);
    return;
  }
  for (const child of item?.children ?? []) buildInto(workspace, dock, child);
  if (item?.width !== undefined) dock.setWidth(item.width);
  dock.setCollapsed(item?.collapsed === true || dock.children.length === 0);
}

const leavesOf = (item: LayoutItem | undefined): LayoutItem[] => (item === undefined ? [] : item.type === "leaf" ? [item] : (item.children ?? []).flatMap(leavesOf));

function buildWindow(workspace: Workspace, item: LayoutItem): void {
  try {
    const { x, y, size } = item;
    const popout = new WorkspaceWindow(workspace, openWindow({ x, y, size }));
    workspace.floatingSplit.insertChild(-1, popout);
    for (const child of item.children ?? []) buildInto(workspace, popout, child);
    if (popout.children.length === 0) popout.close();
  } catch {
    // A browser that opens no window unasked: its leaves come into the main one.
    for (const child of leavesOf(item)) {
      const group = new WorkspaceTabs(workspace);
      workspace.rootSplit.insertChild(-1, group);
      group.insertChild(-1, buildLeaf(workspace, child, document));
    }
  }
}

function buildInto(workspace: Workspace, parent: WorkspaceSplit, item: LayoutItem): void {
  const doc = parent instanceof WorkspaceSidedock ? document : parent.getContainer().doc;
  if (item.type === "split") {
    const child = new WorkspaceSplit(workspace, item.direction ?? "vertical", doc);
    for (const grandchild of item.children ?? []) buildInto(workspace, child, grandchild);
    if (child.children.length > 0) insert(parent, child, item);
  }
  if (item.type !== "tabs") return;
  const group = new WorkspaceTabs(workspace, doc);
  insert(parent, group, item);
  for (const child of item.children ?? []) if (child.type === "leaf") group.insertChild(-1, buildLeaf(workspace, child, doc));
  if (group.children.length === 0) parent.removeChild(group);
  else group.selectTabIndex(item.currentTab ?? 0);
}

function insert(parent: WorkspaceSplit, child: WorkspaceSplit | TabGroup, item: LayoutItem): void {
  if (item.id !== "") child.id = item.id;
  parent.insertChild(-1, child);
  if (item.dimension !== undefined) child.setDimension(item.dimension);
}

function buildLeaf(workspace: Workspace, item: LayoutItem, doc: Document): WorkspaceLeaf {
  const made = new WorkspaceLeaf(workspace, doc);
  if (item.id !== "") made.id = item.id;
  made.group = item.group ?? null;
  made.pinned = item.pinned === true;
  if (item.state !== undefined) made.promise(item.state);
  return made;
}
