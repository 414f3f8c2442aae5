import { readAhead } from "../../../src/core/compile/read-ahead";

describe("Reading ahead", () => {
  it("gives each its own, in order, and is never more than so many ahead", async () => {
    const begun: number[] = [];
    const next = readAhead([10, 11, 12, 13, 14], 3, (item) => {
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
    const next = readAhead(["good", "bad", "bad"], 3, (item) => (item === "bad" ? Promise.reject(new Error("gone")) : Promise.resolve(item)));
    expect(await next(0)).toBe("good");
    await expect(next(1)).rejects.toThrow("gone");
  });

  it("has nothing beyond the last", async () => {
    await expect(readAhead([], 2, () => Promise.resolve(1))(0)).rejects.toThrow(RangeError);
  });
});
