/** Lets the page answer between slices of long work. */

/** How many milliseconds of work are done at a stretch. */
export const sliceLength = 8;

/** Tells whether the slice that begins now is used up. */
function startSlice(length = sliceLength): () => boolean {
  const end = performance.now() + length;
  return () => performance.now() >= end;
}

const nextTurn = (): Promise<void> => new Promise((resolve) => window.setTimeout(resolve, 0));

/** The slices of one long piece of work; `goOn` says whether anybody still waits for it. */
export class Slices {
  private isOver: () => boolean;

  constructor(
    private readonly goOn: () => boolean = () => true,
    first = sliceLength,
  ) {
    this.isOver = startSlice(first);
  }

  /** To be awaited once the slice is used up. False: stop. */
  async pause(): Promise<boolean> {
    await nextTurn();
    this.isOver = startSlice();
    return this.goOn();
  }

  get isUsedUp(): boolean {
    return this.isOver();
  }
}
