/** A field whose value is kept when one leaves it or presses Enter: half an address, or half an amount, is none. */
import type { Setting, TextComponent } from "obsidian";
import { labelledBy } from "../ui/elements";
import type { SettingsDesk } from "./desk";

export interface FieldOptions {
  key: string;
  /** The value as text. */
  shown: () => string;
  description: () => string;
  placeholder?: () => string;
  read: (given: string) => { value: unknown } | { problem: string };
  /** Amounts: a narrow field, and the keys of numbers on a phone. */
  isAmount?: boolean;
}

export interface Field {
  text: TextComponent;
  /** Keeps what stands in the field; says in the row where it cannot be kept. */
  commit: () => void;
  /** To be called when the row goes. */
  end: () => void;
}

export function drawField(setting: Setting, { context, save }: SettingsDesk, { key, shown, description, placeholder, read, isAmount }: FieldOptions): Field {
  let text: TextComponent | null = null;
  setting.addText((component) => (text = component));
  const field = text as unknown as TextComponent;
  const { inputEl } = field;
  let before = shown();
  const tell = (problem: string | null): void => {
    setting.setErrorMessage(problem);
    if (setting.errorEl !== null) setting.errorEl.id ||= `${setting.descEl.id}-problem`;
    inputEl.setAttrs({ "aria-invalid": problem === null ? null : true, "aria-describedby": [setting.descEl.id, ...(problem === null ? [] : [setting.errorEl?.id ?? ""])].join(" ").trim() });
  };
  const commit = (): void => {
    const given = inputEl.value;
    if (given === before) {
      tell(null);
      return;
    }
    const found = read(given);
    tell("problem" in found ? found.problem : null);
    if ("problem" in found) return;
    before = given;
    save(key, found.value);
  };
  const draw = (): void => {
    setting.setDesc(description());
    if (placeholder !== undefined) field.setPlaceholder(placeholder());
    const now = shown();
    // What is being typed is the user's; what was set elsewhere, by a change of service say, is shown.
    if (now === before && inputEl.value !== before) return;
    before = now;
    if (inputEl.value !== now) field.setValue(now);
    tell(null);
  };
  labelledBy(inputEl, setting.nameEl);
  setting.descEl.id ||= `${setting.nameEl.id}-description`;
  inputEl.setAttrs({ dir: "auto", autocomplete: "off", autocapitalize: "off", ...(isAmount === true ? { inputmode: "decimal" } : {}) });
  if (isAmount === true) setting.settingEl.addClass("cpd-amount-setting");
  field.setValue(before);
  tell(null);
  draw();
  inputEl.addEventListener("change", commit);
  const stop = context.settings.onChange(draw);
  return {
    text: field,
    commit,
    end: () => {
      stop();
      // Left by closing the window: what can be kept is.
      commit();
    },
  };
}
