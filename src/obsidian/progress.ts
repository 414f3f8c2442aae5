/** A run's events as what a view shows of it. */
import { PASS_NAMES, type PassName, type RunEvent } from "../core/events";

export interface PassProgress {
  pass: PassName;
  done: number;
  total: number;
  state: "waiting" | "running" | "done";
}

export interface Progress {
  passes: readonly PassProgress[];
  planned: Extract<RunEvent, { type: "planned" }> | null;
  /** What the model has cost so far; null before it was asked. */
  spent: Extract<RunEvent, { type: "spent" }> | null;
  /** What people should hear of: failures, warnings, what was finished of an earlier run. */
  notes: readonly RunEvent[];
}

/** The passes people see: linking is a part of writing an article, and takes no time of its own. */
const SHOWN: readonly PassName[] = PASS_NAMES.filter((pass) => pass !== "link");

export const initialProgress = (): Progress => ({ passes: SHOWN.map((pass) => ({ pass, done: 0, total: 0, state: "waiting" })), planned: null, spent: null, notes: [] });

export function withEvent(progress: Progress, event: RunEvent): Progress {
  if (event.type === "planned") return { ...progress, planned: event };
  if (event.type === "spent") return { ...progress, spent: event };
  // The user agreed before the run, and saw its price.
  if (event.type === "priced" || event.type === "text-leaves" || event.type === "batch-progress") return progress;
  if (event.type !== "progress") return { ...progress, notes: [...progress.notes, event] };
  const at = SHOWN.indexOf(event.pass);
  if (at < 0) return progress;
  const passes = progress.passes.map((known, index): PassProgress => {
    if (index < at) return known.state === "done" ? known : { ...known, state: "done" };
    if (index > at) return known;
    return { pass: event.pass, done: event.done, total: event.total, state: event.done >= event.total ? "done" : "running" };
  });
  return { ...progress, passes };
}

/** How far the whole run is, from 0 to 1: each pass counts the same. */
export function shareDone({ passes }: Progress): number {
  const parts = passes.map(({ state, done, total }) => (state === "done" ? 1 : total > 0 ? done / total : 0));
  return parts.reduce((sum, part) => sum + part, 0) / passes.length;
}

export const runningPass = ({ passes }: Progress): PassProgress | null => passes.find(({ state }) => state === "running") ?? null;
