/** The welcome: folders, engine and first compile in one column. Nothing is written before a button is pressed. */
import { ItemView, Notice, TFolder, type WorkspaceLeaf } from "obsidian";
import type { CompileResult, Overview } from "../../core/api";
import { isForPeople } from "../told-errors";
import type { Outcome, Running } from "../compiler-state";
import { confirmAndCompile } from "../confirmed";
import type { Context } from "../context";
import { openCompilePane, openIndex, openSettings, WELCOME_VIEW } from "../navigate";
import { runningPass } from "../progress";
import { passText } from "../compile-pane/lead";
import { addButton, addIcon, addLinkButton, addLiveRegion } from "../ui/elements";
import { count, listed } from "../ui/words";
import { addEngineChoice, type EngineChoice } from "./engine-choice";
import { folderRows, madeText, missingFolders, planText, standing, waitingText, type Standing, type VaultListing } from "./plan";

const WEB_CLIPPER = "https://obsidian.md/clipper";

/** Goes on only when the user wants it to. */
const isHeld = ({ isPaused, isAsking, isCancelling }: Running): boolean => (isPaused || isAsking) && !isCancelling;

export class WelcomeView extends ItemView {
  override readonly navigation = true;
  private plan: CompileResult | null = null;
  private planning: AbortController | null = null;
  private made: { result: CompileResult; seconds: number } | null = null;
  private problem = "";
  /** Why there is no plan. */
  private planProblem = "";
  private overview: Overview | null = null;
  private outcome: Outcome | null = null;
  private shape = "";
  private progress = "";
  private progressLine: HTMLElement | null = null;
  private hint: HTMLElement | null = null;
  private compileSection: HTMLElement | null = null;
  private folderSection: HTMLElement | null = null;
  private engineSection: HTMLElement | null = null;
  private engine: EngineChoice | null = null;
  private say: (text: string) => void = () => undefined;

  constructor(
    leaf: WorkspaceLeaf,
    private readonly context: Context,
    private readonly hasSeen: () => void,
  ) {
    super(leaf);
    this.icon = "library-big";
  }

  override getViewType(): string {
    return WELCOME_VIEW;
  }

  override getDisplayText(): string {
    return "Welcome to Compendium";
  }

  protected override async onOpen(): Promise<void> {
    const { contentEl, context } = this;
    contentEl.empty();
    contentEl.addClass("compendium", "cpd-welcome-view");
    const column = contentEl.createDiv({ cls: "cpd-scroll" }).createDiv({ cls: "cpd-welcome" });
    column.createEl("h1", { text: "Turn what you clip into a wiki" });
    column.createEl("p", { text: "Compendium reads your clipped notes, writes linked pages about what is in them, and cites the sentence behind each claim. Your notes are not changed." });
    this.folderSection = column.createEl("section");
    this.engineSection = column.createEl("section");
    this.compileSection = column.createEl("section");
    this.drawHint(column);
    this.say = addLiveRegion(contentEl);
    this.register(
      context.settings.onChange(() => {
        this.engine?.draw();
        this.look();
      }),
    );
    this.register(context.compiler.onChange(() => this.follow()));
    this.register(() => this.stopPlanning());
    this.registerEvent(this.app.vault.on("create", () => this.drawFolders()));
    this.registerEvent(this.app.vault.on("delete", () => this.drawFolders()));
    await context.settings.ready();
    this.engine = addEngineChoice(this.engineSection, context, { onChoice: () => this.look(), openSettings: () => openSettings(context) });
    const { overview, outcome } = context.compiler.state();
    this.overview = overview;
    this.outcome = outcome;
    this.look();
    this.primary()?.focus();
  }

  protected override async onClose(): Promise<void> {
    this.hasSeen();
  }

  private primary(): HTMLElement | null {
    return this.compileSection?.querySelector<HTMLElement>("button.mod-cta") ?? null;
  }

  private drawHint(column: HTMLElement): void {
    const hint = column.createEl("p", { cls: "cpd-sub cpd-welcome-hint" });
    this.hint = hint;
    hint.appendText("Nothing to compile yet? Install ");
    hint.createEl("a", { text: "Web Clipper", href: WEB_CLIPPER, cls: "external-link", attr: { target: "_blank", rel: "noopener" } });
    hint.appendText(" and save a few articles on one subject; about ten make a good start.");
  }

  private listing(): VaultListing {
    const { vault } = this.app;
    return { notes: vault.getMarkdownFiles().map(({ path }) => path), hasFolder: (path) => vault.getAbstractFileByPath(path) instanceof TFolder };
  }

  private standing(): Standing {
    return standing(this.context.settings.current(), this.listing(), this.overview, this.plan);
  }

  /** Folders and plan anew: what a run under way makes untrue is not worked out. */
  private look(): void {
    this.stopPlanning();
    this.plan = null;
    this.planProblem = "";
    this.drawFolders();
    this.drawCompile();
    if (this.context.compiler.state().running === null && this.standing().waiting > 0 && this.missing().length === 0) void this.workOutPlan();
  }

  private isModel(): boolean {
    return this.engine?.chosen() === "llm";
  }

  /** What the chosen engine lacks. */
  private missing(): string[] {
    return this.engine?.missing() ?? [];
  }

  private stopPlanning(): void {
    this.planning?.abort();
    this.planning = null;
  }

  /** What is done in the pane or by another program shows here too. */
  private follow(): void {
    const { overview, outcome, running } = this.context.compiler.state();
    if (running !== null) this.stopPlanning();
    // The overview first: one that was made during a run knows nothing yet of what came of it.
    else if (overview !== null && overview !== this.overview) this.hearOverview(overview);
    if (outcome !== this.outcome) this.hearOutcome(outcome);
    this.drawCompile();
  }

  private hearOverview(overview: Overview): void {
    const waiting = waitingText(overview);
    const isNews = this.overview !== null && waiting !== waitingText(this.overview);
    this.overview = overview;
    if (waiting !== "") this.made = null;
    if (isNews || (this.plan === null && this.planning === null)) this.look();
  }

  private hearOutcome(outcome: Outcome | null): void {
    this.outcome = outcome;
    this.problem = outcome?.work === "failed" && outcome.attempted === "compile" && outcome.code !== "cancelled" ? outcome.message : "";
    if (outcome?.work === "compile" && outcome.result.run !== null) this.made = outcome;
    else if (outcome?.work === "undo") this.made = null;
  }

  private async workOutPlan(): Promise<void> {
    const planning = new AbortController();
    this.planning = planning;
    try {
      const plan = await this.context.compiler.plan({}, planning.signal, this.engine?.chosen());
      if (planning.signal.aborted) return;
      this.plan = plan;
      this.planning = null;
      this.drawCompile();
    } catch (error) {
      if (planning.signal.aborted) return;
      // The plan is only a forecast; pressing the button tells what is wrong. With a model it is the price, too.
      if (!this.isModel() || !isForPeople(error)) this.context.report(error);
      else {
        this.planProblem = error.message;
        this.drawCompile();
      }
    }
  }

  private drawFolders(): void {
    const section = this.folderSection;
    if (section === null) return;
    const hadFocus = section.contains(section.doc.activeElement);
    section.empty();
    section.createEl("h2", { text: "Folders" });
    const list = section.createEl("ul", { cls: "cpd-folders" });
    for (const { path, purpose, state } of folderRows(this.context.settings.current(), this.listing())) {
      const row = list.createEl("li", { cls: "cpd-folder" });
      addIcon(row, "folder");
      row.createEl("code", { text: path, attr: { dir: "auto" } });
      row.createSpan({ cls: "cpd-sub", text: purpose });
      row.createSpan({ cls: "cpd-sub cpd-nowrap", text: state });
    }
    const other = addLinkButton(section, { text: "Use other folders", onClick: () => openSettings(this.context) });
    if (hadFocus) other.focus();
  }

  private drawCompile(): void {
    const section = this.compileSection;
    if (section === null) return;
    const { running } = this.context.compiler.state();
    const isRunning = running?.work === "compile" || running?.work === "price";
    const now = this.standing();
    // While it runs only the words change: a button drawn anew under the pointer cannot be pressed.
    const shape = JSON.stringify(isRunning ? ["running", running.isCancelling, isHeld(running), running.isPaused] : this.made !== null ? [this.made] : [this.problem, this.planProblem, this.plan?.pages, this.plan?.model, now, this.isModel(), this.missing()]);
    if (isRunning) this.progress = this.nowText(running);
    if (shape === this.shape) {
      this.progressLine?.setText(this.progress);
      return;
    }
    this.shape = shape;
    const isReady = !isRunning && (this.made !== null || now.isDone);
    this.hint?.toggle(!isReady);
    // What was chosen is followed by now; the settings are the place to change it.
    this.engineSection?.toggle(!isReady);
    const hadFocus = section.contains(section.doc.activeElement);
    section.empty();
    section.createEl("h2", { text: isReady ? "Your wiki is ready" : now.hasWiki ? "Next compile" : "First compile" });
    if (isRunning) this.drawRunning(section, running);
    else if (isReady) this.drawReady(section, this.made === null ? "Every source is compiled." : madeText(this.made.result, this.made.seconds));
    else this.drawPlan(section, now);
    if (hadFocus) (this.primary() ?? section.querySelector("button"))?.focus();
  }

  private nowText({ work, progress, isCancelling, isPaused, isAsking }: Running): string {
    const now = runningPass(progress);
    if (isCancelling) return "Cancelling";
    if (isAsking) return "Waiting for your answer";
    if (isPaused) return now === null ? "Paused" : `Paused. ${passText(now)}`;
    return work === "price" ? "Working out the price" : now === null ? "Compiling" : passText(now);
  }

  private drawPlan(section: HTMLElement, { waiting }: Standing): void {
    const missing = this.missing();
    const isLacking = waiting > 0 && missing.length > 0;
    section.createEl("p", { text: isLacking ? `${count(waiting, "source")}. To compile, the model still needs ${listed(missing)}.` : planText(waiting, this.plan, this.isModel()) });
    const problem = this.problem === "" ? this.planProblem : this.problem;
    if (problem !== "") {
      const line = section.createEl("p", { cls: "cpd-problem", attr: { role: "alert" } });
      addIcon(line, "circle-alert", "bad");
      line.createSpan({ text: problem });
    }
    const actions = section.createDiv({ cls: "cpd-actions" });
    if (isLacking) addButton(actions, { text: "Open settings", isPrimary: true, onClick: () => void this.engine?.keep().then(() => openSettings(this.context)) });
    else if (waiting > 0) addButton(actions, { text: "Make folders and compile", isPrimary: true, onClick: () => void this.makeAndCompile() });
    addButton(actions, {
      text: waiting > 0 ? "Only make folders" : "Make folders",
      isPrimary: waiting === 0,
      onClick: () => void this.makeFolders().then((areThere) => areThere && new Notice("The folders are there. Save a few articles into them, then compile.")),
    });
  }

  private drawRunning(section: HTMLElement, running: Running): void {
    const line = section.createEl("p", { cls: "cpd-icon-line" });
    addIcon(line, isHeld(running) ? "circle-pause" : "loader-circle", "new").toggleClass("cpd-spin", !isHeld(running));
    this.progressLine = line.createSpan({ text: this.progress });
    const actions = section.createDiv({ cls: "cpd-actions" });
    if (!running.isCancelling) addButton(actions, { text: "Cancel", onClick: () => this.context.compiler.cancel() });
    if (running.isPaused && !running.isCancelling) addButton(actions, { text: "Resume", onClick: () => this.context.compiler.resume() });
    addButton(actions, { text: "Show compile pane", onClick: () => void openCompilePane(this.context) });
  }

  private drawReady(section: HTMLElement, text: string): void {
    const line = section.createEl("p", { cls: "cpd-icon-line" });
    addIcon(line, "circle-check", "ok");
    line.createSpan({ text });
    const actions = section.createDiv({ cls: "cpd-actions" });
    addButton(actions, { text: "Open wiki index", isPrimary: true, onClick: () => void openIndex(this.context) });
    addButton(actions, { text: "Show compile pane", onClick: () => void openCompilePane(this.context) });
  }

  private async makeFolders(): Promise<boolean> {
    const { vault } = this.app;
    this.hasSeen();
    this.problem = "";
    try {
      for (const folder of missingFolders(this.context.settings.current(), this.listing().hasFolder)) await vault.createFolder(folder);
    } catch (error) {
      this.problem = `A folder could not be made (${error instanceof Error ? error.message : String(error)}).`;
    }
    this.drawFolders();
    this.drawCompile();
    return this.problem === "";
  }

  private async makeAndCompile(): Promise<void> {
    if (!(await this.makeFolders())) return;
    await this.engine?.keep();
    this.say("Compiling");
    await confirmAndCompile(this.context, {});
    this.say(this.made === null ? this.problem : madeText(this.made.result, this.made.seconds));
    this.primary()?.focus();
  }
}
