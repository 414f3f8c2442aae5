/** A view of one file. Types and contracts: obsidian.d.ts, `FileView` and `EditableFileView`. */
import { TFile } from "../vault";
import type { TAbstractFile } from "../vault";
import type { ViewStateResult } from "../workspace/types";
import { ItemView } from "./item-view";

export abstract class FileView extends ItemView {
  allowNoFile = false;
  file: TFile | null = null;
  override navigation = true;

  getDisplayText(): string {
    return this.file?.basename ?? "No file";
  }

  override onload(): void {
    void super.onload();
    const { vault } = this.app;
    this.registerEvent(
      vault.on("rename", (file: TAbstractFile) => {
        if (file === this.file) void this.onRename(this.file);
      }),
    );
    this.registerEvent(
      vault.on("delete", (file: TAbstractFile) => {
        if (file === this.file) void this.onDelete();
      }),
    );
  }

  override getState(): Record<string, unknown> {
    return this.file === null ? {} : { file: this.file.path };
  }

  override async setState(state: unknown, result: ViewStateResult): Promise<void> {
    const path: unknown = state !== null && typeof state === "object" && "file" in state ? state.file : undefined;
    const file = typeof path === "string" ? this.app.vault.getAbstractFileByPath(path) : null;
    if (file instanceof TFile) {
      if (await this.loadFile(file)) result.history = true;
    } else if (path !== undefined && this.allowNoFile) await this.loadFile(null);
    else if (path !== undefined) await this.onDelete();
  }

  async onLoadFile(_file: TFile): Promise<void> {
    // For subclasses.
  }

  async onUnloadFile(_file: TFile): Promise<void> {
    // For subclasses.
  }

  async onRename(_file: TFile): Promise<void> {
    this.leaf.updateHeader();
    this.app.workspace.requestSaveLayout();
  }

  canAcceptExtension(_extension: string): boolean {
    return false;
  }

  /** Whether another file is shown than before. */
  async loadFile(file: TFile | null): Promise<boolean> {
    if (file === this.file) return false;
    if (this.file !== null) {
      const old = this.file;
      await this.onUnloadFile(old);
    }
    this.file = file;
    this.leaf.updateHeader();
    if (file !== null) await this.onLoadFile(file);
    this.leaf.updateHeader();
    this.app.workspace.requestActiveLeafEvents();
    return true;
  }

  override updateHeader(): void {
    super.updateHeader();
    this.titleParentEl.empty();
    const folders = (this.file?.parent?.path ?? "").split("/").filter((name) => name !== "");
    for (const folder of folders) {
      this.titleParentEl.createSpan({ cls: "view-header-breadcrumb", text: folder });
      this.titleParentEl.createSpan({ cls: "view-header-breadcrumb-separator", text: "/" });
    }
  }

  override async close(): Promise<void> {
    const { file } = this;
    if (file !== null) await this.onUnloadFile(file);
    await super.close();
    this.file = null;
  }

  /** The file is gone: what was shown before it comes back, else the tab goes too. */
  protected async onDelete(): Promise<void> {
    if (this.allowNoFile) await this.loadFile(null);
    else if (!(await this.leaf.goBack())) this.leaf.detach();
  }
}

export abstract class EditableFileView extends FileView {}
