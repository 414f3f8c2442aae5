/** Where in a note one wants to be: what a link, a search result or the history says of it. */
import type { App } from "../app";
import type { TFile } from "../vault";
import { linesOfSubpath } from "./render/subpath";

/** A stretch of the note's text. */
export interface Target {
  from: number;
  to: number;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

function offsetOfLine(text: string, line: number): number {
  let at = 0;
  for (let number = 0; number < line; number++) {
    const next = text.indexOf("\n", at);
    if (next === -1) return text.length;
    at = next + 1;
  }
  return at;
}

const endOfLine = (text: string, at: number): number => (text.indexOf("\n", at) === -1 ? text.length : text.indexOf("\n", at));

function offsetOf(text: string, location: unknown): number | null {
  if (!isRecord(location)) return null;
  if (typeof location.offset === "number") return Math.min(location.offset, text.length);
  if (typeof location.line !== "number") return null;
  return Math.min(offsetOfLine(text, location.line) + (typeof location.col === "number" ? location.col : 0), text.length);
}

/** The first of the matches; the offsets are those of the text that was searched. */
function targetOfMatch(text: string, match: unknown): Target | null {
  if (!isRecord(match) || !Array.isArray(match.matches)) return null;
  const [first] = match.matches as unknown[];
  if (!Array.isArray(first) || typeof first[0] !== "number" || typeof first[1] !== "number") return null;
  const [from, to] = first as [number, number];
  const searched = typeof match.content === "string" ? match.content : text;
  if (searched === text) return { from, to };
  const found = text.indexOf(searched.slice(from, to));
  return found === -1 ? null : { from: found, to: found + to - from };
}

/** Null: the state says nothing of a place, or the note has none such. */
export function targetOf(app: App, file: TFile | null, text: string, state: unknown): Target | null {
  if (!isRecord(state)) return null;
  const matched = targetOfMatch(text, state.match);
  if (matched !== null) return matched;
  const from = offsetOf(text, state.startLoc);
  if (from !== null) return { from, to: offsetOf(text, state.endLoc) ?? endOfLine(text, from) };
  if (typeof state.subpath === "string" && state.subpath !== "") {
    const lines = linesOfSubpath(app, file, text, state.subpath);
    if (lines === null) return null;
    const start = offsetOfLine(text, lines.from);
    return { from: start, to: endOfLine(text, state.subpath.startsWith("#^") ? offsetOfLine(text, lines.to) : start) };
  }
  if (typeof state.line !== "number") return null;
  const start = offsetOfLine(text, state.line);
  return { from: start, to: endOfLine(text, start) };
}

export const lineOfOffset = (text: string, offset: number): number => text.slice(0, offset).split("\n").length - 1;
