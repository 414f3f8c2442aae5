import type { App } from "../app";
import { Keymap } from "../ui/keymap";
import { Scope } from "../ui/scope";
import { Commands } from "./registry";

interface FakeEditorInfo {
  editor: object;
  getMode?: () => string;
}

const build = (activeEditor: FakeEditorInfo | null = null, isMobile = false) => {
  const scope = new Scope();
  const app = { scope, platform: { isMobile }, workspace: { activeEditor } } as unknown as App;
  const commands = new Commands(app);
  return { commands, keymap: new Keymap(scope), calls: [] as string[] };
};

const control = (key: string, repeat = false) => ({ key, code: `Key${key.toUpperCase()}`, ctrlKey: true, metaKey: false, altKey: false, shiftKey: false, repeat, isComposing: false, defaultPrevented: false, preventDefault: () => undefined }) as unknown as KeyboardEvent;

const ids = (commands: Commands) => commands.listCommands().map(({ id }) => id);

describe("commands", () => {
  it("are listed where they apply, by name, the last run first", () => {
    const { commands, calls } = build();
    commands.addCommand({ id: "a:second", name: "B", callback: () => calls.push("second") });
    commands.addCommand({ id: "a:first", name: "A", callback: () => calls.push("first") });
    commands.addCommand({ id: "a:never", name: "C", checkCallback: () => false });
    commands.addCommand({ id: "a:phone", name: "D", mobileOnly: true, callback: () => calls.push("phone") });
    expect(ids(commands)).toEqual(["a:first", "a:second"]);
    expect(calls).toEqual([]);
    expect(commands.executeCommandById("a:second")).toBe(true);
    expect(ids(commands)).toEqual(["a:second", "a:first"]);
  });

  it("check before they act, and do nothing where they do not apply", () => {
    const { commands, calls } = build();
    let applies = true;
    commands.addCommand({ id: "a:checked", name: "A", checkCallback: (checking) => (calls.push(checking ? "asked" : "done"), applies) });
    expect(commands.executeCommandById("a:checked")).toBe(true);
    applies = false;
    expect(commands.executeCommandById("a:checked")).toBe(false);
    expect(calls).toEqual(["asked", "done", "asked"]);
    expect(commands.executeCommandById("a:unknown")).toBe(false);
  });

  it("for editors get the active editor, and are not there without one or while a note is only read", () => {
    const editor = { name: "editor" };
    const command = { id: "a:edit", name: "A", callback: () => undefined, editorCallback: (given: unknown) => seen.push(given) };
    const seen: unknown[] = [];
    for (const [info, expected] of [[null, false], [{ editor, getMode: () => "preview" }, false], [{ editor, getMode: () => "source" }, true], [{ editor }, true]] as const) {
      const { commands } = build(info);
      commands.addCommand(command);
      expect(commands.executeCommandById("a:edit")).toBe(expected);
    }
    expect(seen).toEqual([editor, editor]);
  });

  it("are gone once removed", () => {
    const { commands } = build();
    commands.addCommand({ id: "a:one", name: "A", callback: () => undefined });
    commands.removeCommand("a:one");
    expect(ids(commands)).toEqual([]);
    expect(commands.findCommand("a:one")).toBeUndefined();
  });

  it("run by their hotkeys, once while the key is held, unless they say otherwise", () => {
    const { commands, keymap, calls } = build();
    commands.addCommand({ id: "a:once", name: "A", hotkeys: [{ modifiers: ["Mod"], key: "k" }], callback: () => calls.push("once") });
    commands.addCommand({ id: "a:often", name: "B", hotkeys: [{ modifiers: ["Mod"], key: "j" }], repeatable: true, callback: () => calls.push("often") });
    for (const event of [control("k"), control("k", true), control("j"), control("j", true), control("x")]) keymap.handleKey(event);
    expect(calls).toEqual(["once", "often", "often"]);
  });

  it("follow the hotkeys the user chose in place of their own", () => {
    const { commands, keymap, calls } = build();
    commands.addCommand({ id: "a:one", name: "A", hotkeys: [{ modifiers: ["Mod"], key: "k" }], callback: () => calls.push("one") });
    commands.setCustomHotkeys({ "a:one": [{ modifiers: ["Mod"], key: "l" }] });
    keymap.handleKey(control("k"));
    keymap.handleKey(control("l"));
    expect(calls).toEqual(["one"]);
  });
});
