/** What the plugin asks of the core, by name: the same list on both sides. Arguments and results are plain data. */
import * as core from "../../core/api";
import type { CompileOptions, LinkOptions, ModelRole, ResolveChoice, SearchOptions, Vault } from "../../core/api";
import type { Emit } from "../../core/events";
import type { CancelSignal, PauseSignal } from "../../core/ports";
import type { Decision } from "../../core/pages/decisions-page";
import { search, searchChanged, searchSave } from "./searchers";

export interface CallContext {
  vault: Vault;
  emit: Emit;
  signal: CancelSignal;
  pause: PauseSignal;
}

export type CompileRequest = Omit<CompileOptions, "signal" | "pause" | "emit">;

export const CORE_CALLS = {
  overview: ({ vault }: CallContext) => core.overview(vault),
  coverage: ({ vault }: CallContext, path: string) => core.coverage(vault, path),
  compile: ({ vault, emit, signal, pause }: CallContext, request: CompileRequest) => core.compile(vault, { ...request, emit, signal, pause }),
  undo: ({ vault, emit }: CallContext, run: string | null) => core.undo(vault, run, emit),
  decide: ({ vault, emit }: CallContext, decision: Decision) => core.decide(vault, decision, emit),
  listDecisions: ({ vault }: CallContext) => core.listDecisions(vault),
  review: ({ vault }: CallContext, path: string) => core.review(vault, path),
  resolve: ({ vault, emit }: CallContext, path: string, choices: ResolveChoice[]) => core.resolve(vault, path, choices, emit),
  link: ({ vault, emit }: CallContext, paths: string[], write: boolean, options: LinkOptions) => core.link(vault, paths, write, emit, options),
  summarise: ({ vault, signal }: CallContext, path: string) => core.summarise(vault, path, signal),
  locateQuote: ({ vault }: CallContext, path: string, quote: string) => core.locateQuote(vault, path, quote),
  listModels: ({ vault, signal }: CallContext) => core.listModels(vault, signal),
  testConnection: ({ vault, signal }: CallContext, role: ModelRole) => core.testConnection(vault, role, signal),
  spending: ({ vault }: CallContext) => core.spending(vault),
  search: ({ vault }: CallContext, query: string, options: SearchOptions) => search(vault, query, options),
  searchChanged: ({ vault }: CallContext, paths: readonly string[]) => searchChanged(vault, paths),
  searchSave: ({ vault }: CallContext) => searchSave(vault),
  citationsOf: ({ vault }: CallContext, path: string) => core.citationsOf(vault, path),
} as const;

export type CoreCalls = typeof CORE_CALLS;
export type CallName = keyof CoreCalls;
type Tail<List extends unknown[]> = List extends [unknown, ...infer Rest] ? Rest : never;
export type CallArguments<Name extends CallName> = Tail<Parameters<CoreCalls[Name]>>;
export type CallResult<Name extends CallName> = Awaited<ReturnType<CoreCalls[Name]>>;

/** Calls `name`; the one place where the table meets arguments of which only the types knew that they fit. */
export function callCore(name: CallName, context: CallContext, given: readonly unknown[]): Promise<unknown> {
  const call = CORE_CALLS[name] as (context: CallContext, ...rest: readonly unknown[]) => Promise<unknown>;
  return call(context, ...given);
}
