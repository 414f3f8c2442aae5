/** The figures a search is judged by. */

/** nDCG at 10 with linear gain: a document counts its grade, divided by log2 of its rank plus 1; 1 is the best possible order. */
export function gainAtTen(found: readonly string[], relevant: ReadonlyMap<string, number>): number {
  const discounted = (grades: readonly number[]): number => grades.slice(0, 10).reduce((sum, grade, index) => sum + grade / Math.log2(index + 2), 0);
  return discounted(found.map((id) => relevant.get(id) ?? 0)) / discounted([...relevant.values()].sort((a, b) => b - a));
}

/** How many of the relevant documents are among the first 10. */
export function recallAtTen(found: readonly string[], relevant: ReadonlyMap<string, number>): number {
  return found.slice(0, 10).filter((id) => relevant.has(id)).length / relevant.size;
}

/** The smallest value that so large a share of all does not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

export const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
