/**
 * Watches the test host's page while something runs in it: its long tasks, and whose work they were made of. Of each task the processor time counts beside
 * the time on the clock, since on a machine that is shared the page waits in the middle of its tasks.
 */
import type { CDPSession } from "playwright-core";

export interface TaskReport {
  /** In milliseconds since the page was opened. */
  start: number;
  duration: number;
  /** Milliseconds that the page's thread really ran in it. */
  processor: number;
  /** Milliseconds of script by whose file ran, and of the browser's own work (drawing, layout, collecting). */
  plugin: number;
  host: number;
  browser: number;
  /** Where most of it was spent, by self time. */
  top: string[];
}

export interface PhaseReport {
  seconds: number;
  tasks: TaskReport[];
  /** Milliseconds of the plugin's own script in the whole phase, and the host's. */
  plugin: number;
  host: number;
}

interface ProfileNode {
  id: number;
  callFrame: { functionName: string; url: string; lineNumber: number };
  children?: number[];
}

interface Profile {
  nodes: ProfileNode[];
  startTime: number;
  samples: number[];
  timeDeltas: number[];
}

type Owner = "plugin" | "host" | "browser" | "idle";

interface Sample {
  /** Milliseconds since the page was opened. */
  time: number;
  length: number;
  owner: Owner;
  name: string;
}

/** Every so many microseconds the page is asked what it runs. */
const SAMPLING = 500;

/** A frame of no script, such as a function of the browser's, counts as that of the script which called it. */
function ownersOf({ nodes }: Profile): Map<number, { owner: Owner; name: string }> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const owners = new Map<number, { owner: Owner; name: string }>();
  const visit = (node: ProfileNode, above: Owner): void => {
    const { url, functionName } = node.callFrame;
    const own: Owner = url.startsWith("plugin:") ? "plugin" : url !== "" ? "host" : functionName === "(idle)" ? "idle" : above;
    owners.set(node.id, { owner: own, name: functionName });
    for (const child of node.children ?? []) {
      const below = byId.get(child);
      if (below !== undefined) visit(below, own);
    }
  };
  for (const node of nodes) if (node.callFrame.functionName === "(root)") visit(node, "browser");
  return owners;
}

function samplesOf(profile: Profile, navigationStart: number): Sample[] {
  const owners = ownersOf(profile);
  let time = profile.startTime;
  return profile.samples.map((id, index) => {
    time += profile.timeDeltas[index] ?? 0;
    const length = (profile.timeDeltas[index + 1] ?? 0) / 1000;
    return { time: time / 1000 - navigationStart, length, ...(owners.get(id) ?? { owner: "browser", name: "" }) };
  });
}

const sumOf = (samples: readonly Sample[], owner: Owner): number => samples.filter((sample) => sample.owner === owner).reduce((sum, { length }) => sum + length, 0);

function mostOf(samples: readonly Sample[]): string[] {
  const byName = new Map<string, number>();
  for (const { owner, name, length } of samples) byName.set(`${owner} ${name}`, (byName.get(`${owner} ${name}`) ?? 0) + length);
  return [...byName]
    .sort((left, right) => right[1] - left[1])
    .slice(0, 4)
    .map(([name, length]) => `${name} ${length.toFixed(0)}`);
}

async function navigationStart(session: CDPSession): Promise<number> {
  await session.send("Performance.enable");
  const { metrics } = await session.send("Performance.getMetrics");
  return (metrics.find(({ name }) => name === "NavigationStart")?.value ?? 0) * 1000;
}

interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  /** Microseconds: when it began, how long it took, and how much of that the thread ran. */
  ts: number;
  dur?: number;
  tdur?: number;
  args: { name?: string };
}

/** Tasks shorter than this are not looked at (milliseconds). */
const SHORT = 20;
/** What counts as long (milliseconds). */
const LONG = 50;

/** Records the tasks of all threads; returns the way to stop, which gives those of the page's. */
async function recordTasks(session: CDPSession): Promise<() => Promise<TraceEvent[]>> {
  const tasks: TraceEvent[] = [];
  const mainThreads = new Set<number>();
  const take = ({ value }: { value: object[] }): void => {
    for (const event of value as TraceEvent[]) {
      if (event.name === "thread_name" && event.args.name === "CrRendererMain") mainThreads.add(event.tid);
      if (event.name === "RunTask" && (event.dur ?? 0) / 1000 >= SHORT) tasks.push(event);
    }
  };
  let usage = 0;
  const watch = ({ percentFull = 0 }: { percentFull?: number }): void => {
    usage = Math.max(usage, percentFull);
  };
  session.on("Tracing.dataCollected", take);
  session.on("Tracing.bufferUsage", watch);
  await session.send("Tracing.start", { transferMode: "ReportEvents", bufferUsageReportingInterval: 1000, traceConfig: { includedCategories: ["disabled-by-default-devtools.timeline"], excludedCategories: ["*"], traceBufferSizeInKb: 1_000_000 } });
  return async () => {
    const complete = new Promise<void>((resolve) => session.once("Tracing.tracingComplete", () => resolve()));
    await session.send("Tracing.end");
    await complete;
    session.off("Tracing.dataCollected", take);
    session.off("Tracing.bufferUsage", watch);
    if (usage > 0.95) console.log("    (The record of tasks overflowed: some are missing.)");
    return tasks.filter(({ tid }) => mainThreads.has(tid));
  };
}

/** Runs `act` with the page's profiler on. */
export async function observePhase(session: CDPSession, act: () => Promise<unknown>): Promise<PhaseReport> {
  await session.send("Profiler.enable");
  await session.send("Profiler.setSamplingInterval", { interval: SAMPLING });
  // To start the profiler holds the page for a while, which is no task of anybody's.
  await session.send("Profiler.start");
  const stopTasks = await recordTasks(session);
  const started = performance.now();
  await act();
  const seconds = (performance.now() - started) / 1000;
  const tasks = await stopTasks();
  const { profile } = (await session.send("Profiler.stop")) as { profile: Profile };
  const samples = samplesOf(profile, await navigationStart(session));
  const offset = await navigationStart(session);
  return { seconds, plugin: sumOf(samples, "plugin"), host: sumOf(samples, "host"), tasks: tasks.map((task) => taskReport(task, samples, offset)) };
}

function taskReport({ ts, dur = 0, tdur = 0 }: TraceEvent, samples: readonly Sample[], offset: number): TaskReport {
  const start = ts / 1000 - offset;
  const within = samples.filter(({ time }) => time >= start && time < start + dur / 1000);
  return { start, duration: dur / 1000, processor: tdur / 1000, plugin: sumOf(within, "plugin"), host: sumOf(within, "host"), browser: sumOf(within, "browser"), top: mostOf(within) };
}

export const isLong = ({ processor }: TaskReport): boolean => processor > LONG;

const most = (numbers: readonly number[]): string => `${Math.max(0, ...numbers).toFixed(0)} ms`.padStart(9);
const amount = (number: number): string => `${number.toFixed(0)} ms`.padStart(9);

export const describePhase = (name: string, { seconds, tasks, plugin, host }: PhaseReport): string =>
  [
    name.padEnd(42),
    `${seconds.toFixed(2)} s`.padStart(9),
    String(tasks.filter(({ duration }) => duration > LONG).length).padStart(6),
    String(tasks.filter(isLong).length).padStart(6),
    most(tasks.map(({ processor }) => processor)),
    most(tasks.map((task) => Math.min(task.plugin, task.processor))),
    amount(plugin),
    amount(host),
  ].join(" ");

export const PHASE_HEAD = ["phase".padEnd(42), "time".padStart(9), "long".padStart(6), "really".padStart(6), "longest".padStart(9), "ours in 1".padStart(9), "ours".padStart(9), "host's".padStart(9)].join(" ");
