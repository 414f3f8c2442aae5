/** The welcome's choice of an engine. It is kept only with the press that compiles, or that leads to the settings. */
import type { Settings } from "../../core/settings";
import type { Context } from "../context";
import { whereText } from "../settings/model-words";
import { addHiddenLabel, addIcon, addLinkButton, labelledBy } from "../ui/elements";
import { engineNeeds, modelText } from "./plan";

type Engine = Settings["engine"];

export interface EngineChoice {
  chosen: () => Engine;
  /** What the model lacks; nothing with the built-in engine. */
  missing: () => string[];
  /** Keeps the choice. */
  keep: () => Promise<void>;
  /** To be called when the settings changed. */
  draw: () => void;
}

interface Option {
  engine: Engine;
  title: string;
  text: string;
}

const OPTIONS: readonly Option[] = [
  { engine: "extractive", title: "Built in", text: "No key, no cost, nothing leaves this device. Pages are made of quoted sentences." },
  { engine: "llm", title: "A model", text: "Pages are written as prose, with every statement cited. Your own key, or a model on this computer." },
];

let groups = 0;

/** `onChoice` hears when another engine is chosen; `openSettings` leads to where a model is set up. */
export function addEngineChoice(section: HTMLElement, { settings, app }: Context, { onChoice, openSettings }: { onChoice: () => void; openSettings: () => void }): EngineChoice {
  let wanted: Engine | null = null;
  const chosen = (): Engine => wanted ?? settings.current().engine;
  const withChoice = (): Settings => ({ ...settings.current(), engine: chosen() });
  const hasKey = (): boolean => app.secretStorage.listSecrets().includes(settings.current().model.secret);
  const missing = (): string[] => engineNeeds(withChoice(), hasKey());
  const keep = async (): Promise<void> => {
    if (chosen() !== settings.current().engine) await settings.update({ engine: chosen() });
  };

  const heading = section.createEl("h2", { text: "Engine" });
  const group = section.createDiv({ cls: "cpd-engines", attr: { role: "radiogroup" } });
  labelledBy(group, heading);
  groups += 1;
  const radios = OPTIONS.map(({ engine, title, text }) => {
    const option = group.createEl("label", { cls: "cpd-engine" });
    const radio = option.createEl("input", { type: "radio", value: engine, attr: { name: `cpd-engine-${groups}` } });
    const words = option.createSpan({ cls: "cpd-engine-words" });
    const name = words.createEl("b", { text: title });
    const description = words.createSpan({ cls: "cpd-sub", text });
    labelledBy(radio, name);
    description.id = `${name.id}-text`;
    radio.setAttribute("aria-describedby", description.id);
    radio.addEventListener("change", () => {
      wanted = engine;
      draw();
      onChoice();
    });
    return radio;
  });
  const details = section.createDiv({ cls: "cpd-engine-details", attr: { role: "status" } });
  const link = section.createDiv({ cls: "cpd-engine-link" });
  const go = addLinkButton(link, { text: "Choose service, key and model", onClick: () => void keep().then(openSettings) });
  addHiddenLabel(go, " in the settings");

  const draw = (): void => {
    for (const radio of radios) radio.checked = radio.value === chosen();
    details.empty();
    const isModel = chosen() === "llm";
    link.toggle(isModel);
    if (!isModel) return;
    const lacking = missing();
    const line = details.createEl("p", { cls: "cpd-icon-line" });
    addIcon(line, lacking.length === 0 ? "circle-check" : "circle-dashed", lacking.length === 0 ? "ok" : "quiet");
    line.createSpan({ text: modelText(withChoice(), lacking) });
    if (lacking.length === 0) details.createEl("p", { cls: "cpd-sub", text: whereText(withChoice()) });
  };
  draw();
  return { chosen, missing, keep, draw };
}
