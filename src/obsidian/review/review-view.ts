/** The review of a page's conflicts: what was published, what stands there now, what is proposed; nothing is written before it is applied. */
import { ItemView, Notice, Scope, type ViewStateResult, type WorkspaceLeaf } from "obsidian";
import type { PageReview, ResolveChoice } from "../../core/api";
import { isForPeople } from "../told-errors";
import { pickConcept } from "../concepts/pick-concept-modal";
import type { Context } from "../context";
import { openFile, openReview, REVIEW_VIEW } from "../navigate";
import { addButton, addLinkButton, addLiveRegion, labelledBy } from "../ui/elements";
import { count } from "../ui/words";
import { drawHunk, type HunkChoice, type HunkHandlers, type HunkView } from "./hunk";

/** Opens the review of the one page in conflict, or asks which. */
export async function reviewConflicts(context: Context): Promise<void> {
  await context.compiler.refresh();
  const conflicts = context.compiler.state().overview?.conflicts ?? [];
  if (conflicts.length === 0) {
    new Notice("No conflicts: nothing you wrote stands against a proposal.");
    return;
  }
  const only = conflicts.length === 1 ? conflicts[0] : undefined;
  const path = only?.path ?? (await pickConcept(context.app, "Review the conflicts of…", conflicts.map(({ path: page, name }) => ({ name, aliases: [], path: page }))))?.path ?? null;
  if (path !== null) await openReview(context, path);
}

export class ReviewView extends ItemView {
  override readonly navigation = true;
  private page = "";
  private review: PageReview | null = null;
  private hunks: HunkView[] = [];
  private choices = new Map<string, HunkChoice>();
  private foot: HTMLElement | null = null;
  private say: (text: string) => void = () => undefined;

  constructor(
    leaf: WorkspaceLeaf,
    private readonly context: Context,
  ) {
    super(leaf);
    this.icon = "git-merge";
    this.scope = new Scope(this.app.scope);
    this.scope.register(["Alt"], "ArrowDown", () => this.step(1));
    this.scope.register(["Alt"], "ArrowUp", () => this.step(-1));
    this.scope.register(["Mod"], "Enter", () => {
      void this.apply();
      return false;
    });
  }

  override getViewType(): string {
    return REVIEW_VIEW;
  }

  override getDisplayText(): string {
    return this.review === null ? "Review" : `Review: ${this.review.name}`;
  }

  override getState(): Record<string, unknown> {
    return { page: this.page };
  }

  override async setState(state: unknown, result: ViewStateResult): Promise<void> {
    const page = (state as { page?: unknown } | null)?.page;
    if (typeof page === "string" && (page !== this.page || this.review === null)) {
      this.page = page;
      await this.loadReview();
    }
    await super.setState(state, result);
  }

  /** Who opens the review from the pane goes on in it by keyboard: without this the focus stays on what was pressed there, and the pane takes the keys. */
  override setEphemeralState(state: unknown): void {
    super.setEphemeralState(state);
    const { contentEl } = this;
    const isToFocus = (state as { focus?: unknown } | null)?.focus === true;
    if (isToFocus && !contentEl.contains(contentEl.doc.activeElement)) contentEl.focus({ preventScroll: true });
  }

  protected override async onOpen(): Promise<void> {
    this.contentEl.addClass("compendium", "cpd-review-view");
    this.contentEl.setAttribute("role", "region");
    this.contentEl.tabIndex = -1;
    this.addAction("chevron-down", "Next conflict", () => this.step(1));
    this.addAction("chevron-up", "Previous conflict", () => this.step(-1));
  }

  private async loadReview(): Promise<void> {
    try {
      this.review = await this.context.compiler.ask("review", this.page);
    } catch (error) {
      this.review = null;
      if (isForPeople(error)) this.drawMessage(error.message);
      else this.context.report(error);
      return;
    }
    this.choices = new Map();
    const { wordDiff } = await import("./word-diff");
    this.draw(this.review, wordDiff);
  }

  private drawMessage(text: string): void {
    this.contentEl.empty();
    const holder = this.contentEl.createDiv({ cls: "cpd-scroll" }).createDiv({ cls: "cpd-review" });
    holder.createEl("p", { text });
    addLinkButton(holder, { text: "Open page", onClick: () => void openFile(this.app, this.page) });
  }

  private draw(review: PageReview, compare: HunkHandlers["compare"]): void {
    const { contentEl } = this;
    if (review.hunks.length === 0) {
      this.drawMessage(`No conflicts are left on ${review.name}.`);
      return;
    }
    contentEl.empty();
    const body = contentEl.createDiv({ cls: "cpd-scroll" }).createDiv({ cls: "cpd-review" });
    const head = body.createEl("header");
    labelledBy(contentEl, head.createEl("h1", { text: `Review changes to ${review.name}`, attr: { dir: "auto" } }));
    const places = review.hunks.length === 1 ? "the same place" : `the same ${review.hunks.length} places`;
    const merged = review.merged === null || review.merged === 0 ? "" : ` ${count(review.merged, "other change")} merged without conflict.`;
    head.createEl("p", { cls: "cpd-sub", text: `You edited this page, and the sources now say something else in ${places}. Your words stay until you decide.${merged}` });
    this.hunks = review.hunks.map((hunk, index) =>
      drawHunk(body, hunk, { at: index + 1, of: review.hunks.length }, {
        compare,
        onChoice: (choice) => this.choose(hunk.id, choice),
        openSource: (path) => void openFile(this.app, path, "tab"),
      }),
    );
    this.foot = contentEl.createDiv({ cls: "cpd-foot" });
    this.say = addLiveRegion(contentEl);
    this.drawFoot();
    this.say(`${count(review.hunks.length, "conflict")} on ${review.name}`);
  }

  private choose(id: string, choice: HunkChoice | null): void {
    if (choice === null) this.choices.delete(id);
    else this.choices.set(id, choice);
    this.drawFoot();
  }

  private drawFoot(): void {
    const { foot, review } = this;
    if (foot === null || review === null) return;
    foot.empty();
    foot.createEl("p", { text: `${this.choices.size} of ${review.hunks.length} decided. Anything left open keeps your words.` });
    addButton(foot, { text: "Close", onClick: () => this.leaf.detach() });
    const apply = addButton(foot, { text: "Apply to page", isPrimary: true, onClick: () => void this.apply() });
    apply.disabled = this.choices.size === 0;
  }

  private step(by: number): false {
    const at = this.hunks.findIndex(({ element }) => element.contains(element.doc.activeElement));
    const next = this.hunks[Math.min(Math.max(at + by, 0), this.hunks.length - 1)];
    next?.focus();
    return false;
  }

  private async apply(): Promise<void> {
    if (this.choices.size === 0) return;
    const choices = [...this.choices].map(([id, { choice, text }]): ResolveChoice => ({ id, choice, ...(choice === "edited" ? { text } : {}) }));
    const result = await this.context.compiler.resolve(this.page, choices);
    if (result === null) {
      const { outcome } = this.context.compiler.state();
      if (outcome?.work === "failed") new Notice(outcome.message);
      return;
    }
    new Notice(result.open === 0 ? "Applied. No conflicts are left on this page." : `Applied. ${count(result.open, "conflict")} left.`);
    if (result.open > 0) {
      await this.loadReview();
      this.hunks[0]?.focus();
    } else {
      this.leaf.detach();
      await openFile(this.app, this.page);
    }
  }
}
