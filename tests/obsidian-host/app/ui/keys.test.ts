import { heldModifiers, hotkeyLabel, isSameKey, modifierString } from "./keys";
import { Keymap } from "./keymap";
import { Scope } from "./scope";

const press = (key: string, held: { ctrl?: boolean; shift?: boolean; alt?: boolean; code?: string } = {}) => {
  const event = { key, code: held.code ?? "", ctrlKey: held.ctrl ?? false, shiftKey: held.shift ?? false, altKey: held.alt ?? false, metaKey: false, isComposing: false, defaultPrevented: false, preventDefault: () => (event.defaultPrevented = true) };
  return event as unknown as KeyboardEvent;
};

describe("keys", () => {
  it("are the same whatever the order of their modifiers", () => {
    expect(modifierString(["Shift", "Mod"])).toBe(modifierString(["Ctrl", "Shift"]));
    expect(heldModifiers(press("p", { ctrl: true, shift: true }))).toBe("Ctrl,Shift");
  });

  it("are known by what is written on them, and by their place on other layouts", () => {
    expect(isSameKey("p", press("P", { code: "KeyP" }))).toBe(true);
    expect(isSameKey("p", press("з", { code: "KeyP" }))).toBe(true);
    expect(isSameKey("q", press("a", { code: "KeyQ" }))).toBe(false);
    expect(isSameKey("1", press("!", { code: "Digit1" }))).toBe(true);
  });

  it("have names for people", () => {
    expect(hotkeyLabel({ modifiers: ["Shift", "Mod"], key: "p" })).toBe("Ctrl + Shift + P");
    expect(hotkeyLabel({ modifiers: ["Alt"], key: "ArrowLeft" })).toBe("Alt + ←");
  });
});

describe("scopes", () => {
  const build = () => {
    const heard: string[] = [];
    const root = new Scope();
    const keymap = new Keymap(root);
    return { heard, root, keymap };
  };

  it("pass a key on to their parents and stop at the first answer", () => {
    const { heard, root, keymap } = build();
    const view = new Scope(root);
    root.register(["Mod"], "p", () => heard.push("root"));
    view.register(["Mod"], "p", () => {
      heard.push("view");
      return undefined;
    });
    keymap.setViewScope(view);
    keymap.handleKey(press("p", { ctrl: true, code: "KeyP" }));
    expect(heard).toEqual(["view", "root"]);
  });

  it("hear every key where key and modifiers are null", () => {
    const { heard, root, keymap } = build();
    root.register(null, null, (event) => heard.push(event.key));
    keymap.handleKey(press("x", { alt: true }));
    expect(heard).toEqual(["x"]);
  });

  it("prevent the default only where the answer is false", () => {
    const { root, keymap } = build();
    root.register([], "Enter", () => false);
    root.register([], "Tab", () => true);
    const [enter, tab] = [press("Enter"), press("Tab")];
    keymap.handleKey(enter);
    keymap.handleKey(tab);
    expect([enter.defaultPrevented, tab.defaultPrevented]).toEqual([true, false]);
  });

  it("are covered by what was pushed, until that is popped", () => {
    const { heard, root, keymap } = build();
    const dialog = new Scope();
    root.register([], "Enter", () => heard.push("root"));
    dialog.register([], "Enter", () => heard.push("dialog"));
    keymap.pushScope(dialog);
    keymap.handleKey(press("Enter"));
    keymap.handleKey(press("Escape"));
    keymap.popScope(dialog);
    keymap.handleKey(press("Enter"));
    expect(heard).toEqual(["dialog", "root"]);
  });

  it("forget what is unregistered", () => {
    const { heard, root, keymap } = build();
    root.unregister(root.register([], "Enter", () => heard.push("gone")));
    keymap.handleKey(press("Enter"));
    expect(heard).toEqual([]);
    expect(root.size).toBe(0);
  });
});

describe("the pane an event asks for", () => {
  it("is a tab with Mod or the middle button, a split with Alt, a window with Alt and Shift", () => {
    expect(Keymap.isModEvent(press("Enter"))).toBe(false);
    expect(Keymap.isModEvent(press("Enter", { ctrl: true }))).toBe("tab");
    expect(Keymap.isModEvent(press("Enter", { ctrl: true, alt: true }))).toBe("split");
    expect(Keymap.isModEvent(press("Enter", { ctrl: true, alt: true, shift: true }))).toBe("window");
    expect(Keymap.isModEvent({ button: 1 } as MouseEvent)).toBe("tab");
    expect(Keymap.isModEvent(null)).toBe(false);
  });
});
