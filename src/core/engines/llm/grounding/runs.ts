/** Where one string stands in another, whole or in part: linear for any input, which `indexOf` is not. Knows code units only. */

/** All places of `wanted` in `text`, overlapping ones included, ascending, at most `most`. Knuth, Morris and Pratt's way. */
export function placesOf(text: string, wanted: string, most: number): number[] {
  const places: number[] = [];
  if (wanted === "" || wanted.length > text.length) return places;
  const sought = unitsOf(wanted);
  const borders = bordersOf(sought);
  const first = wanted.charAt(0);
  let matched = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (matched === 0) {
      at = text.indexOf(first, at);
      if (at < 0) break;
    }
    const unit = text.charCodeAt(at);
    while (matched > 0 && sought[matched] !== unit) matched = borders[matched - 1] ?? 0;
    if (sought[matched] === unit) matched += 1;
    if (matched < sought.length) continue;
    places.push(at - sought.length + 1);
    if (places.length >= most) return places;
    matched = borders[matched - 1] ?? 0;
  }
  return places;
}

/** For each prefix the length of its longest proper border. */
function bordersOf(wanted: Uint16Array): Int32Array {
  const borders = new Int32Array(wanted.length);
  let matched = 0;
  for (let at = 1; at < wanted.length; at += 1) {
    while (matched > 0 && wanted[matched] !== wanted[at]) matched = borders[matched - 1] ?? 0;
    if (wanted[matched] === wanted[at]) matched += 1;
    borders[at] = matched;
  }
  return borders;
}

function unitsOf(text: string): Uint16Array {
  const units = new Uint16Array(text.length);
  for (let at = 0; at < text.length; at += 1) units[at] = text.charCodeAt(at);
  return units;
}

/** For each place of `text` (its end included) how much of the beginning of `wanted` stands there: the Z function of the two. */
function prefixLengths(text: Uint16Array, wanted: Uint16Array): Int32Array {
  const offset = wanted.length;
  const joined = new Uint16Array(offset + text.length);
  joined.set(wanted);
  joined.set(text, offset);
  const lengths = new Int32Array(joined.length + 1);
  let left = 0;
  let right = 0;
  for (let at = 1; at < joined.length; at += 1) {
    let length = at < right ? Math.min(right - at, lengths[at - left] ?? 0) : 0;
    while (at + length < joined.length && joined[length] === joined[at + length]) length += 1;
    if (at + length > right) {
      left = at;
      right = at + length;
    }
    lengths[at] = length;
  }
  const found = lengths.subarray(offset);
  for (let at = 0; at < found.length; at += 1) if ((found[at] ?? 0) > offset) found[at] = offset;
  return found;
}

/**
 * The longest run that `text` shares with `wanted` and that reaches over the middle of `wanted` (as every run of more than half of it does).
 * Null where there is none, or where two places of the text have equally long ones.
 */
export function longestMiddleRun(text: string, wanted: string): { start: number; end: number } | null {
  const middle = wanted.length >> 1;
  const units = unitsOf(text);
  const sought = unitsOf(wanted);
  const ahead = prefixLengths(units, sought.slice(middle));
  const behind = prefixLengths(units.slice().reverse(), sought.slice(0, middle).reverse());
  let best = 0;
  let place = -1;
  let isTied = false;
  for (let at = 0; at <= units.length; at += 1) {
    const length = (ahead[at] ?? 0) + (behind[units.length - at] ?? 0);
    if (length > best) {
      best = length;
      place = at;
      isTied = false;
    } else if (length === best) isTied = true;
  }
  if (place < 0 || isTied) return null;
  return { start: place - (behind[units.length - place] ?? 0), end: place + (ahead[place] ?? 0) };
}
