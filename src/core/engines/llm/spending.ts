/** What this device spent this month, and what it learned of estimates: one small file, read once a run and written as money goes out. */
import { readJson } from "../../compile/read-json";
import { deviceFolder } from "../../compile/state";
import type { Host } from "../../ports";
import type { ArticleExperience, Experiences } from "./estimate";

const VERSION = 1;

export interface Spending {
  version: typeof VERSION;
  /** "2026-11", by the host's own clock. */
  month: string;
  /** In dollars, this month. */
  spent: number;
  experiences: Experiences;
  articles?: ArticleExperience;
  /** Addresses the user was told text is sent to. */
  told?: string[];
}

const spendingPath = (device: string): string => `${deviceFolder(device)}/spending.json`;

const isAmount = (data: unknown): data is number => typeof data === "number" && Number.isFinite(data) && data >= 0;

const isSpending = (data: unknown): data is Spending => {
  const spending = data as Partial<Spending> | null;
  return typeof spending === "object" && spending?.version === VERSION && typeof spending.month === "string" && isAmount(spending.spent);
};

const amountsIn = (data: unknown): Record<string, unknown> => (typeof data === "object" && data !== null ? (data as Record<string, unknown>) : {});

/** What was learned, as far as it is amounts: a single one that is none would make every estimate, and so every budget, none. */
function learnedIn(stored: Spending): Pick<Spending, "experiences" | "articles" | "told"> {
  const experiences = Object.fromEntries(Object.entries(amountsIn(stored.experiences)).filter(([, experience]) => isExperience(experience))) as Experiences;
  const { foreseen, asked } = amountsIn(stored.articles);
  const told: unknown = stored.told;
  return { experiences, ...(isAmount(foreseen) && isAmount(asked) ? { articles: { foreseen, asked } } : {}), ...(Array.isArray(told) ? { told: told.filter((address) => typeof address === "string") } : {}) };
}

function isExperience(data: unknown): boolean {
  const { calls, estimatedInput, reportedInput, material, reportedOutput } = amountsIn(data);
  return (calls === undefined || isAmount(calls)) && [estimatedInput, reportedInput, material, reportedOutput].every(isAmount);
}

export const monthOf = (clock: Host["clock"]): string => clock.stamp().slice(0, 7);

/** A new month begins at nothing; a file that cannot be read too. A clock that was set back makes no new month. */
export async function loadSpending({ files, device, clock }: Host): Promise<Spending> {
  const month = monthOf(clock);
  const stored = await readJson(files, spendingPath(device.id), isSpending);
  if (stored === null) return { version: VERSION, month, spent: 0, experiences: {} };
  return { version: VERSION, month, spent: month > stored.month ? 0 : stored.spent, ...learnedIn(stored) };
}

export const saveSpending = async ({ files, device }: Host, spending: Spending): Promise<void> => {
  await files.write(spendingPath(device.id), JSON.stringify(spending));
};
