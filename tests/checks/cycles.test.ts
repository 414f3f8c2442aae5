import fc from "fast-check";
import { findCycles, importsOf, readImports } from "./imports";

const graph = (edges: Record<string, string[]>): Map<string, string[]> => new Map(Object.entries(edges));

describe("the checker", () => {
  it("finds a cycle over three files", () => {
    expect(findCycles(graph({ a: ["b"], b: ["c"], c: ["a"], d: ["a"] }))).toEqual([["a", "b", "c"]]);
  });

  it("finds a file that imports itself, and two cycles apart", () => {
    expect(findCycles(graph({ a: ["a"], b: ["c"], c: ["b", "a"] }))).toEqual([["a"], ["b", "c"]]);
  });

  it("takes two ways to the same file for no cycle", () => {
    expect(findCycles(graph({ a: ["b", "c"], b: ["d"], c: ["d"], d: [] }))).toEqual([]);
  });

  it("agrees with reachability on any graph", () => {
    const edges = fc.array(fc.tuple(fc.integer({ min: 0, max: 7 }), fc.integer({ min: 0, max: 7 })), { maxLength: 20 });
    fc.assert(
      fc.property(edges, (pairs) => {
        const nodes = [0, 1, 2, 3, 4, 5, 6, 7].map(String);
        const next = new Map(nodes.map((node) => [node, pairs.filter(([from]) => String(from) === node).map(([, to]) => String(to))]));
        const reach = (from: string, seen = new Set<string>()): Set<string> => {
          for (const node of next.get(from) ?? []) if (!seen.has(node)) reach(node, seen.add(node));
          return seen;
        };
        expect(findCycles(next).flat().sort()).toEqual(nodes.filter((node) => reach(node).has(node)));
      }),
    );
  });

  it("sees every way to import, and no import in a comment or a string", () => {
    const text = [
      'import a from "./a";',
      'import type { B } from "./b";',
      'export * from "./c";',
      'export type { D } from "./d";',
      'const e = await import("./e");',
      'type F = import("./f").F;',
      'import "./g";',
      '// import h from "./h";',
      "const text = 'import i from \"./i\"';",
    ].join("\n");
    expect(importsOf(text).sort()).toEqual(["./a", "./b", "./c", "./d", "./e", "./f", "./g"]);
  });
});

describe("the sources", () => {
  const files = readImports("src");

  it("are read", () => {
    expect(files.length).toBeGreaterThan(0);
    expect(files.flatMap((file) => file.files).length).toBeGreaterThan(0);
  });

  it("import each other without a cycle, types included", () => {
    expect(findCycles(new Map(files.map((file) => [file.path, file.files])))).toEqual([]);
  });
});
