/** Gathers what is asked for at the same time into rounds: one is over when all work waits for its answers, which is to say that nothing more comes. */
import type { CancelSignal, Clock } from "../../../ports";
import type { BatchPatience } from "./limits";

export interface Gathering<Item> {
  add(item: Item): void;
}

export interface GatheringOptions<Item> {
  clock: Pick<Clock, "now" | "wait" | "breathe">;
  patience: Pick<BatchPatience, "quiet" | "longestQuiet">;
  signal: CancelSignal;
  onRound: (items: Item[]) => void;
}

/** A long piece of work ends a wait late and says nothing of what comes after it: so many turns of the host must be quiet, too. */
const QUIET_TURNS = 20;
const SHARE_OF_GATHERING = 0.1;

export function createGathering<Item>({ clock, patience, signal, onRound }: GatheringOptions<Item>): Gathering<Item> {
  let items: Item[] = [];
  let count = 0;
  let isGathering = false;

  const isQuiet = async (began: number): Promise<boolean> => {
    const before = count;
    const quiet = Math.max(patience.quiet, SHARE_OF_GATHERING * (clock.now() - began));
    await clock.wait(Math.min(patience.longestQuiet, quiet), signal);
    for (let turn = 0; turn < QUIET_TURNS && count === before; turn += 1) await clock.breathe();
    return count === before;
  };

  const gather = async (): Promise<void> => {
    const began = clock.now();
    while (!(await isQuiet(began)) && !signal.aborted);
    const round = items;
    items = [];
    isGathering = false;
    if (!signal.aborted) onRound(round);
  };

  return {
    add: (item) => {
      items.push(item);
      count += 1;
      if (isGathering) return;
      isGathering = true;
      void gather();
    },
  };
}
