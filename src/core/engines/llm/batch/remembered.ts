/** Batches this vault has at a provider: one small file each, written before the batch is begun, so that no crash can make it forgotten. */
import { parseJson, readIfThere } from "../../../compile/read-json";
import type { Files } from "../../../ports";
import { CACHE_FOLDER } from "../../../settings";
import { byCodeUnit } from "../../../text/key";

export const BATCHES_FOLDER = `${CACHE_FOLDER}/batches`;

const VERSION = 1;

export interface RememberedBatch {
  /** The endpoint's base URL: elsewhere nobody knows of it. */
  address: string;
  /** The provider's ids; the batch's is null until it is known that there is one. */
  inputFile: string;
  batch: string | null;
  /** When the file was handed over, in milliseconds since 1970. */
  since: number;
  /** By the hash of each request, what of it tells what its reply is worth. */
  requests: Record<string, { model: string; maxTokens: number }>;
}

const ID = /^[\w.:-]{1,200}$/;
const HASH = /^[a-z]+-[0-9a-z]{22}$/;

const isRequest = (data: unknown): boolean => {
  const request = data as { model?: unknown; maxTokens?: unknown } | null;
  return typeof request === "object" && typeof request?.model === "string" && typeof request.maxTokens === "number";
};

const isRemembered = (data: unknown): data is RememberedBatch => {
  const batch = data as { [Key in keyof RememberedBatch]?: unknown } & { version?: unknown } | null;
  return (
    typeof batch === "object" &&
    batch?.version === VERSION &&
    typeof batch.address === "string" &&
    typeof batch.inputFile === "string" &&
    ID.test(batch.inputFile) &&
    (batch.batch === null || (typeof batch.batch === "string" && ID.test(batch.batch))) &&
    typeof batch.since === "number" &&
    typeof batch.requests === "object" &&
    batch.requests !== null &&
    Object.entries(batch.requests).every(([hash, request]) => HASH.test(hash) && isRequest(request))
  );
};

const pathOf = ({ inputFile }: RememberedBatch): string => `${BATCHES_FOLDER}/${inputFile.replace(/[^\w-]/g, "_")}.json`;

export async function rememberBatch(files: Files, batch: RememberedBatch): Promise<void> {
  await files.write(pathOf(batch), JSON.stringify({ version: VERSION, ...batch }));
}

export const forgetBatch = (files: Files, batch: RememberedBatch): Promise<void> => files.remove(pathOf(batch));

/** The oldest first. A file that cannot be read as one counts as none. */
export async function rememberedBatches(files: Files): Promise<RememberedBatch[]> {
  const found: RememberedBatch[] = [];
  for (const { path } of await files.list(BATCHES_FOLDER)) {
    const text = path.endsWith(".json") ? await readIfThere(files, path) : null;
    const batch = text === null ? null : parseJson(text, isRemembered);
    if (batch !== null) found.push(batch);
  }
  return found.sort((left, right) => left.since - right.since || byCodeUnit(left.inputFile, right.inputFile));
}
