/** Action: takes the last run, or the one named, back. */
import { findRunToUndo, undoRun, type UndoResult } from "../compile/undo";
import type { Emit } from "../events";
export type { UndoResult } from "../compile/undo";
import { logPathOf, withMemory, type Vault } from "./session";

export const undo = (vault: Vault, run: string | null, emit: Emit): Promise<UndoResult> =>
  withMemory(vault, emit, async ({ state }) => undoRun(vault.host, state, await findRunToUndo(vault.host, run), logPathOf(vault)));
