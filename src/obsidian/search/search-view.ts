/** The search pane: results stay at hand while one reads. */
import { type HoverPopover, ItemView, type ViewStateResult, type WorkspaceLeaf } from "obsidian";
import type { Context } from "../context";
import { SEARCH_VIEW } from "../navigate";
import { labelledBy } from "../ui/elements";
import { previewHit, showHitMenu } from "./hit-menu";
import { openHit } from "./open-hit";
import { createSearchBox, type SearchBox } from "./search-box";
import type { SearchScope } from "./search-words";

export class SearchView extends ItemView {
  override readonly navigation = false;
  /** The app's page preview puts itself here. */
  hoverPopover: HoverPopover | null = null;
  private box: SearchBox | null = null;
  private isToFocus = false;
  private kept: { query: string; scope: SearchScope } = { query: "", scope: "all" };

  constructor(
    leaf: WorkspaceLeaf,
    private readonly context: Context,
  ) {
    super(leaf);
    this.icon = "search";
  }

  override getViewType(): string {
    return SEARCH_VIEW;
  }

  override getDisplayText(): string {
    return "Search the wiki";
  }

  override getState(): Record<string, unknown> {
    return { ...this.kept };
  }

  override async setState(state: unknown, result: ViewStateResult): Promise<void> {
    const { query, scope } = (state ?? {}) as { query?: unknown; scope?: unknown };
    if (typeof query === "string") this.box?.set(query, scope === "wiki" || scope === "sources" ? scope : "all");
    await super.setState(state, result);
  }

  /** The app gives the focus to a leaf that the user went to, not to one that it restores beside it. */
  override setEphemeralState(state: unknown): void {
    if ((state as { focus?: unknown } | null)?.focus === true) {
      this.isToFocus = true;
      this.focusOnceShown();
    }
    super.setEphemeralState(state);
  }

  override onResize(): void {
    super.onResize();
    this.focusOnceShown();
  }

  protected override async onOpen(): Promise<void> {
    const { contentEl, context } = this;
    contentEl.empty();
    contentEl.addClass("compendium", "cpd-search");
    contentEl.setAttribute("role", "region");
    const head = contentEl.createDiv({ cls: "cpd-head" });
    labelledBy(contentEl, head.createDiv({ cls: "cpd-title", text: "Search" }));
    const box = createSearchBox(contentEl, {
      context,
      ...this.kept,
      open: (hit, newLeaf) => void openHit(context, hit, newLeaf),
      menu: (hit, event) => showHitMenu(context, hit, event, () => undefined),
      preview: (hit, element, event) => previewHit(context, hit, { element, event, hoverParent: this }),
      escape: () => (box.query === "" ? this.leave() : box.set("", box.scope)),
      changed: () => this.changed(),
    });
    this.box = box;
    this.register(context.searching.onChange(() => box.again()));
    this.register(() => box.close());
    await super.onOpen();
  }

  /** A pane that is opened in a closed sidebar has the focus before the sidebar opens, and cannot take it there. */
  private focusOnceShown(): void {
    if (!this.isToFocus || !this.contentEl.isShown()) return;
    this.isToFocus = false;
    if (this.app.workspace.getActiveViewOfType(SearchView) === this) this.box?.focus();
  }

  private changed(): void {
    if (this.box === null) return;
    this.kept = { query: this.box.query, scope: this.box.scope };
    void this.app.workspace.requestSaveLayout();
  }

  private leave(): void {
    const leaf = this.app.workspace.getMostRecentLeaf();
    if (leaf !== null) this.app.workspace.setActiveLeaf(leaf, { focus: true });
  }
}
