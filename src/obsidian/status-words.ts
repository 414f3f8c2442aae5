/** How the sources stand, in a few words. Data in, data out. */
import type { CompilerState } from "./compiler-state";
import { shareDone } from "./progress";
import { count } from "./ui/words";
import { isWaiting } from "./waiting";

export interface StatusWords {
  icon: string;
  text: string;
  label: string;
}

/** What the item says; null where there is nothing to say. */
export function statusWords({ overview, running }: CompilerState): StatusWords | null {
  if (running !== null) {
    const percent = Math.floor(shareDone(running.progress) * 100);
    if (running.isAsking) return { icon: "circle-pause", text: "Waits for your answer", label: "Compiling waits for your answer. Open compile pane" };
    if (running.isPaused) return { icon: "circle-pause", text: `Paused at ${percent} %`, label: `Compiling is paused at ${percent} percent. Open compile pane` };
    if (running.work === "price") return { icon: "loader-circle", text: "Working out the price", label: "Working out the price. Open compile pane" };
    return running.work === "compile" ? { icon: "loader-circle", text: `Compiling ${percent} %`, label: `Compiling, ${percent} percent. Open compile pane` } : { icon: "loader-circle", text: "Working", label: "Working. Open compile pane" };
  }
  if (overview === null) return null;
  const failed = overview.sources.filter(({ state }) => state === "failed").length;
  const waiting = overview.sources.filter(isWaiting).length;
  const conflicts = overview.conflicts.length;
  const parts = [conflicts > 0 ? count(conflicts, "conflict") : "", failed > 0 ? `${failed} failed` : "", waiting > 0 ? `${waiting} to compile` : ""].filter((part) => part !== "");
  const text = parts.length > 0 ? parts.join(", ") : overview.sources.length > 0 ? "Wiki up to date" : "No sources";
  return { icon: conflicts > 0 ? "git-merge" : failed > 0 ? "circle-alert" : "hammer", text, label: `${text}. Open compile pane` };
}
