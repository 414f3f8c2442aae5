/** Tables and goals as they are printed. */

/** Columns as wide as they need; the first to the left, figures to the right. */
export function printTable(rows: readonly (readonly string[])[]): void {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  for (const row of rows) console.log(row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join("  ").trimEnd());
}

export function printGoal(goal: string, got: string, isReached: boolean): void {
  console.log(`goal: ${goal}, got ${got}, ${isReached ? "reached" : "not reached"}`);
}

/** Three figures that count, for milliseconds and megabytes. */
export const short = (value: number): string => (Number.isNaN(value) ? "-" : value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2));

/** A share of 1 as the papers print it. */
export const share = (value: number): string => value.toFixed(3).replace(/^0/, "");
