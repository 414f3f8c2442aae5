/** Action: what this device spent on models this month. Nothing is sent, and nothing written. */
import { loadSpending } from "../engines/llm/spending";
import type { Vault } from "./session";

export interface SpendingResult {
  /** "2026-11", by the host's own clock. */
  month: string;
  /** In dollars; what had no known price is not in it. */
  spent: number;
}

export async function spending({ host }: Vault): Promise<SpendingResult> {
  const { month, spent } = await loadSpending(host);
  return { month, spent };
}
