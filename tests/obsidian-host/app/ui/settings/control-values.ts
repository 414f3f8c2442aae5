/** What a declared control shows and what of its input is kept. Pure: no DOM, no app. */
import type { SettingControl, SettingNumberControl } from "obsidian";

/** The stored value, or the default of the definition, or the nothing of the control's kind. A stored value of another type is no value. */
export function shownValue(control: SettingControl, stored: unknown): string | number | boolean {
  for (const candidate of [stored, control.defaultValue]) if (isOfKind(control, candidate)) return candidate;
  switch (control.type) {
    case "toggle":
      return false;
    case "number":
      return 0;
    case "slider":
      return control.min;
    case "dropdown":
      return Object.keys(control.options)[0] ?? "";
    case "color":
      return "#000000";
    case "text":
    case "textarea":
    case "file":
    case "folder":
      return "";
  }
}

function isOfKind({ type }: SettingControl, value: unknown): value is string | number | boolean {
  if (type === "toggle") return typeof value === "boolean";
  if (type === "number" || type === "slider") return typeof value === "number" && Number.isFinite(value);
  return typeof value === "string";
}

export type NumberInput = { value: number } | { error: string };

/** `isBad`: the field holds something that is no number, which a browser hands out as an empty text. */
export function readNumber(text: string, control: SettingNumberControl, isBad = false): NumberInput {
  const { min, max } = control;
  if (text.trim() === "" && !isBad) return { value: control.defaultValue ?? 0 };
  const value = Number(text);
  if (isBad || !Number.isFinite(value)) return { error: "Enter a number." };
  if (min !== undefined && value < min) return { error: max === undefined ? `Enter a number of at least ${min}.` : `Enter a number from ${min} to ${max}.` };
  if (max !== undefined && value > max) return { error: min === undefined ? `Enter a number of at most ${max}.` : `Enter a number from ${min} to ${max}.` };
  return { value };
}

/** `visible`, `disabled`, `searchable`: a value or a question, and what holds where nothing is said. */
export function decide(condition: boolean | (() => boolean) | undefined, otherwise: boolean): boolean {
  return (typeof condition === "function" ? condition() : condition) ?? otherwise;
}

/** The list after one entry was dragged elsewhere. */
export function moved<T>(items: readonly T[], from: number, to: number): T[] {
  const rest = items.filter((_item, index) => index !== from);
  return [...rest.slice(0, to), ...items.slice(from, from + 1), ...rest.slice(to)];
}
