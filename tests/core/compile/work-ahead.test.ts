import { workAhead } from "../../../src/core/compile/work-ahead";

describe("Working ahead", () => {
  it("gives each its own, in order, and is never more than so many ahead", async () => {
    const begun: number[] = [];
    const { next } = workAhead([10, 11, 12, 13, 14], 3, (item) => {
      begun.push(item);
      return Promise.resolve(item * 2);
    });
    expect(await next(0)).toBe(20);
    expect(begun).toEqual([10, 11, 12]);
    expect(await next(1)).toBe(22);
    expect(begun).toEqual([10, 11, 12, 13]);
    expect([await next(2), await next(3), await next(4)]).toEqual([24, 26, 28]);
    expect(begun).toEqual([10, 11, 12, 13, 14]);
  });

  it("fails where the one asked for failed, and stays silent about those nobody asks for", async () => {
    const { next } = workAhead(["good", "bad", "bad"], 3, (item) => (item === "bad" ? Promise.reject(new Error("gone")) : Promise.resolve(item)));
    expect(await next(0)).toBe("good");
    await expect(next(1)).rejects.toThrow("gone");
  });

  it("has nothing beyond the last", async () => {
    await expect(workAhead([], 2, () => Promise.resolve(1)).next(0)).rejects.toThrow(RangeError);
  });

  it("waits at its end for what was begun, and begins nothing more", async () => {
    let ended = 0;
    const begun: number[] = [];
    const ahead = workAhead([1, 2, 3, 4], 3, async (item) => {
      begun.push(item);
      await Promise.resolve();
      ended += 1;
      if (item === 2) throw new Error("nobody asked");
      return item;
    });
    await ahead.next(0);
    await ahead.end();
    expect({ begun, ended }).toEqual({ begun: [1, 2, 3], ended: 3 });
    expect(await ahead.next(2)).toBe(3);
    await expect(ahead.next(3)).rejects.toThrow(RangeError);
  });
});
