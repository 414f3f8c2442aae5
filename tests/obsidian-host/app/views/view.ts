/** What a leaf shows. Types and contracts: obsidian.d.ts, `View`. */
import type { App } from "../app";
import { Component } from "../events";
import type { Menu, Scope } from "../ui";
import type { WorkspaceLeaf } from "../workspace/leaf";
import type { ViewStateResult } from "../workspace/types";

export abstract class View extends Component {
  app: App;
  icon = "lucide-file";
  navigation = false;
  containerEl: HTMLElement;
  scope: Scope | null = null;

  constructor(public leaf: WorkspaceLeaf) {
    super();
    this.app = leaf.app;
    this.containerEl = leaf.containerEl.doc.createElement("div");
    this.containerEl.addClass("workspace-leaf-content");
  }

  abstract getViewType(): string;
  abstract getDisplayText(): string;

  protected async onOpen(): Promise<void> {
    // For subclasses.
  }

  protected async onClose(): Promise<void> {
    // For subclasses.
  }

  getState(): Record<string, unknown> {
    return {};
  }

  async setState(_state: unknown, _result: ViewStateResult): Promise<void> {
    // For subclasses.
  }

  getEphemeralState(): Record<string, unknown> {
    return {};
  }

  setEphemeralState(_state: unknown): void {
    // For subclasses.
  }

  getIcon(): string {
    return this.icon;
  }

  onResize(): void {
    // For subclasses.
  }

  onPaneMenu(_menu: Menu, _source: string): void {
    // For subclasses.
  }

  /** Draws what is outside the content: title, buttons. */
  updateHeader(): void {
    // For those with a header.
  }

  /** For the leaf only. A view whose opening fails is shown as it is, and the failure is told. */
  async open(parentEl: HTMLElement): Promise<void> {
    this.containerEl.setAttr("data-type", this.getViewType());
    parentEl.appendChild(this.containerEl);
    this.load();
    try {
      await this.onOpen();
    } catch (error) {
      console.error("Opening a view failed.", error);
    }
  }

  /** For the leaf only. */
  async close(): Promise<void> {
    try {
      await this.onClose();
    } catch (error) {
      console.error("Closing a view failed.", error);
    }
    this.unload();
    this.containerEl.remove();
  }
}
