/**
 * Money: every request passes here on its way out. The most it can cost is reserved before it is sent, so that requests side by side cannot pass the
 * budget together, and settled with what the endpoint reports. A request that fits only if others turn out cheaper waits for them. Over the budget
 * nothing is sent any more, and the run stops with what it has.
 */
import { saveBehind } from "../../compile/save-behind";
import type { Emit } from "../../events";
import { cancelled, CompendiumError } from "../../failure";
import { whilePaused } from "../../pause";
import type { AskModel, CancelSignal, Host, ModelRequest, ModelTask, PauseSignal } from "../../ports";
import { articleFactor, costOf, estimateRepairs, estimateRequest, learn, mostOf, type Price } from "./estimate";
import { loadSpending, monthOf, saveSpending, type Spending } from "./spending";
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
  /** 0 too where the model's price is not known. */
  costUsd: number;
}

export interface Totals extends TaskTotals {
  /** Requests answered from the log. */
  cached: number;
  byTask: Partial<Record<ModelTask, TaskTotals>>;
}

/** What a run may ask of its meter. */
export interface MeterReadings {
  totals: () => Totals;
  /** Learns from a run that came to its end; `foreseen` articles were estimated for it. */
  learnArticles: (foreseen: number) => void;
  /** Waits until what was spent is written. To be called before the run lets go of the vault. */
  settle: () => Promise<void>;
}

export interface Meter extends MeterReadings {
  ask: AskModel;
  /** The same without sending: counts what would be sent, and replies as a model typically does. */
  estimate: AskModel;
  onStored: (request: ModelRequest) => void;
  /** The totals of an estimate, with as many articles as earlier runs make likely and the repairs that are to be expected. */
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
  const saving = saveBehind(() => saveSpending(host, spending));
  let reserved = 0;
  let underWay = 0;
  const all: Totals = { ...noTotals(), cached: 0, byTask: {} };
  const add = (task: ModelTask, input: number, output: number, cost: number): void => addTo(all, task, { calls: 1, inputTokens: input, outputTokens: output, costUsd: cost });
  /** A reply must not wait for it: what is paid goes into the log first. */
  const keep = (next: Spending): void => {
    spending = next;
    saving.changed();
  };
  /** Told once, and before anything goes. */
  const tellAddress = (): void => {
    if (address === null || spending.told?.includes(address) === true) return;
    emit({ type: "text-leaves", address });
    keep({ ...spending, told: [...(spending.told ?? []), address] });
  };
  const waiting = new Set<() => void>();
  const reserve = async (cost: number, signal: CancelSignal): Promise<void> => {
    for (;;) {
      const isOver = (limit: number | null, spent: number): boolean => limit !== null && spent + reserved + cost > limit;
      if (!isOver(budget.run, all.costUsd) && !isOver(budget.month, spending.spent)) break;
      if (signal.aborted) throw cancelled();
      if (underWay === 0) {
        refuseOver(budget.run, all.costUsd + cost, "this run");
        refuseOver(budget.month, spending.spent + cost, "this month");
      }
      await new Promise<void>((resolve) => waiting.add(resolve));
    }
    reserved += cost;
    underWay += 1;
  };
  const settle = (cost: number): void => {
    underWay -= 1;
    reserved = underWay === 0 ? 0 : reserved - cost;
    const woken = [...waiting];
    waiting.clear();
    for (const wake of woken) wake();
  };
  return {
    ask: async (request, signal) => {
      await whilePaused(pause, host.clock, signal);
      const price = priceOf(request.model);
      const cost = costOf(mostOf(request, spending.experiences), price);
      await reserve(cost, signal);
      try {
        tellAddress();
        const reply = await ask(request, signal);
        const paid = costOf(reply.usage, price) * (reply.priceShare ?? 1);
        add(request.task, reply.usage.input, reply.usage.output, paid);
        // A run that goes on into the next month spends of that one.
        const month = monthOf(host.clock);
        keep({ ...spending, month, spent: (month > spending.month ? 0 : spending.spent) + paid, experiences: learn(spending.experiences, request, reply.usage) });
        emit({ type: "spent", calls: all.calls, inputTokens: all.inputTokens, outputTokens: all.outputTokens, costUsd: all.costUsd });
        return reply;
      } finally {
        settle(cost);
      }
    },
    estimate: async (request, signal) => {
      const { input, output } = estimateRequest(request, spending.experiences);
      add(request.task, input, output, costOf({ input, cachedInput: 0, output }, priceOf(request.model)));
      return { text: await typicalReply(request, signal), finishReason: "stop", usage: { input, cachedInput: 0, output } };
    },
    onStored: () => void (all.cached += 1),
    settle: saving.settle,
    totals: () => copyOf(all),
    estimated: () => {
      const totals = copyOf(all);
      const { article } = totals.byTask;
      if (article !== undefined) addTo(totals, "article", scaled(article, articleFactor(spending.articles) - 1));
      const { calls, input, output } = estimateRepairs((totals.byTask.digest?.calls ?? 0) + (totals.byTask.article?.calls ?? 0), spending.experiences);
      if (calls > 0) addTo(totals, "repair", { calls, inputTokens: input, outputTokens: output, costUsd: costOf({ input, cachedInput: 0, output }, priceOf(repairModel)) });
      return totals;
    },
    learnArticles: (foreseen) => {
      const { foreseen: before, asked } = spending.articles ?? { foreseen: 0, asked: 0 };
      const now = all.byTask.article?.calls ?? 0;
      if (foreseen + now > 0) keep({ ...spending, articles: { foreseen: before + foreseen, asked: asked + now } });
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

/** Whole calls, and tokens in proportion. */
function scaled({ calls, inputTokens, outputTokens, costUsd }: TaskTotals, factor: number): TaskTotals {
  const more = Math.round(calls * factor);
  const share = calls === 0 ? 0 : more / calls;
  return { calls: more, inputTokens: Math.round(inputTokens * share), outputTokens: Math.round(outputTokens * share), costUsd: costUsd * share };
}

const copyOf = (totals: Totals): Totals => ({ ...totals, byTask: Object.fromEntries(Object.entries(totals.byTask).map(([task, of]) => [task, { ...of }])) });

function refuseOver(limit: number | null, amount: number, what: string): void {
  if (limit === null || amount <= limit) return;
  throw new CompendiumError("budget", `The budget for ${what} ($${Number(limit.toFixed(2)) === limit ? limit.toFixed(2) : String(limit)}) is used up. What was done is kept; raise the budget and compile again to go on.`);
}
