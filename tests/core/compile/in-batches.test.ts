import { inBatches } from "../../../src/core/compile/in-batches";

const turns = async (count: number): Promise<void> => {
  for (let turn = 0; turn < count; turn += 1) await Promise.resolve();
};

describe("Work on a list", () => {
  it("goes on as soon as a place is free, and never with more than so many at a time", async () => {
    let [running, most] = [0, 0];
    const begun: number[] = [];
    const results = await inBatches([9, 1, 1, 1, 1, 1], 2, async (length, index) => {
      begun.push(index);
      running += 1;
      most = Math.max(most, running);
      await turns(length * 10);
      running -= 1;
      return `${index}: ${length}`;
    });
    expect(results).toEqual(["0: 9", "1: 1", "2: 1", "3: 1", "4: 1", "5: 1"]);
    expect(begun).toEqual([0, 1, 2, 3, 4, 5]);
    expect(most).toBe(2);
  });

  it("begins nothing more after a failure, and waits for what was begun", async () => {
    const done: number[] = [];
    const work = inBatches([0, 1, 2, 3, 4, 5], 2, async (_, index) => {
      await turns(index === 1 ? 1 : 20);
      if (index === 1) throw new Error("one failed");
      done.push(index);
    });
    await expect(work).rejects.toThrow("one failed");
    expect(done).toEqual([0]);
  });
});
