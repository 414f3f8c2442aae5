/** Long tasks of the page, and long frames with the scripts that made them long. */

export interface LongTask {
  /** In milliseconds since the page was opened. */
  start: number;
  duration: number;
}

export interface LongFrame extends LongTask {
  /** Only those of 5 ms and more. */
  scripts: { source: string; function: string; invoker: string; duration: number }[];
}

export interface ObservedTasks {
  long: LongTask[];
  frames: LongFrame[];
}

interface ScriptTiming extends PerformanceEntry {
  sourceURL: string;
  sourceFunctionName: string;
  invoker: string;
}

export function observeTasks(): ObservedTasks {
  const observed: ObservedTasks = { long: [], frames: [] };
  const observe = (type: string, take: (entry: PerformanceEntry) => void): void => {
    if (!PerformanceObserver.supportedEntryTypes.includes(type)) return;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) take(entry);
    }).observe({ type, buffered: true });
  };
  observe("longtask", ({ startTime, duration }) => observed.long.push({ start: startTime, duration }));
  observe("long-animation-frame", (entry) => {
    const { scripts } = entry as PerformanceEntry & { scripts: ScriptTiming[] };
    const told = scripts.map(({ sourceURL, sourceFunctionName, invoker, duration }) => ({ source: sourceURL, function: sourceFunctionName, invoker, duration }));
    observed.frames.push({ start: entry.startTime, duration: entry.duration, scripts: told });
  });
  return observed;
}
