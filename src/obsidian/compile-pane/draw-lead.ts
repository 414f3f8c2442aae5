/** Draws the lead block. Its parts stay in place while a run goes on, so that a button can be pressed while the figures change. */
import { addButton, addIcon, labelledBy } from "../ui/elements";
import { PASS_WORDS, type Lead, type LeadAction } from "./lead";

const ICONS: Record<Exclude<Lead["icon"], "none">, { icon: string; tone: "ok" | "bad" | "new" }> = {
  ok: { icon: "circle-check", tone: "ok" },
  bad: { icon: "circle-alert", tone: "bad" },
  running: { icon: "loader-circle", tone: "new" },
  paused: { icon: "circle-pause", tone: "new" },
};

const OPPOSITES: Partial<Record<string, LeadAction>> = { pause: "resume", resume: "pause", "show-changes": "hide-changes", "hide-changes": "show-changes" };

/** What has to be drawn again when it differs; the rest is only figures. */
const shapeOf = ({ icon, heading, lines, actions, note, progress }: Lead): string => JSON.stringify([icon, heading, lines, actions, note, progress === null]);

export function createLead(parent: HTMLElement, act: (action: LeadAction) => void): (lead: Lead) => void {
  const root = parent.createDiv({ cls: "cpd-lead" });
  let shape = "";
  let progress: ((lead: Lead) => void) | null = null;

  const drawAll = (lead: Lead): void => {
    const active = root.doc.activeElement;
    const hadFocus = active !== null && root.contains(active);
    const focused = active?.getAttribute("data-action") ?? "";
    root.empty();
    const heading = root.createEl("h2", { attr: { tabindex: "-1" } });
    if (lead.icon !== "none") {
      const { icon, tone } = ICONS[lead.icon];
      addIcon(heading, icon, tone).toggleClass("cpd-spin", lead.icon === "running");
    }
    heading.createSpan({ text: lead.heading });
    for (const line of lead.lines) root.createEl("p", { text: line });
    progress = lead.progress === null ? null : drawProgress(root, heading);
    if (lead.actions.length > 0) {
      const actions = root.createDiv({ cls: "cpd-actions" });
      lead.actions.forEach(({ action, text }, index) => {
        const button = addButton(actions, { text, isPrimary: index === 0 && action !== "cancel", onClick: () => act(action) });
        button.setAttribute("data-action", action);
        if (action === focused) button.focus();
      });
    }
    if (lead.note !== null) root.createEl("p", { cls: "cpd-sub", text: lead.note });
    // Whoever pressed what is no longer there stays in this block, and does not fall to the top of the window.
    if (hadFocus && !root.contains(root.doc.activeElement)) (actionAfter(root, focused) ?? heading).focus();
  };

  return (lead) => {
    root.toggleClass("is-paused", lead.icon === "paused");
    const next = shapeOf(lead);
    if (next !== shape) drawAll(lead);
    shape = next;
    progress?.(lead);
  };
}

/** What has come in the place of an action: its opposite, or else what comes first. */
function actionAfter(root: HTMLElement, action: string): HTMLElement | null {
  const opposite = OPPOSITES[action];
  return (opposite === undefined ? null : root.querySelector<HTMLElement>(`[data-action="${opposite}"]`)) ?? root.querySelector<HTMLElement>("[data-action]");
}

function drawProgress(root: HTMLElement, heading: HTMLElement): (lead: Lead) => void {
  const bar = root.createEl("progress", { cls: "cpd-progress", attr: { max: "1" } });
  labelledBy(bar, heading);
  const spending = root.createEl("p", { cls: "cpd-sub cpd-spending" });
  const list = root.createEl("ol", { cls: "cpd-passes" });
  const rows = new Map<string, { row: HTMLElement; figures: HTMLElement; state: string }>();
  return ({ progress }) => {
    if (progress === null) return;
    bar.value = progress.share;
    bar.setAttribute("aria-valuetext", progress.now);
    spending.setText(progress.spending);
    spending.toggle(progress.spending !== "");
    for (const pass of progress.passes) {
      let known = rows.get(pass.pass);
      if (known === undefined || known.state !== pass.state) {
        const row = known?.row ?? list.createEl("li");
        row.empty();
        addIcon(row, pass.state === "done" ? "check" : pass.state === "running" ? "loader-circle" : "circle", pass.state === "done" ? "ok" : "quiet").toggleClass("cpd-spin", pass.state === "running");
        row.toggleClass("is-waiting", pass.state === "waiting");
        row.createSpan({ text: PASS_WORDS[pass.pass].name });
        known = { row, figures: row.createSpan({ cls: "cpd-count" }), state: pass.state };
        rows.set(pass.pass, known);
      }
      known.figures.setText(pass.state === "waiting" || pass.total === 0 ? "" : pass.state === "done" ? pass.total.toLocaleString("en-US") : `${pass.done.toLocaleString("en-US")} of ${pass.total.toLocaleString("en-US")}`);
    }
  };
}
