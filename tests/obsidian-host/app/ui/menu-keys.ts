/** What the keys do in a menu. */
import type { Scope } from "./scope";

export interface MenuKeyActions {
  /** To the next item that can be chosen; from before the first or behind the last where `from` says so. */
  move(step: 1 | -1, from?: "start" | "end"): void;
  choose(event: KeyboardEvent): void;
  openSubmenu(): void;
  /** Only where there is a menu around this one. */
  leaveSubmenu(): void;
  jumpTo(letter: string): void;
  hide(): void;
  isRightToLeft(): boolean;
}

export function registerMenuKeys(scope: Scope, actions: MenuKeyActions): void {
  const key = (name: string, action: (event: KeyboardEvent) => unknown): void => {
    scope.register([], name, (event) => {
      action(event);
      return false;
    });
  };
  const choose = (event: KeyboardEvent): void => actions.choose(event);
  const sideways = (event: KeyboardEvent): void => {
    const isForward = (event.key === "ArrowRight") !== actions.isRightToLeft();
    if (isForward) actions.openSubmenu();
    else actions.leaveSubmenu();
  };
  key("ArrowDown", () => actions.move(1));
  key("ArrowUp", () => actions.move(-1));
  key("Home", () => actions.move(1, "start"));
  key("End", () => actions.move(-1, "end"));
  key("Tab", () => actions.move(1));
  key("Enter", choose);
  key(" ", choose);
  key("ArrowRight", sideways);
  key("ArrowLeft", sideways);
  key("Escape", () => actions.hide());
  // Nothing else hears a letter while a menu is open.
  scope.register(null, null, (event) => {
    if (event.key.length !== 1 || event.ctrlKey || event.metaKey) return undefined;
    actions.jumpTo(event.key);
    return false;
  });
}
