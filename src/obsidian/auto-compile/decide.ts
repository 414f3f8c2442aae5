/** Which sources may be compiled by themselves, and when to look again. Data in, data out. */

/** A clip is left alone this long before it is compiled (milliseconds): Web Clipper, sync and people write in several goes. */
export const STILL_FOR = 10_000;

export interface WaitingSource {
  path: string;
  /** When it was last heard of, by the page's clock. */
  touched: number;
  /** The file's own time: with the path it names a version, which is tried once. */
  modified: number;
}

export interface Situation {
  isOn: boolean;
  /** Something runs already. */
  isBusy: boolean;
  now: number;
  waiting: readonly WaitingSource[];
  /** More than this many are not compiled without being asked; 0: no limit. */
  most: number;
  /** Versions that were tried already: path to its file's time. */
  tried: ReadonlyMap<string, number>;
}

/** `lookAgainIn` is null where only a change makes it worth looking again (milliseconds). */
export interface Decision {
  compile: readonly WaitingSource[];
  lookAgainIn: number | null;
}

const NOTHING: Decision = { compile: [], lookAgainIn: null };

export function decide({ isOn, isBusy, now, waiting, most, tried }: Situation): Decision {
  if (!isOn || isBusy) return NOTHING;
  const untried = waiting.filter(({ path, modified }) => tried.get(path) !== modified);
  if (untried.length === 0 || (most > 0 && waiting.length > most)) return NOTHING;
  const still = untried.filter(({ touched }) => now - touched >= STILL_FOR);
  if (still.length > 0) return { compile: still, lookAgainIn: null };
  return { compile: [], lookAgainIn: Math.min(...untried.map(({ touched }) => touched + STILL_FOR - now)) };
}
