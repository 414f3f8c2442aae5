/** The plain data that passes between the workspace, its leaves and their views. */
import type { WorkspaceLeaf } from "./leaf";

export type PaneType = "tab" | "split" | "window";
export type SplitDirection = "vertical" | "horizontal";
export type Side = "left" | "right";

export interface ViewState {
  type: string;
  state?: Record<string, unknown>;
  active?: boolean;
  pinned?: boolean;
  group?: WorkspaceLeaf;
}

export interface ViewStateResult {
  history: boolean;
}

export interface OpenViewState {
  state?: Record<string, unknown>;
  eState?: Record<string, unknown>;
  active?: boolean;
  group?: WorkspaceLeaf;
}

export interface WorkspaceWindowInitData {
  x?: number;
  y?: number;
  size?: { width: number; height: number };
}

/** One node of `.obsidian/workspace.json`. */
export interface LayoutItem {
  id: string;
  type: "split" | "tabs" | "leaf" | "window" | "floating" | "mobile-drawer";
  children?: LayoutItem[];
  direction?: SplitDirection;
  dimension?: number;
  width?: number;
  collapsed?: boolean;
  currentTab?: number;
  pinned?: boolean;
  group?: string;
  state?: { type: string; state: Record<string, unknown>; icon: string; title: string };
  x?: number;
  y?: number;
  size?: { width: number; height: number };
}

export interface Layout {
  main?: LayoutItem;
  left?: LayoutItem;
  right?: LayoutItem;
  floating?: LayoutItem;
  active?: string;
  lastOpenFiles?: string[];
}
