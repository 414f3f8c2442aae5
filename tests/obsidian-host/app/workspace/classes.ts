/** The workspace's classes that plugins know by name. */
export { WorkspaceItem, WorkspaceParent } from "./item";
export { WorkspaceLeaf } from "./leaf";
export { WorkspaceMobileDrawer } from "./mobile-drawer";
export { WorkspaceFloating, WorkspaceWindow } from "./popout";
export { WorkspaceRibbon } from "./ribbon";
export { WorkspaceSidedock } from "./sidedock";
export { WorkspaceContainer, WorkspaceRoot, WorkspaceSplit } from "./split";
export { WorkspaceTabs } from "./tabs";
export { Workspace } from "./workspace";
