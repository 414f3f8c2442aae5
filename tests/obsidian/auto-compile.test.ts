import { decide, STILL_FOR, type Situation, type WaitingSource } from "../../src/obsidian/auto-compile/decide";

const source = (path: string, touched: number, modified = touched): WaitingSource => ({ path, touched, modified });
const situation = (changes: Partial<Situation> = {}): Situation => ({ isOn: true, isBusy: false, now: 100_000, waiting: [], most: 200, tried: new Map(), ...changes });
const compiled = (changes: Partial<Situation>): string[] => decide(situation(changes)).compile.map(({ path }) => path);

it("A clip that was left alone long enough is compiled", () => {
  expect(compiled({ waiting: [source("a.md", 100_000 - STILL_FOR)] })).toEqual(["a.md"]);
});

it("A clip that is still being written is looked at again when its time has come", () => {
  expect(decide(situation({ waiting: [source("a.md", 97_000), source("b.md", 99_000)] }))).toEqual({ compile: [], lookAgainIn: STILL_FOR - 3000 });
});

it("Those that are still do not wait for one that is not", () => {
  expect(compiled({ waiting: [source("a.md", 0), source("b.md", 99_999)] })).toEqual(["a.md"]);
});

it.each<[string, Partial<Situation>]>([
  ["it is off", { isOn: false }],
  ["something runs", { isBusy: true }],
  ["more wait than may be compiled without asking", { most: 1 }],
])("Nothing is compiled while %s", (_, changes) => {
  expect(decide(situation({ waiting: [source("a.md", 0), source("b.md", 0)], ...changes }))).toEqual({ compile: [], lookAgainIn: null });
});

it("There is no limit where none is set", () => {
  expect(compiled({ most: 0, waiting: [source("a.md", 0), source("b.md", 0)] })).toEqual(["a.md", "b.md"]);
});

it("A version is tried once, a new one of the same note again", () => {
  const tried = new Map([["a.md", 5]]);
  expect(compiled({ tried, waiting: [source("a.md", 0, 5)] })).toEqual([]);
  expect(compiled({ tried, waiting: [source("a.md", 0, 6)] })).toEqual(["a.md"]);
});
