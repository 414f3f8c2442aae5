/** Calls put off for a while. Contract: obsidian.d.ts, `debounce` and `Debouncer`. */
import type { Debouncer } from "obsidian";

/** Without `resetTimer` the first call of a burst fixes the time, with it the last one does. The data are always those of the last call. */
export function debounce<T extends unknown[], V>(callback: (...data: [...T]) => V, timeout = 0, resetTimer = false): Debouncer<T, V> {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let waiting: { context: unknown; data: [...T] } | null = null;

  const clear = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  };
  const fire = (): V | undefined => {
    clear();
    const call = waiting;
    waiting = null;
    return call === null ? undefined : callback.apply(call.context, call.data);
  };
  const debounced = function (this: unknown, ...data: [...T]): unknown {
    waiting = { context: this, data };
    if (resetTimer) clear();
    timer ??= setTimeout(fire, timeout);
    return debounced;
  };
  const cancel = (): unknown => {
    clear();
    waiting = null;
    return debounced;
  };
  return Object.assign(debounced, { cancel, run: fire }) as unknown as Debouncer<T, V>;
}
