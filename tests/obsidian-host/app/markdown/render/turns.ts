/** Lets the page answer between slices of long work. */

/** How many milliseconds of work are done at a stretch. */
export const sliceLength = 8;

/** Says whether the slice is used up. */
export function startSlice(length = sliceLength): () => boolean {
  const end = performance.now() + length;
  return () => performance.now() >= end;
}

export const nextTurn = (): Promise<void> => new Promise((resolve) => window.setTimeout(resolve, 0));
