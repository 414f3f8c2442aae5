/** Whether what the user entered about the model can be used: values, or sentences that say what to mend. Data in, data out. */

const ADDRESS = /^https?:\/\/[^\s/@]+(\/[^\s@]*)?$/iu;
const WITH_NAME = /^https?:\/\/[^/]*@/iu;
const LONGEST_TEXT = 300;
const AMOUNT = /^\d+(?:[.,]\d{1,6})?$/;
const MOST_DOLLARS = 1_000_000;

/** Without blanks and slashes at the ends. */
export const cleanAddress = (given: string): string => given.trim().replace(/\/+$/u, "");

/** Why `given` cannot be the address of an endpoint; null where it can. Empty is the service's own. */
export function problemOfAddress(given: string): string | null {
  const address = cleanAddress(given);
  if (address === "") return null;
  if (WITH_NAME.test(address)) return "Enter the address without a name or password in it; the key goes into the row below.";
  if (!ADDRESS.test(address)) return "Enter an address that begins with https:// or http://, such as http://127.0.0.1:8080/v1.";
  if (/\/(?:chat\/)?completions$|\/models$/iu.test(address)) return "Enter the address only up to /v1: the rest is added.";
  return problemOfText(address);
}

/** Why `given` cannot be a name of a model or a language; null where it can. */
export const problemOfText = (given: string): string | null => (given.trim().length <= LONGEST_TEXT ? null : `Enter at most ${LONGEST_TEXT} characters.`);

/** Dollars; `null` where nothing is entered. `1.000` and `1,000` could be a thousand or one, and are asked about. */
export function readDollars(given: string): { value: number | null } | { problem: string } {
  const text = given.replace(/^\s*\$|\$\s*$/g, "").trim();
  if (text === "") return { value: null };
  const value = Number(text.replace(",", "."));
  if (/^\d+,\d{3}$/.test(text)) return { problem: "Enter thousands without a mark, as 1000." };
  if (!AMOUNT.test(text) || value > MOST_DOLLARS) return { problem: "Enter an amount in dollars, such as 0.50." };
  return { value };
}
