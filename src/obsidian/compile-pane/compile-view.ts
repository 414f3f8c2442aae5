/** The compile pane: what is to be done, what is being done, what came of it; and the sources with their states. */
import { ItemView, Keymap, Menu, Notice, type ViewStateResult, type WorkspaceLeaf } from "obsidian";
import type { CompileResult } from "../../core/api";
import { isForPeople } from "../told-errors";
import { confirmAndCompile, confirmAndUndo } from "../confirmed";
import type { Context } from "../context";
import { COMPILE_VIEW, openFile, openIndex, openReview, openSettings } from "../navigate";
import { addIconButton, addLiveRegion, labelledBy } from "../ui/elements";
import { openWelcome } from "../welcome";
import { showCoverage } from "./coverage-modal";
import { createLead } from "./draw-lead";
import { groupsOf, type Group, type Row, type RowAction } from "./groups";
import { leadOf, type Lead, type LeadAction } from "./lead";
import { createTree, type Tree } from "./tree";

export class CompileView extends ItemView {
  override readonly navigation = false;
  private readonly closed = new Map<Group["id"], boolean>();
  private plan: CompileResult | null = null;
  private planning: AbortController | null = null;
  private drawn: { overview: unknown; outcome: unknown; plan: unknown } | null = null;
  private drawLead: ((lead: Lead) => void) | null = null;
  private tree: Tree | null = null;
  private say: (text: string) => void = () => undefined;
  private frame = 0;

  constructor(
    leaf: WorkspaceLeaf,
    private readonly context: Context,
  ) {
    super(leaf);
    this.icon = "hammer";
  }

  override getViewType(): string {
    return COMPILE_VIEW;
  }

  override getDisplayText(): string {
    return "Compile";
  }

  override getState(): Record<string, unknown> {
    return { closed: Object.fromEntries(this.closed) };
  }

  override async setState(state: unknown, result: ViewStateResult): Promise<void> {
    const closed = (state as { closed?: Record<string, unknown> } | null)?.closed ?? {};
    for (const [id, isClosed] of Object.entries(closed)) if (typeof isClosed === "boolean") this.closed.set(id as Group["id"], isClosed);
    await super.setState(state, result);
  }

  protected override async onOpen(): Promise<void> {
    const { contentEl } = this;
    contentEl.empty();
    contentEl.addClass("compendium");
    contentEl.setAttribute("role", "region");
    const head = contentEl.createDiv({ cls: "cpd-head" });
    labelledBy(contentEl, head.createDiv({ cls: "cpd-title", text: "Compile" }));
    addIconButton(head, "refresh-cw", "Look for changes", () => void this.context.compiler.refresh());
    addIconButton(head, "undo-2", "Undo last compile", () => void confirmAndUndo(this.context));
    addIconButton(head, "book-open", "Open wiki index", () => void openIndex(this.context));
    addIconButton(head, "ellipsis-vertical", "More", (event) => this.showMore(event));
    this.drawLead = createLead(contentEl, (action) => void this.actOnLead(action));
    const scroll = contentEl.createDiv({ cls: "cpd-scroll" });
    this.tree = createTree(scroll, "Sources", this.closed, {
      act: (action, event) => void this.act(action, event),
      menu: (row, event) => this.showRowMenu(row, event),
      toggled: () => void this.app.workspace.requestSaveLayout(),
      leave: () => {
        const leaf = this.app.workspace.getMostRecentLeaf();
        if (leaf !== null) this.app.workspace.setActiveLeaf(leaf, { focus: true });
      },
    });
    this.say = addLiveRegion(contentEl);
    this.register(this.context.compiler.onChange(() => this.requestDraw()));
    this.register(() => this.contentEl.win.cancelAnimationFrame(this.frame));
    this.register(() => this.planning?.abort());
    this.draw();
    void this.context.compiler.refresh();
  }

  private requestDraw(): void {
    const { win } = this.contentEl;
    win.cancelAnimationFrame(this.frame);
    this.frame = win.requestAnimationFrame(() => this.draw());
  }

  private draw(): void {
    const state = this.context.compiler.state();
    // What was planned is true no more once something ran.
    if (state.running !== null) this.plan = null;
    const lead = leadOf(state, this.plan !== null);
    this.drawLead?.(lead);
    this.say(lead.progress === null ? [lead.heading, ...lead.lines].join(". ") : `${lead.heading}. ${lead.progress.now.replace(/,.*/, "")}`);
    const { drawn, plan } = this;
    if (drawn !== null && drawn.overview === state.overview && drawn.outcome === state.outcome && drawn.plan === plan) return;
    this.drawn = { overview: state.overview, outcome: state.outcome, plan };
    this.tree?.draw(groupsOf(state, plan));
  }

  private async actOnLead(action: LeadAction): Promise<void> {
    const { compiler } = this.context;
    const { outcome } = compiler.state();
    const request = outcome?.work === "failed" ? (outcome.request ?? {}) : {};
    const actions: Record<LeadAction, () => unknown> = {
      compile: () => confirmAndCompile(this.context, {}),
      "accept-removals": () => compiler.compile({ ...request, acceptRemovals: true }),
      retry: () => (outcome?.work === "failed" && outcome.attempted === "undo" ? compiler.undo(null) : compiler.compile(request)),
      "redo-older-recipe": () => compiler.compile({ redoOlderRecipe: true }),
      cancel: () => compiler.cancel(),
      pause: () => compiler.pause(),
      resume: () => compiler.resume(),
      "open-settings": () => openSettings(this.context),
      undo: () => confirmAndUndo(this.context),
      "open-index": () => openIndex(this.context),
      "open-welcome": () => openWelcome(this.context),
      "show-changes": () => this.showChanges(),
      "hide-changes": () => {
        this.plan = null;
        this.draw();
      },
      refresh: () => compiler.refresh(),
      dismiss: () => compiler.dismissOutcome(),
    };
    await actions[action]();
  }

  private async showChanges(): Promise<void> {
    this.planning?.abort();
    const planning = new AbortController();
    this.planning = planning;
    this.say("Working out what would change");
    await this.telling(async () => {
      const plan = await this.context.compiler.plan({}, planning.signal);
      if (planning.signal.aborted) return;
      this.plan = plan;
      this.draw();
      this.say(`${plan.pages.created} pages would be created, ${plan.pages.updated} updated, ${plan.pages.retired} retired`);
    });
  }

  private async act(action: RowAction, event: MouseEvent | KeyboardEvent): Promise<void> {
    await this.telling(async () => {
      if (action.kind === "review") await openReview(this.context, action.path);
      else if (action.kind === "compile") await this.context.compiler.compile({ paths: [action.path], force: true });
      else if (action.kind === "finish") await this.context.compiler.compile();
      else if (action.kind === "coverage") await showCoverage(this.context, action.path);
      else await openFile(this.app, action.path, Keymap.isModEvent(event));
    });
  }

  private showRowMenu(row: Row, event: MouseEvent | KeyboardEvent): void {
    const source = this.context.compiler.state().overview?.sources.find(({ path }) => path === row.key);
    const menu = new Menu();
    const add = (title: string, icon: string, action: RowAction): void => {
      menu.addItem((item) => item.setTitle(title).setIcon(icon).onClick((click) => void this.act(action, click)));
    };
    if (source === undefined) add("Open", "file-text", row.open);
    else {
      if (source.state !== "removed") add("Open source", "file-text", { kind: "open", path: source.path });
      if (source.page !== null) add("Open source page", "book-open", { kind: "open", path: source.page });
      if (source.state !== "removed") add("Compile this note", "hammer", { kind: "compile", path: source.path });
      if (source.page !== null) add("What did not make it", "circle-dashed", { kind: "coverage", path: source.path });
    }
    if (event.instanceOf(MouseEvent)) menu.showAtMouseEvent(event);
    else {
      const box = (event.target as HTMLElement).getBoundingClientRect();
      menu.showAtPosition({ x: box.left, y: box.bottom }, this.contentEl.doc);
    }
  }

  private showMore(event: MouseEvent): void {
    const { compiler } = this.context;
    const menu = new Menu();
    menu.addItem((item) => item.setTitle("Read all sources again").setIcon("refresh-cw").onClick(() => void compiler.compile({ force: true })));
    menu.addItem((item) => item.setTitle("Make pages of older recipes anew").setIcon("clock").onClick(() => void compiler.compile({ redoOlderRecipe: true })));
    menu.addItem((item) => item.setTitle("Open welcome").setIcon("library-big").onClick(() => void openWelcome(this.context)));
    menu.showAtMouseEvent(event);
  }

  private async telling(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (isForPeople(error)) {
        if (error.code !== "cancelled") new Notice(error.message);
      } else this.context.report(error);
    }
  }
}
