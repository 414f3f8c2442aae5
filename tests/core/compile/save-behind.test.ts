import { saveBehind } from "../../../src/core/compile/save-behind";

const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 2));

describe("Saving behind the work", () => {
  it("writes the latest state, one write at a time, and as few as it can", async () => {
    let state = 0;
    let atOnce = 0;
    const written: number[] = [];
    const saving = saveBehind(async () => {
      atOnce += 1;
      expect(atOnce).toBe(1);
      const now = state;
      await turn();
      written.push(now);
      atOnce -= 1;
    });
    for (state = 1; state <= 500; state += 1) saving.changed();
    state = 500;
    await saving.settle();
    expect(written.at(-1)).toBe(500);
    expect(written.length).toBeLessThanOrEqual(2);
    state = 501;
    saving.changed();
    await saving.settle();
    expect(written.at(-1)).toBe(501);
  });

  it("is settled at once where nothing changed", async () => {
    await saveBehind(() => Promise.reject(new Error("written"))).settle();
  });

  it("tells of a write that failed at the next change, and ends all waiting", async () => {
    const saving = saveBehind(() => Promise.reject(new Error("the disk is full")));
    saving.changed();
    await saving.settle();
    expect(() => saving.changed()).toThrow("the disk is full");
  });
});
