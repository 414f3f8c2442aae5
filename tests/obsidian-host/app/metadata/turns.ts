/** Long work in slices, so that the page's thread is free between them. */

/** So long the thread is held before others have their turn, in milliseconds. */
const LONGEST_HOLD = 6;

/** A new task. A message wakes at once, where a timer would wait. */
export const nextTask = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });

/** Asked after each piece of work: gives the thread free once it was held for long enough. */
export function createTurn(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < LONGEST_HOLD) return;
    await nextTask();
    since = performance.now();
  };
}
