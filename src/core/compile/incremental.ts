/**
 * The incremental engine: decides for one piece of work whether its stored result still holds, and counts. It is given its passes and
 * knows none. A *content* fingerprint that differs makes a result stale; a *recipe* that differs leaves it valid, marked as of an older
 * recipe, and it is redone only when the user asks.
 */
import type { PassName } from "../events";
import { cancelled } from "../failure";
import { whilePaused } from "../pause";
import type { CancelSignal, Clock, PauseSignal } from "../ports";

/** One kind of work. `fingerprint` covers every input that can change the output; `recipe` everything else that can. */
export interface Pass<Input, Output> {
  name: PassName;
  recipe: string;
  fingerprint(input: Input): string;
  run(input: Input): Promise<Output> | Output;
}

/** A result with what it was made from; plain data, kept by whoever owns the store. */
export interface Stored<Output> {
  content: string;
  recipe: string;
  output: Output;
}

export interface PassCount {
  name: PassName;
  ran: number;
  reused: number;
}

export type Freshness = "fresh" | "older-recipe" | "stale";

export interface Runner {
  /** Whether what is stored still holds; it is counted as reused if so. */
  check(name: PassName, stored: { content: string; recipe: string } | null, content: string, recipe: string): Freshness;
  /** The stored result where it holds, else a new one; what ran is counted. */
  bring<Input, Output>(pass: Pass<Input, Output>, input: Input, stored: Stored<Output> | null): Promise<Stored<Output>>;
  /** Counts work that is done outside `bring`. */
  countRun(name: PassName): void;
  countReuse(name: PassName, times?: number): void;
  /** Throws when cancelled, waits while paused, and lets the host breathe when it has not for a while. Call it between pieces of work. */
  pace(): Promise<void>;
  counts(): PassCount[];
  olderRecipes(): number;
}

export interface RunnerOptions {
  clock: Clock;
  signal: CancelSignal;
  pause?: PauseSignal | undefined;
  /** Redo what an older recipe made. */
  redoOlderRecipe: boolean;
  passes: readonly PassName[];
}

/** The longest the host's thread is held between two breaths, in milliseconds. */
const LONGEST_HOLD = 12;

export function createRunner({ clock, signal, pause, redoOlderRecipe, passes }: RunnerOptions): Runner {
  const counts = new Map<PassName, PassCount>(passes.map((name) => [name, { name, ran: 0, reused: 0 }]));
  let older = 0;
  let lastBreath = clock.now();
  const countOf = (name: PassName): PassCount => {
    const known = counts.get(name) ?? { name, ran: 0, reused: 0 };
    counts.set(name, known);
    return known;
  };

  const runner: Runner = {
    check: (name, stored, content, recipe) => {
      if (stored?.content !== content) return "stale";
      if (stored.recipe !== recipe && redoOlderRecipe) return "stale";
      countOf(name).reused += 1;
      if (stored.recipe === recipe) return "fresh";
      older += 1;
      return "older-recipe";
    },
    bring: async (pass, input, stored) => {
      const content = pass.fingerprint(input);
      if (stored !== null && runner.check(pass.name, stored, content, pass.recipe) !== "stale") return stored;
      const output = await pass.run(input);
      countOf(pass.name).ran += 1;
      return { content, recipe: pass.recipe, output };
    },
    countRun: (name) => void (countOf(name).ran += 1),
    countReuse: (name, times = 1) => void (countOf(name).reused += times),
    pace: async () => {
      await whilePaused(pause, clock, signal);
      if (signal.aborted) throw cancelled();
      if (clock.now() - lastBreath < LONGEST_HOLD) return;
      await clock.breathe();
      lastBreath = clock.now();
    },
    counts: () => [...counts.values()],
    olderRecipes: () => older,
  };
  return runner;
}
