/** Where a leaf has been. */
import type { ViewState } from "./types";

export interface HistoryEntry {
  state: ViewState;
  eState: unknown;
}

export class LeafHistory {
  private readonly back: HistoryEntry[] = [];
  private readonly forward: HistoryEntry[] = [];

  canGoBack(): boolean {
    return this.back.length > 0;
  }

  canGoForward(): boolean {
    return this.forward.length > 0;
  }

  push(entry: HistoryEntry): void {
    this.back.push(entry);
    this.forward.length = 0;
  }

  takeBack(current: HistoryEntry): HistoryEntry | undefined {
    return move(this.back, this.forward, current);
  }

  takeForward(current: HistoryEntry): HistoryEntry | undefined {
    return move(this.forward, this.back, current);
  }
}

function move(from: HistoryEntry[], to: HistoryEntry[], current: HistoryEntry): HistoryEntry | undefined {
  const entry = from.pop();
  if (entry !== undefined) to.push(current);
  return entry;
}
