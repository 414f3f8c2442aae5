/** The figures of batches: what providers take, and what is worth it. */

/** OpenAI and Groq take 50,000 requests a file (platform.openai.com/docs/guides/batch, console.groq.com/docs/batch). */
const MOST_REQUESTS = 50_000;
/**
 * In UTF-8. Both take 200 MB; Azure and older servers take 100. A file is in memory several times while it is sent (lines, body, bytes), and its
 * answers come as one text, so that ours are smaller; 513 sections of long articles made 3.7 MB.
 */
const MOST_BYTES = 50_000_000;
/** Fewer requests are sent one by one, at the full price: nobody wants to wait hours for three repairs. */
export const LEAST_REQUESTS = 10;
/** What OpenAI and Groq ask for a batch's tokens, as part of the list price. */
export const BATCH_PRICE = 0.5;
/**
 * So many pieces of work may be begun at once, so that a pass over a whole vault is one batch. Each holds its note's text, passages and request: 513
 * sections that waited for one batch took 200 MB with all of Node, so that this many stay within what Node has by itself. Larger vaults take more rounds.
 */
export const BATCH_AT_ONCE = 4000;

export interface BatchLimits {
  /** Fewer requests make no batch. */
  least: number;
  /** Of a file. */
  items: number;
  bytes: number;
}

export const LIMITS: BatchLimits = { least: LEAST_REQUESTS, items: MOST_REQUESTS, bytes: MOST_BYTES };

/** All times in milliseconds. */
export interface BatchPatience {
  /** A round is sent when nothing has been asked for so long, or for a tenth of the time it has been gathered, whichever is longer. */
  quiet: number;
  longestQuiet: number;
  /** Between two looks at a batch; each wait is half as long again as the one before. */
  firstLook: number;
  longestLook: number;
  /** A batch that was created may take so long to be listed. */
  listedAfter: number;
}

export const PATIENCE: BatchPatience = { quiet: 1500, longestQuiet: 30_000, firstLook: 2000, longestLook: 60_000, listedAfter: 10_000 };

/** Providers keep a batch and its answers for 30 days. */
export const KEPT_FOR = 30 * 24 * 60 * 60 * 1000;
