/** The status bar item: how the sources stand, in a few words; a press opens the compile pane. */
import { type Plugin, setIcon } from "obsidian";
import type { CompilerState } from "./compiler";
import type { Context } from "./context";
import { openCompilePane } from "./navigate";
import { shareDone } from "./progress";
import { count } from "./ui/words";

export interface StatusWords {
  icon: string;
  text: string;
  label: string;
}

/** What the item says; null where there is nothing to say. */
export function statusWords({ overview, running }: CompilerState): StatusWords | null {
  if (running !== null) {
    const percent = Math.floor(shareDone(running.progress) * 100);
    return running.work === "compile" ? { icon: "loader-circle", text: `Compiling ${percent} %`, label: `Compiling, ${percent} percent. Open compile pane` } : { icon: "loader-circle", text: "Working", label: "Working. Open compile pane" };
  }
  if (overview === null) return null;
  const failed = overview.sources.filter(({ state }) => state === "failed").length;
  const waiting = overview.sources.filter(({ state }) => state === "new" || state === "changed" || state === "removed").length;
  const conflicts = overview.conflicts.length;
  const parts = [conflicts > 0 ? count(conflicts, "conflict") : "", failed > 0 ? `${failed} failed` : "", waiting > 0 ? `${waiting} to compile` : ""].filter((part) => part !== "");
  const text = parts.length > 0 ? parts.join(", ") : overview.sources.length > 0 ? "Wiki up to date" : "No sources";
  return { icon: conflicts > 0 ? "git-merge" : failed > 0 ? "circle-alert" : "hammer", text, label: `${text}. Open compile pane` };
}

export function registerStatusBar(plugin: Plugin, context: Context): void {
  const { compiler } = context;
  const item = plugin.addStatusBarItem();
  item.addClass("compendium-status", "mod-clickable");
  item.setAttribute("role", "button");
  item.tabIndex = 0;
  item.setAttribute("data-tooltip-position", "top");
  const icon = item.createSpan({ cls: "status-bar-item-icon", attr: { "aria-hidden": "true" } });
  const text = item.createSpan();
  let drawn = "";
  const draw = (): void => {
    const words = statusWords(compiler.state());
    const next = JSON.stringify(words);
    if (next === drawn) return;
    drawn = next;
    item.toggle(words !== null);
    if (words === null) return;
    setIcon(icon, words.icon);
    icon.toggleClass("cpd-spin", words.icon === "loader-circle");
    text.setText(words.text);
    item.setAttribute("aria-label", words.label);
  };
  const open = (): void => void openCompilePane(context);
  plugin.registerDomEvent(item, "click", open);
  plugin.registerDomEvent(item, "keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    open();
  });
  plugin.register(compiler.onChange(draw));
  draw();
}
