/**
 * What the plugin knows and does about compiling: one piece of work at a time, its progress, its outcome, and how the sources stand.
 * Views draw from it and hear when it changes; none of them keeps a truth of its own.
 */
import type { CompileResult, DecideResult, LinkOptions, LinkResult, Overview, ResolveChoice, ResolveResult, UndoResult } from "../core/api";
import type { Emit } from "../core/events";
import { CompendiumError } from "../core/failure";
import type { Decision } from "../core/pages/decisions-page";
import { FileError } from "../core/ports";
import type { Settings } from "../core/settings";
import type { CallArguments, CallName, CallResult, CompileRequest } from "./core-calls/calls";
import type { CoreRunner } from "./core-calls/runner";
import { initialProgress, withEvent, type Progress } from "./progress";
import { isWaiting } from "./waiting";

export type Work = "compile" | "undo" | "decide" | "resolve" | "link";

/** What is going on now. */
export interface Running {
  work: Work;
  progress: Progress;
  startedAt: number;
  isCancelling: boolean;
}

/** How the last piece of work ended. `code` is that of a `CompendiumError`, or "fault". */
export type Outcome =
  | { work: "compile"; result: CompileResult; seconds: number }
  | { work: "undo"; result: UndoResult }
  | { work: "failed"; attempted: Work; code: string; message: string; request: Partial<CompileRequest> | null };

export interface CompilerState {
  /** Null until it was looked at for the first time. */
  overview: Overview | null;
  /** Why the overview could not be made. */
  problem: string | null;
  running: Running | null;
  outcome: Outcome | null;
}

export interface Compiler {
  state(): CompilerState;
  onChange(listener: () => void): () => void;
  /** Looks again at how the sources stand. Looks asked for during one are one more look after it. */
  refresh(): Promise<void>;
  /** What a compile would do; nothing is written. Rejects with what is wrong. */
  plan(request: Partial<CompileRequest>, signal: AbortSignal): Promise<CompileResult>;
  /** Null where it failed, was cancelled or something else runs; `state().outcome` says why. */
  compile(request?: Partial<CompileRequest>): Promise<CompileResult | null>;
  cancel(): void;
  undo(run: string | null): Promise<UndoResult | null>;
  /** Keeps the ruling and follows it at once. `runs` are those that take it back, in the order of undoing. */
  decide(decision: Decision): Promise<(DecideResult & { runs: string[] }) | null>;
  resolve(path: string, choices: ResolveChoice[]): Promise<ResolveResult | null>;
  writeLinks(paths: string[], options: LinkOptions): Promise<LinkResult | null>;
  /** Forgets the last outcome, so that the plan shows again. */
  dismissOutcome(): void;
  /** Asks the core something that writes nothing. Rejects with what is wrong. */
  ask<Name extends CallName>(name: Name, ...given: CallArguments<Name>): Promise<CallResult<Name>>;
}

const WHOLE_VAULT: CompileRequest = { paths: [], dryRun: false, force: false, redoOlderRecipe: false, acceptRemovals: false };

export const isForPeople = (error: unknown): error is CompendiumError | FileError => error instanceof CompendiumError || error instanceof FileError;

const messageOf = (error: unknown): string => (isForPeople(error) ? error.message : `Something went wrong in Compendium: ${error instanceof Error ? error.message : String(error)}`);
const codeOf = (error: unknown): string => (isForPeople(error) ? error.code : "fault");

/** What is to be compiled, each with why. */
const waitingIn = ({ sources }: Overview): Set<string> => new Set(sources.filter(isWaiting).map(({ path, state }) => `${state} ${path}`));

export interface CompilerOptions {
  core: CoreRunner;
  /** The settings as they stand, read from their file if they were not yet. */
  settings: () => Promise<Settings>;
  /** Faults of ours, for the developer console. */
  report: (error: unknown) => void;
}

export function createCompiler({ core, settings, report }: CompilerOptions): Compiler {
  const listeners = new Set<() => void>();
  let state: CompilerState = { overview: null, problem: null, running: null, outcome: null };
  let abort: AbortController | null = null;
  let looking: Promise<void> | null = null;
  let mustLookAgain = false;

  const change = (changes: Partial<CompilerState>): void => {
    state = { ...state, ...changes };
    for (const listener of [...listeners]) listener();
  };
  /** What waited when the last outcome was first looked at: a result is told until there is something new to do. */
  let waitingThen: ReadonlySet<string> | null = null;
  const look = async (): Promise<void> => {
    try {
      const overview = await core.call("overview", { settings: await settings() });
      const waiting = waitingIn(overview);
      const isNews = waitingThen !== null && [...waiting].some((each) => waitingThen?.has(each) === false);
      waitingThen ??= waiting;
      change({ overview, problem: null, ...(isNews && state.running === null && state.outcome?.work !== "failed" ? { outcome: null } : {}) });
    } catch (error) {
      if (codeOf(error) === "cancelled") return;
      if (!isForPeople(error)) report(error);
      change({ problem: messageOf(error) });
    }
  };
  const refresh = (): Promise<void> => {
    // A look in the middle of a run sees neither the old wiki nor the new one; the run looks when it is done.
    if (state.running !== null) return Promise.resolve();
    mustLookAgain = looking !== null;
    looking ??= (async () => {
      do {
        mustLookAgain = false;
        await look();
        // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- set by calls made while looking
      } while (mustLookAgain);
    })().finally(() => {
      looking = null;
    });
    return looking;
  };

  /** Runs one piece of work, alone; `toOutcome` makes what is shown of it. */
  const run = async <Result>(work: Work, request: Partial<CompileRequest> | null, task: (options: { settings: Settings; signal: AbortSignal; emit: Emit }) => Promise<Result>, toOutcome: (result: Result, ms: number) => Outcome | null): Promise<Result | null> => {
    if (state.running !== null) {
      change({ outcome: { work: "failed", attempted: work, code: "locked", message: "Compendium is at work already; wait until it is done or cancel it.", request } });
      return null;
    }
    const controller = new AbortController();
    abort = controller;
    const startedAt = Date.now();
    change({ running: { work, progress: initialProgress(), startedAt, isCancelling: false }, outcome: null });
    let outcome: Outcome | null = null;
    try {
      const result = await task({
        settings: await settings(),
        signal: controller.signal,
        emit: (event) => {
          if (state.running !== null) change({ running: { ...state.running, progress: withEvent(state.running.progress, event) } });
        },
      });
      outcome = toOutcome(result, Date.now() - startedAt);
      return result;
    } catch (error) {
      if (!isForPeople(error)) report(error);
      outcome = { work: "failed", attempted: work, code: codeOf(error), message: messageOf(error), request };
      return null;
    } finally {
      abort = null;
      waitingThen = null;
      change({ running: null, outcome });
      void refresh();
    }
  };
  const nothing = (): null => null;

  const compiler: Compiler = {
    state: () => state,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    refresh,
    plan: async (request, signal) => core.call("compile", { settings: await settings(), signal }, { ...WHOLE_VAULT, ...request, dryRun: true }),
    compile: (request = {}) =>
      run(
        "compile",
        request,
        (options) => core.call("compile", options, { ...WHOLE_VAULT, ...request, dryRun: false }),
        (result, ms) => ({ work: "compile", result, seconds: ms / 1000 }),
      ),
    cancel: () => {
      if (abort === null || state.running === null) return;
      abort.abort();
      change({ running: { ...state.running, isCancelling: true } });
    },
    undo: (id) => run("undo", null, (options) => core.call("undo", options, id), (result) => ({ work: "undo", result })),
    decide: (decision) =>
      run("decide", null, async (options) => {
        const decided = await core.call("decide", options, decision);
        const { run: followed } = await core.call("compile", options, WHOLE_VAULT);
        return { ...decided, runs: [followed, decided.run].filter((id): id is string => id !== null) };
      }, nothing),
    resolve: (path, choices) => run("resolve", null, (options) => core.call("resolve", options, path, choices), nothing),
    writeLinks: (paths, options) => run("link", null, (call) => core.call("link", call, paths, true, options), nothing),
    dismissOutcome: () => change({ outcome: null }),
    ask: <Name extends CallName>(name: Name, ...given: CallArguments<Name>) => settings().then((current): Promise<CallResult<Name>> => core.call(name, { settings: current }, ...given)),
  };
  return compiler;
}
