/** What the scale part asks of each search, and what it learns. */
export interface Scaled {
  build(): Promise<void>;
  /** What is built later, on first use, is built by then. */
  settle(): Promise<void>;
  /** Memory that neither the heap nor its buffers count, in bytes. */
  ownMemory(): number;
  /** Keeps the index; returns how many bytes that takes. */
  keep(): Promise<number>;
  /** Opens the kept index beside the one in use, ready to be asked. */
  load(): Promise<void>;
  ways: Way[];
  /** The note's new text is searched from then on. */
  change(path: string, text: string): Promise<void>;
  isFound(path: string, word: string): Promise<boolean>;
  close(): void;
}

/** One way of asking. */
export interface Way {
  name: string;
  exact(query: string): Promise<unknown>;
  /** Null where slips and beginnings cannot be asked for. */
  typed: ((query: string) => Promise<unknown>) | null;
}

export interface Spread {
  median: number;
  high: number;
}

export interface WayMeasured {
  name: string;
  exact: Spread;
  typed: Spread | null;
}

/** Milliseconds and bytes. */
export interface ScaleMeasured {
  build: number;
  memory: number;
  /** Before the first question. */
  memoryBuilt: number;
  kept: number;
  load: number;
  ways: WayMeasured[];
  change: { median: number; most: number };
  longestPause: number;
  passages: number;
}
