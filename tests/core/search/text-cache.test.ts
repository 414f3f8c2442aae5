import { createTextCache } from "../../../src/core/search/text-cache";

describe("The texts held for showing", () => {
  const reads: string[] = [];
  const cache = createTextCache((path) => {
    reads.push(path);
    return Promise.resolve(path === "none" ? null : path.repeat(path.startsWith("large") ? 150_000 : 1));
  });
  beforeEach(() => reads.splice(0));

  test("are read once, until they are forgotten", async () => {
    expect([await cache.read("a"), await cache.read("a")]).toEqual(["a", "a"]);
    cache.forget("a");
    await cache.read("a");
    expect(reads).toEqual(["a", "a"]);
  });

  test("are no more than fit: the one used longest ago goes first", async () => {
    for (const path of ["large1", "large2", "large1", "large3"]) await cache.read(path);
    await cache.read("large1");
    await cache.read("large2");
    expect(reads).toEqual(["large1", "large2", "large3", "large2"]);
  });

  test("are not held where there is none", async () => {
    expect([await cache.read("none"), await cache.read("none")]).toEqual([null, null]);
    expect(reads).toEqual(["none", "none"]);
  });
});
