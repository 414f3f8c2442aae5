/** Scripts: which are written without spaces, and what that means for lengths. Looks at characters only. */

import { remember } from "../../text/remember";

const UNSPACED_RANGES: readonly (readonly [number, number])[] = [
  [0x0e00, 0x0eff], // Thai, Lao
  [0x1000, 0x109f], // Myanmar
  [0x1780, 0x17ff], // Khmer
  [0x3005, 0x3007], // ideographic iteration marks
  [0x3040, 0x30ff], // kana
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xf900, 0xfaff],
  [0xff66, 0xff9f], // half-width kana
];

/** Whether a UTF-16 unit belongs to a script that puts no spaces between words (high surrogates of rarer ideographs count). */
export function isUnspacedUnit(unit: number): boolean {
  if (unit < 0x0e00) return false;
  if (unit >= 0xd840 && unit <= 0xd884) return true;
  return UNSPACED_RANGES.some(([first, last]) => unit >= first && unit <= last);
}

export function isThaiUnit(unit: number): boolean {
  return unit >= 0x0e00 && unit <= 0x0e7f;
}

export function isHanUnit(unit: number): boolean {
  return (unit >= 0x4e00 && unit <= 0x9fff) || (unit >= 0x3400 && unit <= 0x4dbf);
}

const MAY_BE_UNSPACED = /[\u0e00-\u1fff\u3005-\uffff]/;
const decideUnspaced = remember(5_000, looksUnspaced);

/** Whether at least a third of the text's visible characters (of its first 2,000) are of a script without spaces. */
export function isUnspacedText(text: string): boolean {
  return MAY_BE_UNSPACED.test(text) && decideUnspaced(text);
}

function looksUnspaced(text: string): boolean {
  let unspaced = 0;
  let visible = 0;
  const length = Math.min(text.length, 2000);
  for (let index = 0; index < length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit <= 0x20) continue;
    visible += 1;
    if (isUnspacedUnit(unit)) unspaced += 1;
  }
  return unspaced * 3 >= visible && unspaced > 0;
}

/** The least length of a quote, in UTF-16 units: 20, or 8 in scripts without spaces. */
export function minimumQuoteLength(text: string): number {
  return isUnspacedText(text) ? 8 : 20;
}
