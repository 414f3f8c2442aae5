/** One piece of work at a time for each path, in the order it was asked for. */

export type InTurn = <Result>(path: string, work: () => Promise<Result>) => Promise<Result>;

export function createTurns(): InTurn {
  const last = new Map<string, Promise<unknown>>();
  return (path, work) => {
    const turn = (last.get(path) ?? Promise.resolve()).then(work, work);
    last.set(path, turn);
    const forget = (): void => {
      if (last.get(path) === turn) last.delete(path);
    };
    turn.then(forget, forget);
    return turn;
  };
}
