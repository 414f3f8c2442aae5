/**
 * What the plugin knows and does about compiling: one piece of work at a time, its progress, its outcome, and how the sources stand.
 * Views draw from it and hear when it changes; none of them keeps a truth of its own.
 */
import type { CompileResult, DecideResult, LinkOptions, LinkResult, ModelUse, Overview, ResolveChoice, ResolveResult, UndoResult } from "../core/api";
import type { Emit } from "../core/events";
import { cancelled } from "../core/failure";
import type { Decision } from "../core/pages/decisions-page";
import type { Settings } from "../core/settings";
import type { CompilerState, Outcome, Work } from "./compiler-state";
import type { CallArguments, CallName, CallResult, CompileRequest } from "./core-calls/calls";
import type { CallOptions, CoreRunner } from "./core-calls/runner";
import { WHOLE_VAULT } from "./core-calls/whole-vault";
import { PRICE_TO_COME, workOutPrice } from "./price";
import { initialProgress, withEvent } from "./progress";
import { codeOf, isForPeople, messageOf } from "./told-errors";
import { isWaiting } from "./waiting";

export interface CompileManner {
  /** Nobody asked for it: what would need the user's consent is left alone. */
  isByItself?: boolean;
  /** How many sources wait for it, where the user is to be asked because they are many. */
  askAbout?: number;
}

/** Answers for the user, or asks them. Each resolves to whether the work may go on. */
export interface Consent {
  /** Before a model is asked. `plan` is what the compile would do, `settings` those it would do it with, whatever they are by now; aborting `signal` is no. */
  toCompile: (plan: CompileResult, request: Partial<CompileRequest>, manner: CompileManner, settings: Settings, signal: AbortSignal) => Promise<boolean>;
  /** Before the text of this note is sent by itself, with these settings. */
  toSend: (path: string, settings: Settings) => Promise<boolean>;
}

export interface Decided extends DecideResult {
  /** Those that take it back, in the order of undoing. */
  runs: string[];
  /** False where the pages do not follow it yet: the user said no to what that takes, or it failed; then `state().outcome` says why. */
  isFollowed: boolean;
}

export interface Compiler {
  state(): CompilerState;
  onChange(listener: () => void): () => void;
  /** Looks again at how the sources stand. Looks asked for during one are one more look after it. */
  refresh(): Promise<void>;
  /** What a compile would do, with the settings' engine unless another is named; nothing is written. Rejects with what is wrong. */
  plan(request: Partial<CompileRequest>, signal: AbortSignal, engine?: Settings["engine"]): Promise<CompileResult>;
  /** Null where it failed, was cancelled or something else runs; `state().outcome` says why. */
  compile(request?: Partial<CompileRequest>, manner?: CompileManner): Promise<CompileResult | null>;
  cancel(): void;
  pause(): void;
  resume(): void;
  undo(run: string | null): Promise<UndoResult | null>;
  /** Keeps the ruling and follows it at once. */
  decide(decision: Decision): Promise<Decided | null>;
  resolve(path: string, choices: ResolveChoice[]): Promise<ResolveResult | null>;
  writeLinks(paths: string[], options: LinkOptions): Promise<LinkResult | null>;
  /** Forgets the last outcome, so that the plan shows again. */
  dismissOutcome(): void;
  /** Asks the core something that writes nothing. Rejects with what is wrong. */
  ask<Name extends CallName>(name: Name, ...given: CallArguments<Name>): Promise<CallResult<Name>>;
  /** The same; aborting `signal` ends it with a `cancelled` error. */
  askUntil<Name extends CallName>(signal: AbortSignal, name: Name, ...given: CallArguments<Name>): Promise<CallResult<Name>>;
}

/** What is to be compiled, each with why. */
const waitingIn = ({ sources }: Overview): Set<string> => new Set(sources.filter(isWaiting).map(({ path, state }) => `${state} ${path}`));

export interface CompilerOptions {
  core: CoreRunner;
  /** The settings as they stand, read from their file if they were not yet. */
  settings: () => Promise<Settings>;
  consent: Consent;
  /** Faults of ours, for the developer console. */
  report: (error: unknown) => void;
}

interface Steered {
  settings: Settings;
  signal: AbortSignal;
  emit: Emit;
  steer: NonNullable<CallOptions["steer"]>;
  /** Where what was begun is done, and something else follows: what is said to have failed from here on. */
  attempt: (next: Work) => void;
}

export function createCompiler({ core, settings, consent, report }: CompilerOptions): Compiler {
  const listeners = new Set<() => void>();
  let state: CompilerState = { overview: null, problem: null, running: null, outcome: null, price: null };
  let abort: AbortController | null = null;
  let setPaused: (isPaused: boolean) => void = () => undefined;
  let pricing: AbortController | null = null;
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
      change({ overview, problem: null, price: null, ...(isNews && state.running === null && state.outcome?.work !== "failed" ? { outcome: null } : {}) });
      if (waiting.size > 0) void findPrice(overview);
    } catch (error) {
      if (codeOf(error) === "cancelled") return;
      if (!isForPeople(error)) report(error);
      change({ problem: messageOf(error) });
    }
  };
  /** Works out, behind what the user does, what compiling would ask of the model. */
  const findPrice = async (overview: Overview): Promise<void> => {
    pricing?.abort();
    const current = await settings();
    if (current.engine !== "llm" || state.running !== null || state.overview !== overview) return;
    const working = new AbortController();
    pricing = working;
    change({ price: PRICE_TO_COME });
    const price = await workOutPrice(core, current, working.signal, report);
    if (pricing === working && !working.signal.aborted && state.overview === overview) change({ price });
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
  const run = async <Result>(work: Work, request: Partial<CompileRequest> | null, task: (options: Steered) => Promise<Result>, toOutcome: (result: Result, ms: number) => Outcome | null): Promise<Result | null> => {
    if (state.running !== null) {
      change({ outcome: { work: "failed", attempted: work, code: "locked", message: "Compendium is at work already; wait until it is done or cancel it.", request } });
      return null;
    }
    const controller = new AbortController();
    abort = controller;
    pricing?.abort();
    const startedAt = Date.now();
    let attempted = work;
    change({ running: { work, progress: initialProgress(), startedAt, isCancelling: false, isPaused: false, isAsking: false, expected: null }, outcome: null });
    let outcome: Outcome | null = null;
    try {
      const result = await task({
        settings: await settings(),
        signal: controller.signal,
        emit: (event) => {
          if (state.running !== null) change({ running: { ...state.running, progress: withEvent(state.running.progress, event) } });
        },
        steer: (set) => {
          setPaused = set;
        },
        attempt: (next) => {
          attempted = next;
        },
      });
      outcome = toOutcome(result, Date.now() - startedAt);
      return result;
    } catch (error) {
      if (!isForPeople(error)) report(error);
      outcome = { work: "failed", attempted, code: codeOf(error), message: messageOf(error), request };
      return null;
    } finally {
      abort = null;
      setPaused = () => undefined;
      waitingThen = null;
      change({ running: null, outcome });
      void refresh();
    }
  };
  const nothing = (): null => null;
  /** Follows a request that may ask a model: first what it would ask, then the user's consent. Null where they said no. */
  const compileWithConsent = async (options: Steered, request: Partial<CompileRequest>, manner: CompileManner): Promise<CompileResult | null> => {
    const whole: CompileRequest = { ...WHOLE_VAULT, ...request, dryRun: false };
    if (options.settings.engine === "llm") {
      const setWork = (work: Work, expected: ModelUse | null): void => {
        if (state.running !== null) change({ running: { ...state.running, work, expected, progress: initialProgress() } });
      };
      const setAsking = (isAsking: boolean): void => {
        if (state.running !== null) change({ running: { ...state.running, isAsking } });
      };
      setWork("price", null);
      const plan = await core.call("compile", { settings: options.settings, signal: options.signal, emit: options.emit }, { ...whole, dryRun: true });
      setAsking(true);
      const hasAgreed = await consent.toCompile(plan, request, manner, options.settings, options.signal);
      setAsking(false);
      if (!hasAgreed) return null;
      setWork("compile", plan.model);
      return core.call("compile", options, { ...whole, expected: plan.model });
    }
    return core.call("compile", options, whole);
  };

  const askCore = async <Name extends CallName>(signal: AbortSignal | undefined, name: Name, given: CallArguments<Name>): Promise<CallResult<Name>> => {
    const current = await settings();
    if (name === "summarise" && current.engine === "llm" && !(await consent.toSend(typeof given[0] === "string" ? given[0] : "", current))) throw cancelled();
    return core.call(name, { settings: current, ...(signal === undefined ? {} : { signal }) }, ...given);
  };

  const compiler: Compiler = {
    state: () => state,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    refresh,
    plan: async (request, signal, engine) => {
      const current = await settings();
      return core.call("compile", { settings: engine === undefined ? current : { ...current, engine }, signal }, { ...WHOLE_VAULT, ...request, dryRun: true });
    },
    compile: (request = {}, manner = {}) =>
      run(
        "compile",
        request,
        (options) => compileWithConsent(options, request, manner),
        (result, ms) => (result === null ? null : { work: "compile", result, seconds: ms / 1000, expected: state.running?.expected ?? null }),
      ),
    cancel: () => {
      if (abort === null || state.running === null) return;
      abort.abort();
      change({ running: { ...state.running, isCancelling: true } });
    },
    pause: () => {
      if (state.running?.work !== "compile" || state.running.isPaused || state.running.isCancelling) return;
      setPaused(true);
      change({ running: { ...state.running, isPaused: true } });
    },
    resume: () => {
      if (state.running?.isPaused !== true) return;
      setPaused(false);
      change({ running: { ...state.running, isPaused: false } });
    },
    undo: (id) => run("undo", null, (options) => core.call("undo", options, id), (result) => ({ work: "undo", result })),
    decide: (decision) => {
      let decided: DecideResult | null = null;
      const isKept = (): Decided | null => (decided === null ? null : { ...decided, runs: decided.run === null ? [] : [decided.run], isFollowed: false });
      return run("decide", null, async (options) => {
        decided = await core.call("decide", options, decision);
        options.attempt("compile");
        const followed = await compileWithConsent(options, {}, {});
        return followed === null ? isKept() : { ...decided, runs: [followed.run, decided.run].filter((id): id is string => id !== null), isFollowed: true };
      }, nothing).then((result) => result ?? isKept());
    },
    resolve: (path, choices) => run("resolve", null, (options) => core.call("resolve", options, path, choices), nothing),
    writeLinks: (paths, options) => run("link", null, (call) => core.call("link", call, paths, true, options), nothing),
    dismissOutcome: () => change({ outcome: null }),
    ask: (name, ...given) => askCore(undefined, name, given),
    askUntil: (signal, name, ...given) => askCore(signal, name, given),
  };
  return compiler;
}
