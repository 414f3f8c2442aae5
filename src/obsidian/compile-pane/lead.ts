/** What the lead block of the compile pane says: one of the plan, the run, the result, a problem, or nothing to do. Data in, data out. */
import type { CompileResult, ModelUse, Overview } from "../../core/api";
import type { CompilerState, Outcome, Price, Running, Work } from "../compiler-state";
import { accountText, expectedText, spendingText, spentText } from "../money";
import { runningPass, shareDone, type PassProgress } from "../progress";
import { count, duration, listed } from "../ui/words";
import { isWaiting } from "../waiting";

export type LeadAction = "compile" | "accept-removals" | "retry" | "cancel" | "pause" | "resume" | "open-settings" | "undo" | "redo-older-recipe" | "open-index" | "open-welcome" | "show-changes" | "hide-changes" | "refresh" | "dismiss";

export interface Lead {
  icon: "none" | "ok" | "bad" | "running" | "paused";
  heading: string;
  /** Sentences, one a line. */
  lines: string[];
  /** The first is the primary one. */
  actions: { action: LeadAction; text: string }[];
  /** Small print. */
  note: string | null;
  progress: { share: number; passes: readonly PassProgress[]; now: string; /** Calls and money so far; "" where no model is asked. */ spending: string } | null;
}

const plain = (heading: string, lines: string[], actions: Lead["actions"], note: string | null = null): Lead => ({ icon: "none", heading, lines, actions, note, progress: null });

const RUNNING: Record<Work, string> = { price: "Working out the price", compile: "Compiling", undo: "Undoing", decide: "Following your decision", resolve: "Writing the page", link: "Writing links" };
const FAILED: Record<Work, string> = { price: "Not compiled", compile: "Not compiled", undo: "Not undone", decide: "Not decided", resolve: "Not written", link: "No links written" };

export const PASS_WORDS: Record<PassProgress["pass"], { name: string; one: string; many: string }> = {
  read: { name: "Read", one: "source", many: "sources" },
  digest: { name: "Digest", one: "source", many: "sources" },
  concepts: { name: "Concepts", one: "source", many: "sources" },
  article: { name: "Articles", one: "concept", many: "concepts" },
  link: { name: "Links", one: "page", many: "pages" },
  index: { name: "Index", one: "page", many: "pages" },
  write: { name: "Pages", one: "page", many: "pages" },
};

export const passText = ({ pass, done, total }: PassProgress): string => `${PASS_WORDS[pass].name}, ${done.toLocaleString("en-US")} of ${count(total, PASS_WORDS[pass].one, PASS_WORDS[pass].many)}`;

function leadOfRun({ work, progress, isCancelling, isPaused, isAsking, expected }: Running): Lead {
  if (isAsking && !isCancelling) return { ...plain("Waiting for your answer", ["Nothing was sent so far."], [{ action: "cancel", text: "Cancel" }]), icon: "paused" };
  const now = runningPass(progress);
  const pause: Lead["actions"] = work === "compile" ? [isPaused ? { action: "resume", text: "Resume" } : { action: "pause", text: "Pause" }] : [];
  const mayCancel = work === "compile" || work === "price";
  return {
    icon: isPaused && !isCancelling ? "paused" : "running",
    heading: isCancelling ? "Cancelling" : isPaused ? "Paused" : RUNNING[work],
    lines: [],
    actions: isCancelling || !mayCancel ? [] : [{ action: "cancel", text: "Cancel" }, ...pause],
    note: noteOfRun(work, now?.pass === "write", isPaused),
    progress: { share: shareDone(progress), passes: progress.passes, now: now === null ? "" : passText(now), spending: expected === null || (expected.calls === 0 && progress.spent === null) ? "" : spendingText(progress.spent, expected) },
  };
}

function noteOfRun(work: Work, isWriting: boolean, isPaused: boolean): string | null {
  if (work === "price") return "Nothing is sent for this. You see what it will take before anything is.";
  if (work !== "compile") return null;
  if (isWriting) return "The pages are being written as one change that you can undo.";
  return isPaused ? "Nothing new is begun until you resume; what is under way comes in and is kept." : "Cancelling keeps what was digested so far. No page is touched before all are ready.";
}

function failureLines({ sources, failures }: Pick<CompileResult, "sources" | "failures">): string[] {
  const unfinished = failures.length - sources.failed;
  return [
    ...(sources.failed > 0 ? [`${count(sources.failed, "source")} could not be compiled; see below.`] : []),
    ...(unfinished > 0 ? [`The model could not be asked about ${count(unfinished, "page")}; nothing is missing there, and the next compile asks again.`] : []),
  ];
}

function resultLines({ sources, pages, model, failures }: CompileResult, expected: ModelUse | null): string[] {
  const { created, updated, retired, unchanged } = pages;
  const amounts = [[created, "created"], [updated, "updated"], [retired, "retired"], [unchanged, "unchanged"]] as const;
  const parts = amounts.filter(([amount]) => amount > 0).map(([amount, what], index) => `${index === 0 ? count(amount, "page") : amount.toLocaleString("en-US")} ${what}`);
  const failed = failureLines({ sources, failures });
  const conflicts = pages.conflicts > 0 ? [`${count(pages.conflicts, "page")} with a conflict: your words stay until you decide.`] : [];
  const spent = model.calls > 0 ? [`${spentText(model, expected)}.`] : [];
  return [...(parts.length === 0 ? [] : [`${parts.join(", ")}.`]), ...spent, ...failed, ...conflicts];
}

function leadOfResult(result: CompileResult, seconds: number, expected: ModelUse | null): Lead {
  const { sources } = result;
  const touched = sources.new + sources.changed;
  if (result.run === null) {
    const failed = failureLines(result);
    return { ...plain("The wiki is up to date", ["Nothing had to be written.", ...failed], [{ action: "open-index", text: "Open index" }]), icon: "ok" };
  }
  const what = listed([touched > 0 ? count(touched, "source") : "", sources.removed > 0 ? `${touched > 0 ? sources.removed : count(sources.removed, "source")} removed` : ""].filter((part) => part !== ""));
  const heading = what === "" ? `Compiled in ${duration(seconds)}` : `Compiled ${what} in ${duration(seconds)}`;
  return { ...plain(heading, resultLines(result, expected), [{ action: "open-index", text: "Open index" }, { action: "undo", text: "Undo" }]), icon: "ok" };
}

function leadOfOutcome(outcome: Outcome): Lead {
  if (outcome.work === "compile") return leadOfResult(outcome.result, outcome.seconds, outcome.expected);
  if (outcome.work === "undo") {
    const { restored, removed, conflicts } = outcome.result;
    const kept = conflicts.length > 0 ? [`On ${count(conflicts.length, "page")} you had written since: your words stay.`] : [];
    return { ...plain("Undone", [`${count(restored.length, "file")} as before, ${removed.length} removed.`, ...kept], [{ action: "dismiss", text: "Done" }, { action: "open-index", text: "Open index" }]), icon: "ok" };
  }
  const { attempted, code, message } = outcome;
  if (code === "cancelled") return plain("Cancelled", ["What was digested so far is kept. No page was touched."], [{ action: "compile", text: "Go on" }, { action: "dismiss", text: "Later" }]);
  if (code === "removals") {
    const said = message.replace(/ If they are meant to be gone.*/s, "");
    return { ...plain("Are these sources meant to be gone?", [said, "A drive that is not connected or a sync that is not finished looks the same. Nothing was changed."], [{ action: "retry", text: "Try again" }, { action: "accept-removals", text: "They are gone" }]), icon: "bad" };
  }
  if (code === "budget") return { ...plain("The budget is used up", [message, "No page was touched. What was paid for is kept and costs nothing again."], [{ action: "open-settings", text: "Open settings" }, { action: "retry", text: "Go on" }]), icon: "bad" };
  if (code === "engine-unavailable" || code === "bad-settings") return { ...plain(FAILED[attempted], [message, ...(attempted === "compile" ? ["No page was touched. What was done so far is kept."] : [])], [{ action: "retry", text: "Try again" }, { action: "open-settings", text: "Open settings" }]), icon: "bad" };
  const actions: Lead["actions"] = code === "locked" || code === "nothing-to-undo" ? [{ action: "dismiss", text: "Close" }] : [{ action: "retry", text: "Try again" }, { action: "dismiss", text: "Close" }];
  return { ...plain(code === "nothing-to-undo" ? "Nothing to undo" : FAILED[attempted], [message], actions), icon: "bad" };
}

function leadOfSources(overview: Overview, price: Price | null, areChangesShown: boolean): Lead {
  const { sources } = overview;
  const waiting = sources.filter(isWaiting);
  const older = overview.olderRecipe > 0 ? `${count(overview.olderRecipe, "page")} from an older recipe; they stay right and can be made anew at any time.` : null;
  if (sources.length === 0) return plain("Nothing to compile yet", ["Save articles into your source folders, for example with Web Clipper. About ten on one subject make a good start."], [{ action: "open-welcome", text: "Open welcome" }]);
  if (overview.interrupted) return plain("The last compile was interrupted", ["Every page is as it was or finished; compiling brings the rest up to date."], [{ action: "compile", text: "Go on" }], older);
  if (waiting.length === 0 && overview.unfinished.length > 0) return plain("Not finished", [`${count(overview.unfinished.length, "page waits", "pages wait")} for the model; nothing is missing there.`], [{ action: "compile", text: "Go on" }, { action: "open-index", text: "Open index" }], older);
  if (waiting.length === 0) {
    const actions: Lead["actions"] = [{ action: "open-index", text: "Open index" }, ...(older === null ? [] : [{ action: "redo-older-recipe" as const, text: "Make anew" }])];
    return { ...plain("The wiki is up to date", [`${count(sources.length, "source")}, ${count(overview.pages.length, "page")}.`], actions, older), icon: "ok" };
  }
  const amount = (state: string): number => waiting.filter((source) => source.state === state).length;
  const parts = [amount("new") > 0 ? `${amount("new")} new` : "", amount("changed") > 0 ? `${amount("changed")} changed` : "", amount("unchecked") > 0 ? `${amount("unchecked")} to check on this device` : "", amount("removed") > 0 ? `${amount("removed")} removed` : ""].filter((part) => part !== "");
  const changes = areChangesShown ? { action: "hide-changes" as const, text: "Hide changes" } : { action: "show-changes" as const, text: "Show changes" };
  return plain("Ready to compile", [`${count(waiting.length, "source")}: ${listed(parts)}. ${priceText(price)}`], [{ action: "compile", text: "Compile" }, changes], [price?.account ? accountText(price.account) : "", older ?? ""].filter((text) => text !== "").join(" ") || null);
}

function priceText(price: Price | null): string {
  if (price === null) return "No calls, no cost.";
  if (price.problem !== null) return price.problem;
  return price.model === null ? "The price is being worked out." : `${sentence(expectedText(price.model))}.`;
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export function leadOf({ overview, problem, running, outcome, price }: CompilerState, areChangesShown: boolean): Lead {
  if (running !== null) return leadOfRun(running);
  if (outcome !== null) return leadOfOutcome(outcome);
  if (problem !== null) return { ...plain("The sources could not be looked at", [problem], [{ action: "refresh", text: "Try again" }]), icon: "bad" };
  if (overview === null) return plain("Looking at your sources", [], []);
  return leadOfSources(overview, price, areChangesShown);
}
