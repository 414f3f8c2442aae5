import { groupEntries } from "./menu-sections";

const item = (name: string, section = "") => ({ name, section, isSeparator: false });
const separator = { name: "-", section: "", isSeparator: true };
const names = (groups: { name: string }[][]): string[][] => groups.map((group) => group.map(({ name }) => name));

describe("the sections of a menu", () => {
  it("come in the app's order, whatever the order of adding", () => {
    const entries = [item("Delete", "danger"), item("Compile", "action"), item("Plain"), item("Open", "open"), item("Rename", "action")];
    expect(names(groupEntries(entries))).toEqual([["Open"], ["Compile", "Rename"], ["Plain"], ["Delete"]]);
  });

  it("put a section the app does not know before what has none", () => {
    expect(names(groupEntries([item("Plain"), item("Own", "compendium"), item("Open", "open")]))).toEqual([["Open"], ["Own"], ["Plain"]]);
  });

  it("follow the menu's own order first", () => {
    expect(names(groupEntries([item("A", "a"), item("B", "b"), item("Open", "open")], ["b", "a"]))).toEqual([["B"], ["A"], ["Open"]]);
  });

  it("are cut by separators, which never stand alone", () => {
    expect(names(groupEntries([separator, item("A"), separator, separator, item("B"), separator]))).toEqual([["A"], ["B"]]);
  });

  it("keep a separator in the section of the item before it", () => {
    expect(names(groupEntries([item("A", "action"), separator, item("B", "action"), item("Open", "open")]))).toEqual([["Open"], ["A"], ["B"]]);
  });
});
