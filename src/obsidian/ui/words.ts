/** Numbers and times in words. */

// One for all: to make one takes longer than thousands of uses.
const numbers = new Intl.NumberFormat("en-US");

/** "1 page", "2 pages". Both forms are given where the plural is not the singular with an s. */
export const count = (amount: number, one: string, many = `${one}s`): string => `${numbers.format(amount)} ${amount === 1 ? one : many}`;

export function duration(seconds: number): string {
  if (seconds < 1) return "under a second";
  if (seconds < 60) return `${Math.round(seconds)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/** "a", "a and b", "a, b and c". */
export function listed(items: readonly string[]): string {
  const last = items.at(-1) ?? "";
  return items.length < 2 ? last : `${items.slice(0, -1).join(", ")} and ${last}`;
}
