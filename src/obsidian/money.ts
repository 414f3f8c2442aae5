/** Calls, tokens and dollars in words: the same before, during and after a run. Data in, data out. */
import type { ModelUse } from "../core/api";
import { count, listed } from "./ui/words";

/** Small amounts keep two telling digits; what costs nothing says so. */
export function dollars(amount: number): string {
  if (amount === 0) return "$0";
  if (amount >= 0.995) return `$${amount.toFixed(2)}`;
  if (amount < 0.0001) return "under $0.0001";
  const digits = Math.min(4, 1 - Math.floor(Math.log10(amount)));
  return `$${amount.toFixed(Math.max(2, digits)).replace(/(\.\d\d\d*?)0+$/, "$1")}`;
}

/** An amount of a model whose price may not be known. */
export const price = ({ costUsd, arePricesKnown }: Pick<ModelUse, "costUsd" | "arePricesKnown">): string => (arePricesKnown ? (costUsd === 0 ? "no cost" : dollars(costUsd)) : "price not known");

/** "about 14 calls, $0.04". */
export const expectedText = (model: ModelUse): string => (model.calls === 0 ? "no calls, no cost" : `about ${count(model.calls, "call")}, ${price(model)}`);

/** "13 calls, $0.038, where about 14 calls, $0.04 were expected". */
export function spentText(model: ModelUse, expected: ModelUse | null): string {
  const spent = `${count(model.calls, "call")}, ${price(model)}`;
  return expected === null || expected.calls === 0 ? spent : `${spent}, where ${expectedText(expected)} were expected`;
}

/** "7 of about 14 calls, $0.02 of about $0.04". */
export function spendingText(spent: { calls: number; costUsd: number } | null, expected: ModelUse): string {
  const calls = `${(spent?.calls ?? 0).toLocaleString("en-US")} of about ${count(expected.calls, "call")}`;
  if (!expected.arePricesKnown) return calls;
  return expected.costUsd === 0 ? `${calls}, no cost` : `${calls}, ${dollars(spent?.costUsd ?? 0)} of about ${dollars(expected.costUsd)}`;
}

/** "gpt-5-nano and gpt-5-mini. $1.12 of $5.00 used this month." */
export function accountText({ models, spent, limit }: { models: readonly string[]; spent: number; limit: number | null }): string {
  const used = limit === null ? (spent === 0 ? "" : ` ${dollars(spent)} used this month.`) : ` ${dollars(spent)} of ${dollars(limit)} used this month.`;
  return `${listed(models)}.${used}`;
}

const PASSES: Record<ModelUse["passes"][number]["name"], string> = { digest: "Reading sources", concepts: "Telling concepts apart", article: "Writing articles", repair: "Repairs" };

/** A line for each pass that asks: its name, and what it takes. */
export const passRows = ({ passes, arePricesKnown }: ModelUse): { name: string; value: string }[] =>
  passes.map((pass) => ({
    name: PASSES[pass.name],
    value: listed([count(pass.calls, "call"), `${count(pass.inputTokens + pass.outputTokens, "token")}${arePricesKnown && pass.costUsd > 0 ? `, ${dollars(pass.costUsd)}` : ""}`]).replace(" and ", ", "),
  }));
