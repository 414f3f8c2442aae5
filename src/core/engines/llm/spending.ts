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

const isSpending = (data: unknown): data is Spending => {
  const spending = data as Partial<Spending> | null;
  return typeof spending === "object" && spending?.version === VERSION && typeof spending.month === "string" && typeof spending.spent === "number" && Number.isFinite(spending.spent) && typeof spending.experiences === "object";
};

/** A new month begins at nothing; a file that cannot be read too. */
export async function loadSpending({ files, device, clock }: Host): Promise<Spending> {
  const month = clock.stamp().slice(0, 7);
  const stored = await readJson(files, spendingPath(device.id), isSpending);
  if (stored === null) return { version: VERSION, month, spent: 0, experiences: {} };
  return stored.month === month ? stored : { ...stored, month, spent: 0 };
}

export const saveSpending = async ({ files, device }: Host, spending: Spending): Promise<void> => {
  await files.write(spendingPath(device.id), JSON.stringify(spending));
};
