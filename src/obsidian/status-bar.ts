/** The status bar item: how the sources stand, in a few words; a press opens the compile pane. */
import { type Plugin, setIcon } from "obsidian";
import type { Context } from "./context";
import { openCompilePane } from "./navigate";
import { statusWords } from "./status-words";

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
