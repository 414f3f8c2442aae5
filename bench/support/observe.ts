/** Watches the test host's page while something runs in it: its long tasks, and whose work they were made of. */
import type { CDPSession } from "playwright-core";
import type { Host } from "../../tests/obsidian-host/browser";

export interface TaskReport {
  /** In milliseconds since the page was opened. */
  start: number;
  duration: number;
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

/** Runs `act` with the page's profiler on. */
export async function observePhase(host: Host, session: CDPSession, act: () => Promise<unknown>): Promise<PhaseReport> {
  const since = await host.now();
  await session.send("Profiler.enable");
  await session.send("Profiler.setSamplingInterval", { interval: SAMPLING });
  await session.send("Profiler.start");
  const started = performance.now();
  await act();
  const seconds = (performance.now() - started) / 1000;
  const until = await host.now();
  const { profile } = (await session.send("Profiler.stop")) as { profile: Profile };
  return { seconds, ...reportOf(profile, await navigationStart(session), await host.longTasks(since), until) };
}

/** What the profile tells of the page's long tasks. */
export function reportOf(profile: Profile, start: number, long: { start: number; duration: number }[], until = Infinity): Omit<PhaseReport, "seconds"> {
  const samples = samplesOf(profile, start);
  const tasks = long
    .filter((task) => task.start < until)
    .map((task) => {
      const within = samples.filter(({ time }) => time >= task.start && time < task.start + task.duration);
      return { ...task, plugin: sumOf(within, "plugin"), host: sumOf(within, "host"), browser: sumOf(within, "browser"), top: mostOf(within) };
    });
  return { tasks, plugin: sumOf(samples, "plugin"), host: sumOf(samples, "host") };
}

export const describePhase = (name: string, { seconds, tasks, plugin, host }: PhaseReport): string => {
  const longest = Math.max(0, ...tasks.map(({ duration }) => duration));
  const ours = Math.max(0, ...tasks.map((task) => task.plugin));
  return [
    name.padEnd(42),
    `${seconds.toFixed(2)} s`.padStart(9),
    String(tasks.length).padStart(6),
    `${longest.toFixed(0)} ms`.padStart(9),
    `${ours.toFixed(0)} ms`.padStart(9),
    `${plugin.toFixed(0)} ms`.padStart(9),
    `${host.toFixed(0)} ms`.padStart(9),
  ].join(" ");
};

export const PHASE_HEAD = ["phase".padEnd(42), "time".padStart(9), "long".padStart(6), "longest".padStart(9), "ours in 1".padStart(9), "ours".padStart(9), "host's".padStart(9)].join(" ");
