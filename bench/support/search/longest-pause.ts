/** How long the event loop is held up. */

/** Starts to watch; the answer ends it, and tells the longest time, in milliseconds, that others had to wait. */
export function watchPauses(): () => number {
  let isOver = false;
  let longest = 0;
  let last = performance.now();
  const look = (): void => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (!isOver) setImmediate(look);
  };
  setImmediate(look);
  return () => {
    isOver = true;
    return Math.max(longest, performance.now() - last);
  };
}
