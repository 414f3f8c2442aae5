/**
 * Money: every request passes here on its way out. Its price is reserved before it is sent, so that requests side by side cannot pass the budget
 * together, and settled with what the endpoint reports. Over the budget nothing is sent any more, and the run stops with what it has.
 */
import { CompendiumError } from "../../failure";
import type { AskModel, Host, ModelRequest, ModelTask } from "../../ports";
import { costOf, estimateRequest, learn, type Price } from "./estimate";
import { loadSpending, saveSpending, type Spending } from "./spending";

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
  /** The same without sending: counts what would be sent and replies with nothing, on which the engine falls back to the source's own words. */
  estimate: AskModel;
  onStored: (request: ModelRequest) => void;
  totals: () => Totals;
}

export interface MeterOptions {
  host: Host;
  ask: AskModel;
  priceOf: (model: string) => Price | null;
  budget: Budget;
}

const noTotals = (): TaskTotals => ({ calls: 0, inputTokens: 0, outputTokens: 0, costUsd: 0 });

const NOTHING = "{}";

export async function createMeter({ host, ask, priceOf, budget }: MeterOptions): Promise<Meter> {
  let spending = await loadSpending(host);
  let saving: Promise<void> = Promise.resolve();
  let reserved = 0;
  const all: Totals = { ...noTotals(), cached: 0, byTask: {} };
  const add = (task: ModelTask, input: number, output: number, cost: number): void => {
    const of = (all.byTask[task] ??= noTotals());
    for (const totals of [all, of]) {
      totals.calls += 1;
      totals.inputTokens += input;
      totals.outputTokens += output;
      totals.costUsd += cost;
    }
  };
  const keep = (next: Spending): Promise<void> => {
    spending = next;
    return (saving = saving.then(() => saveSpending(host, spending)));
  };
  const reserve = (cost: number): void => {
    refuseOver(budget.run, all.costUsd + reserved + cost, "this run");
    refuseOver(budget.month, spending.spent + reserved + cost, "this month");
    reserved += cost;
  };
  return {
    ask: async (request, signal) => {
      const price = priceOf(request.model);
      const expected = estimateRequest(request, spending.experiences);
      const cost = costOf({ ...expected, cachedInput: 0 }, price);
      reserve(cost);
      try {
        const reply = await ask(request, signal);
        const paid = costOf(reply.usage, price);
        add(request.task, reply.usage.input, reply.usage.output, paid);
        await keep({ ...spending, spent: spending.spent + paid, experiences: learn(spending.experiences, request, reply.usage) });
        return reply;
      } finally {
        reserved -= cost;
      }
    },
    estimate: (request) => {
      const { input, output } = estimateRequest(request, spending.experiences);
      add(request.task, input, output, costOf({ input, cachedInput: 0, output }, priceOf(request.model)));
      return Promise.resolve({ text: NOTHING, finishReason: "estimate", usage: { input, cachedInput: 0, output } });
    },
    onStored: () => void (all.cached += 1),
    totals: () => structuredCopy(all),
  };
}

const structuredCopy = (totals: Totals): Totals => ({ ...totals, byTask: Object.fromEntries(Object.entries(totals.byTask).map(([task, of]) => [task, { ...of }])) });

function refuseOver(limit: number | null, amount: number, what: string): void {
  if (limit === null || amount <= limit) return;
  throw new CompendiumError("budget", `The budget for ${what} ($${limit.toFixed(2)}) is used up. What was done is kept; raise the budget and compile again to go on.`);
}
