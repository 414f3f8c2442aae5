/** Which sources a compile has something to do for. */
import type { Overview } from "../core/api";

export const isWaiting = ({ state }: Pick<Overview["sources"][number], "state">): boolean => state === "new" || state === "changed" || state === "unchecked" || state === "removed";
