/** Everything that can happen in a run, as one closed union. Words for people are made by the hosts that render it. */

export type PassName = "read" | "digest" | "concepts" | "article" | "link" | "index" | "write";

export const PASS_NAMES: readonly PassName[] = ["read", "digest", "concepts", "article", "link", "index", "write"];

export type RunEvent =
  | { type: "planned"; new: number; changed: number; removed: number; renamed: number; unchanged: number }
  | { type: "progress"; pass: PassName; done: number; total: number }
  /** What the model is expected to be asked in this run: told before anything is. */
  | { type: "priced"; calls: number; inputTokens: number; outputTokens: number; costUsd: number; arePricesKnown: boolean }
  /** What the model has cost so far, in this run. */
  | { type: "spent"; calls: number; inputTokens: number; outputTokens: number; costUsd: number }
  /** Requests were handed to the provider as a batch. */
  | { type: "batch-sent"; requests: number }
  /** Batches are waited for: so many of their requests are answered. */
  | { type: "batch-progress"; answered: number; total: number }
  /** A batch that an earlier run began has come to its end, and what was answered is kept. "unknown": the provider knows nothing of it. */
  | { type: "batch-ended"; how: "completed" | "failed" | "expired" | "cancelled" | "unknown"; answered: number; total: number }
  /** Text of sources is about to leave this machine, for the first time to this address. */
  | { type: "text-leaves"; address: string }
  | { type: "source-failed"; path: string; code: string; message: string }
  /** A page, or the folder of the concepts' pages, lacks for now what the engine could not do. */
  | { type: "page-failed"; path: string; code: string; message: string }
  | { type: "warning"; path: string; message: string }
  | { type: "recovered-run"; run: string; pages: number }
  | { type: "rebuilt-state"; pages: number }
  | { type: "conflict"; path: string; where: string }
  | { type: "page-deleted-by-user"; path: string };

export type Emit = (event: RunEvent) => void;
