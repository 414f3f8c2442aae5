/** Views that stand where none is: in a new tab, in a tab not looked at yet, for a type that nobody offers. */
import type { WorkspaceLeaf } from "../workspace/leaf";
import { ItemView } from "./item-view";
import { View } from "./view";

export class EmptyView extends ItemView {
  override icon = "lucide-file";
  override navigation = true;

  getViewType(): string {
    return "empty";
  }

  getDisplayText(): string {
    return "New tab";
  }

  protected override async onOpen(): Promise<void> {
    const actions = this.contentEl.createDiv("empty-state").createDiv("empty-state-container").createDiv("empty-state-action-list");
    const addAction = (text: string, listener: () => unknown): void => {
      actions.createDiv({ cls: "empty-state-action tappable", text }).addEventListener("click", listener);
    };
    addAction("Create new note (Ctrl + N)", () => this.app.commands.executeCommandById("file-explorer:new-file"));
    addAction("Go to file (Ctrl + O)", () => this.app.commands.executeCommandById("switcher:open"));
    addAction("Close", () => this.leaf.detach());
  }
}

interface Promised {
  type: string;
  state: Record<string, unknown>;
  icon: string;
  title: string;
}

/** Says that it is what it will become, and remembers the state for it. */
export class DeferredView extends View {
  override navigation = true;

  constructor(
    leaf: WorkspaceLeaf,
    readonly promised: Promised,
  ) {
    super(leaf);
    this.icon = promised.icon;
  }

  getViewType(): string {
    return this.promised.type;
  }

  getDisplayText(): string {
    return this.promised.title;
  }

  override getState(): Record<string, unknown> {
    return this.promised.state;
  }

  override async setState(state: unknown): Promise<void> {
    this.promised.state = state as Record<string, unknown>;
  }
}

/** Keeps type and state of a view whose plugin is not there, so that it can come back. */
export class UnknownView extends ItemView {
  override icon = "lucide-ghost";
  private state: Record<string, unknown> = {};

  constructor(
    leaf: WorkspaceLeaf,
    private readonly type: string,
  ) {
    super(leaf);
  }

  getViewType(): string {
    return this.type;
  }

  getDisplayText(): string {
    return "Plugin no longer active";
  }

  override getState(): Record<string, unknown> {
    return this.state;
  }

  override async setState(state: unknown): Promise<void> {
    this.state = state as Record<string, unknown>;
  }

  protected override async onOpen(): Promise<void> {
    this.contentEl.createDiv({ cls: "pane-empty", text: `The plugin that creates this view (${this.type}) has gone away.` });
  }
}
