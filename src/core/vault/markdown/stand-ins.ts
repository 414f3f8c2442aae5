/**
 * Characters that take the place of others while a block is parsed, one for one, so that no offset shifts. They are Unicode noncharacters: a text
 * that holds them by itself loses them, as it would in any interchange.
 */

/** Vanishes from the plain text: comments, marks, NUL. */
export const NOTHING = "\uFDD0";
/** A dollar sign that is money and not math. */
export const DOLLAR = "\uFDD1";
/** A `<` that opens a comment nobody closed. */
export const LESS_THAN = "\uFDD2";

const NOTHING_UNIT = 0xfdd0;
const DOLLAR_UNIT = 0xfdd1;
const LESS_THAN_UNIT = 0xfdd2;

/** The code unit a parsed one stands for; -1 for none. */
export function restoredUnit(unit: number): number {
  if (unit < NOTHING_UNIT || unit > LESS_THAN_UNIT) return unit;
  if (unit === DOLLAR_UNIT) return 0x24;
  if (unit === LESS_THAN_UNIT) return 0x3c;
  return -1;
}

/** Takes out what the parser would see differently from us: NUL, byte order marks, and noncharacters that are not ours. Keeps the length. */
export function withoutStrangers(text: string): string {
  return text.replace(/[\u0000\uFEFF\uFDD0-\uFDD2]/g, NOTHING);
}

/** Puts a stand-in for every character of a comment but its line breaks. */
export function blankOut(text: string): string {
  return text.replace(/[^\r\n]/g, NOTHING);
}

/**
 * Puts a stand-in for every dollar sign that is no math: math opens before a non-blank, and closes at the next dollar sign of the paragraph if that
 * stands after a non-blank and not before a digit. "It costs $5, not $10" keeps its dollars.
 */
export function withMoney(text: string): string {
  if (!text.includes("$")) return text;
  const dollars = dollarPositions(text);
  const money: number[] = [];
  for (let index = 0; index < dollars.length; index++) {
    const at = dollars[index] ?? -1;
    if (at === -1) continue;
    // The parser ends math at the very next dollar sign, so that one has to fit.
    if (opensMath(text, at) && closesMath(text, dollars[index + 1] ?? -1)) index++;
    else money.push(at);
  }
  if (money.length === 0) return text;
  let result = "";
  let from = 0;
  for (const at of money) {
    result += text.slice(from, at) + DOLLAR;
    from = at + 1;
  }
  return result + text.slice(from);
}

/** Where single, unescaped dollar signs stand; -1 marks the end of a paragraph. */
function dollarPositions(text: string): number[] {
  const positions: number[] = [];
  let last = 0;
  for (let at = text.indexOf("$"); at !== -1; at = text.indexOf("$", at + 1)) {
    if (text.charAt(at + 1) === "$") {
      while (text.charAt(at + 1) === "$") at++;
      continue;
    }
    if (text.charAt(at - 1) === "\\") continue;
    if (positions.length > 0 && /\n[ \t\r]*\n/.test(text.slice(last, at))) positions.push(-1);
    positions.push(at);
    last = at;
  }
  return positions;
}

function opensMath(text: string, at: number): boolean {
  return /\S/.test(text.charAt(at + 1));
}

function closesMath(text: string, at: number): boolean {
  return at !== -1 && /\S/.test(text.charAt(at - 1)) && !/[0-9]/.test(text.charAt(at + 1));
}
