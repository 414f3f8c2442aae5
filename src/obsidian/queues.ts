/** Work on a path, one piece at a time: the adapter has no "create if there is none", and many changes of one file at once would keep each other from ever finishing. */
export function createQueues(): <Result>(path: string, work: () => Promise<Result>) => Promise<Result> {
  const queues = new Map<string, Promise<unknown>>();
  return <Result>(path: string, work: () => Promise<Result>): Promise<Result> => {
    const turn = (queues.get(path) ?? Promise.resolve()).then(work, work);
    queues.set(path, turn);
    const forget = (): void => {
      if (queues.get(path) === turn) queues.delete(path);
    };
    turn.then(forget, forget);
    return turn;
  };
}
