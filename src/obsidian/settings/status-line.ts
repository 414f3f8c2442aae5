/** A line below a row's description that says what came of an action, and is read out when it changes. */
import type { Setting } from "obsidian";
import { addIcon, type Tone } from "../ui/elements";

export interface Said {
  text: string;
  tone: Tone;
}

const ICONS: Record<Tone, string> = { ok: "circle-check", warn: "circle-alert", bad: "circle-alert", new: "loader-circle", quiet: "info" };

export function addStatusLine(setting: Setting): (said: Said) => void {
  const line = setting.infoEl.createDiv({ cls: "cpd-setting-status", attr: { role: "status" } });
  let shown = "";
  return ({ text, tone }) => {
    const now = JSON.stringify([text, tone]);
    if (now === shown) return;
    shown = now;
    line.empty();
    if (text === "") return;
    const icon = addIcon(line, ICONS[tone], tone);
    if (tone === "new") icon.addClass("cpd-spin");
    line.createSpan({ cls: `cpd-${tone}`, text });
  };
}
