import { createCancel, waitWith } from "../../src/core/cancel";
import { createPause, whilePaused } from "../../src/core/pause";

const clock = {
  wait: waitWith((callBack, milliseconds) => {
    const timer = setTimeout(callBack, milliseconds);
    return () => clearTimeout(timer);
  }),
};
const never = { aborted: false };
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

describe("Waiting while paused", () => {
  it("is over at once where nothing is paused", async () => {
    await whilePaused(undefined, clock, never);
    await whilePaused(createPause().signal, clock, never);
  });

  it("ends with the resume, for all who wait", async () => {
    const { signal, pause, resume } = createPause();
    pause();
    const over: number[] = [];
    const waits = [1, 2, 3].map((who) => whilePaused(signal, clock, never).then(() => over.push(who)));
    await turn();
    expect(over).toEqual([]);
    resume();
    await Promise.all(waits);
    expect(over).toEqual([1, 2, 3]);
  });

  it("goes on where it was paused again before anybody went on", async () => {
    const { signal, pause, resume } = createPause();
    pause();
    let isOver = false;
    const wait = whilePaused(signal, clock, never).then(() => (isOver = true));
    await turn();
    resume();
    pause();
    await turn();
    expect(isOver).toBe(false);
    resume();
    await wait;
  });

  it("ends with an abort, and leaves no timer behind", async () => {
    const { signal, pause } = createPause();
    const cancel = createCancel();
    pause();
    const wait = whilePaused(signal, clock, cancel.signal);
    await turn();
    cancel.abort();
    await wait;
    expect(signal.isPaused).toBe(true);
  });
});
