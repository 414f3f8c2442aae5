/** Keys and their names: which modifiers are held, what `Mod` is here, how a hotkey is written for people. */
import type { Hotkey, Modifier } from "obsidian";
import { Platform } from "../platform";

interface Held {
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
}

const real = (modifier: Modifier): Modifier => (modifier === "Mod" ? (Platform.isMacOS ? "Meta" : "Ctrl") : modifier);

/** "Ctrl,Shift": sorted, so that equal sets are equal strings. */
export const modifierString = (modifiers: readonly Modifier[]): string => [...new Set(modifiers.map(real))].sort().join(",");

export function heldModifiers(event: Held): string {
  const held: Modifier[] = [];
  if (event.altKey) held.push("Alt");
  if (event.ctrlKey) held.push("Ctrl");
  if (event.metaKey) held.push("Meta");
  if (event.shiftKey) held.push("Shift");
  return modifierString(held);
}

export function isHeld(event: Held, modifier: Modifier): boolean {
  const flags = { Ctrl: event.ctrlKey, Meta: event.metaKey, Shift: event.shiftKey, Alt: event.altKey, Mod: Platform.isMacOS ? event.metaKey : event.ctrlKey };
  return flags[modifier];
}

/** The letter or digit on the key, whatever Alt or Shift make of it. */
export function virtualKey({ key, code }: { key: string; code: string }): string {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  // On a layout without Latin letters the place of the key decides; on the others, what is written on it.
  if (letter !== undefined) return /^[a-z]$/i.test(key) ? key.toUpperCase() : letter;
  const digit = /^Digit(\d)$/.exec(code)?.[1];
  return digit ?? key;
}

export const isSameKey = (wanted: string, event: { key: string; code: string }): boolean => [event.key, virtualKey(event)].some((key) => key.toLowerCase() === wanted.toLowerCase());

const names: Record<string, string> = { ArrowUp: "↑", ArrowDown: "↓", ArrowLeft: "←", ArrowRight: "→", " ": "Space", Escape: "Esc" };

/** "Ctrl + Shift + P". */
export function hotkeyLabel({ modifiers, key }: Hotkey): string {
  const order: Modifier[] = ["Ctrl", "Meta", "Alt", "Shift"];
  const held = modifiers.map(real);
  const words = order.filter((modifier) => held.includes(modifier)).map((modifier) => (modifier === "Meta" ? (Platform.isMacOS ? "Cmd" : "Win") : modifier));
  return [...words, names[key] ?? (key.length === 1 ? key.toUpperCase() : key)].join(" + ");
}
