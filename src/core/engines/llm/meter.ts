/**
 * Money: every request passes here on its way out. Its price is reserved before it is sent, so that requests side by side cannot pass the budget
 * together, and settled with what the endpoint reports. Over the budget nothing is sent any more, and the run stops with what it has.
 */
import type { Emit } from "../../events";
import { CompendiumError } from "../../failure";
import { whilePaused } from "../../pause";
import type { AskModel, Host, ModelRequest, ModelTask, PauseSignal } from "../../ports";
import { costOf, estimateRepairs, estimateRequest, learn, type Price } from "./estimate";
import { loadSpending, saveSpending, type Spending } from "./spending";
import { typicalReply } from "./typical-reply";

export interface Budget {
  /** Dollars for this run and for this month; null is no limit. */
  run: number | null;
  month: number | null;
}

export interface TaskTotals {
  calls: number;
  inputTokens: number;
  outputTokens: number;
  costUsd: number;
}

export interface Totals extends TaskTotals {
  /** Requests answered from the log. */
  cached: number;
  byTask: Partial<Record<ModelTask, TaskTotals>>;
}

export interface Meter {
  ask: AskModel;
  /** The same without sending: counts what would be sent, and replies as a model typically does. */
  estimate: AskModel;
  onStored: (request: ModelRequest) => void;
  totals: () => Totals;
  /** The totals of an estimate with the repairs that are to be expected. */
  estimated: () => Totals;
}

export interface MeterOptions {
  host: Host;
  ask: AskModel;
  priceOf: (model: string) => Price | null;
  budget: Budget;
  /** The model that repairs are asked of. */
  repairModel: string;
  emit: Emit;
  pause?: PauseSignal | undefined;
  /** Where text of sources goes; null where it stays on this machine. */
  address: string | null;
}

const noTotals = (): TaskTotals => ({ calls: 0, inputTokens: 0, outputTokens: 0, costUsd: 0 });

export async function createMeter({ host, ask, priceOf, budget, repairModel, emit, pause, address }: MeterOptions): Promise<Meter> {
  let spending = await loadSpending(host);
  let saving: Promise<void> = Promise.resolve();
  let reserved = 0;
  const all: Totals = { ...noTotals(), cached: 0, byTask: {} };
  const add = (task: ModelTask, input: number, output: number, cost: number): void => addTo(all, task, { calls: 1, inputTokens: input, outputTokens: output, costUsd: cost });
  const keep = (next: Spending): Promise<void> => {
    spending = next;
    return (saving = saving.then(() => saveSpending(host, spending)));
  };
  /** Told once, and before anything goes. */
  const tellAddress = async (): Promise<void> => {
    if (address === null || spending.told?.includes(address) === true) return;
    emit({ type: "text-leaves", address });
    await keep({ ...spending, told: [...(spending.told ?? []), address] });
  };
  const reserve = (cost: number): void => {
    refuseOver(budget.run, all.costUsd + reserved + cost, "this run");
    refuseOver(budget.month, spending.spent + reserved + cost, "this month");
    reserved += cost;
  };
  return {
    ask: async (request, signal) => {
      await whilePaused(pause, host.clock, signal);
      const price = priceOf(request.model);
      const expected = estimateRequest(request, spending.experiences);
      const cost = costOf({ ...expected, cachedInput: 0 }, price);
      reserve(cost);
      try {
        await tellAddress();
        const reply = await ask(request, signal);
        const paid = costOf(reply.usage, price);
        add(request.task, reply.usage.input, reply.usage.output, paid);
        await keep({ ...spending, spent: spending.spent + paid, experiences: learn(spending.experiences, request, reply.usage) });
        emit({ type: "spent", calls: all.calls, inputTokens: all.inputTokens, outputTokens: all.outputTokens, costUsd: all.costUsd });
        return reply;
      } finally {
        reserved -= cost;
      }
    },
    estimate: async (request, signal) => {
      const { input, output } = estimateRequest(request, spending.experiences);
      add(request.task, input, output, costOf({ input, cachedInput: 0, output }, priceOf(request.model)));
      return { text: await typicalReply(request, signal), finishReason: "stop", usage: { input, cachedInput: 0, output } };
    },
    onStored: () => void (all.cached += 1),
    totals: () => copyOf(all),
    estimated: () => {
      const totals = copyOf(all);
      const { calls, input, output } = estimateRepairs((totals.byTask.digest?.calls ?? 0) + (totals.byTask.article?.calls ?? 0), spending.experiences);
      if (calls > 0) addTo(totals, "repair", { calls, inputTokens: input, outputTokens: output, costUsd: costOf({ input, cachedInput: 0, output }, priceOf(repairModel)) });
      return totals;
    },
  };
}

function addTo(all: Totals, task: ModelTask, more: TaskTotals): void {
  for (const totals of [all, (all.byTask[task] ??= noTotals())]) {
    totals.calls += more.calls;
    totals.inputTokens += more.inputTokens;
    totals.outputTokens += more.outputTokens;
    totals.costUsd += more.costUsd;
  }
}

const copyOf = (totals: Totals): Totals => ({ ...totals, byTask: Object.fromEntries(Object.entries(totals.byTask).map(([task, of]) => [task, { ...of }])) });

function refuseOver(limit: number | null, amount: number, what: string): void {
  if (limit === null || amount <= limit) return;
  throw new CompendiumError("budget", `The budget for ${what} ($${limit.toFixed(2)}) is used up. What was done is kept; raise the budget and compile again to go on.`);
}
