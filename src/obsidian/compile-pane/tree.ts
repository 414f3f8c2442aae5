/** A tree of groups and rows for the keyboard: Tab into it, arrows move, Enter opens, the menu key opens a row's actions, Escape leaves it. */
import { setIcon } from "obsidian";
import { alongText } from "../ui/arrows";
import { addHiddenLabel, addIcon, addLinkButton, labelledBy } from "../ui/elements";
import type { Group, Row, RowAction } from "./groups";

/** So many rows are drawn at once; more come when asked for, so that a vault of thousands holds the app no longer than one of ten. */
const ROWS_AT_ONCE = 60;

export interface TreeHandlers {
  act(action: RowAction, event: MouseEvent | KeyboardEvent): void;
  menu(row: Row, event: MouseEvent | KeyboardEvent): void;
  /** A group was opened or closed. */
  toggled(): void;
  /** Gives the focus back to where one was. */
  leave(): void;
}

export interface Tree {
  draw(groups: readonly Group[]): void;
  focus(): void;
}

const CLOSED_WHEN_LONG = 30;

export function createTree(parent: HTMLElement, label: string, closed: Map<Group["id"], boolean>, handlers: TreeHandlers): Tree {
  const name = addHiddenLabel(parent, label);
  const root = parent.createDiv({ cls: "cpd-tree", attr: { role: "tree" } });
  labelledBy(root, name);
  const shown = new Map<Group["id"], number>();
  let rows = new Map<string, Row>();
  let groups: readonly Group[] = [];
  let current = "";

  const isClosed = (group: Group): boolean => closed.get(group.id) ?? (group.id === "compiled" && group.rows.length > CLOSED_WHEN_LONG && groups.length > 1);
  const items = (): HTMLElement[] => [...root.querySelectorAll<HTMLElement>("[role=treeitem]")];
  const keyOf = (item: Element | null): string => item?.getAttribute("data-key") ?? "";

  const moveTo = (item: HTMLElement | undefined): void => {
    if (item === undefined) return;
    for (const other of items()) other.tabIndex = -1;
    item.tabIndex = 0;
    current = keyOf(item);
    item.focus();
  };
  const toggle = (id: Group["id"], isOpen?: boolean): void => {
    const group = groups.find((each) => each.id === id);
    if (group === undefined) return;
    closed.set(id, isOpen === undefined ? !isClosed(group) : !isOpen);
    redraw();
    handlers.toggled();
  };

  const drawRow = (list: HTMLElement, group: Group, row: Row): void => {
    const key = `${group.id}:${row.key}`;
    rows.set(key, row);
    const item = list.createDiv({ cls: "cpd-row", attr: { role: "treeitem", "aria-level": "2", "data-key": key, tabindex: "-1" } });
    addIcon(item, row.icon, row.tone);
    const body = item.createDiv({ cls: "cpd-row-body" });
    const title = body.createDiv({ cls: "t", text: row.title, attr: { dir: "auto" } });
    const detail = body.createDiv({ cls: "d" });
    const words = detail.createSpan({ text: row.detail });
    if (row.offers.length > 0) {
      const offers = detail.createDiv({ cls: "row-actions" });
      for (const { text, action } of row.offers) {
        addLinkButton(offers, {
          text,
          label: `${text}: ${row.title}`,
          onClick: (event) => {
            event.stopPropagation();
            handlers.act(action, event);
          },
        }).tabIndex = -1;
      }
    }
    labelledBy(item, title, words, ...(row.end === "" ? [] : [item.createDiv({ cls: "e", text: row.end })]));
  };
  const drawGroup = (group: Group): void => {
    const isGroupClosed = isClosed(group);
    const holder = root.createDiv({ cls: ["cpd-group", isGroupClosed ? "is-closed" : "is-open"] });
    const head = holder.createDiv({ cls: "cpd-group-head", attr: { role: "treeitem", "aria-level": "1", "aria-expanded": String(!isGroupClosed), "data-key": group.id, tabindex: "-1" } });
    setIcon(head.createSpan({ cls: "cpd-chevron", attr: { "aria-hidden": "true" } }), "chevron-right");
    head.createSpan({ text: group.title });
    head.createSpan({ cls: "cpd-count", text: group.rows.length.toLocaleString("en-US") });
    if (isGroupClosed) return;
    const list = holder.createDiv({ attr: { role: "group" } });
    const amount = shown.get(group.id) ?? ROWS_AT_ONCE;
    for (const row of group.rows.slice(0, amount)) drawRow(list, group, row);
    const hidden = group.rows.length - amount;
    if (hidden > 0) list.createDiv({ cls: "cpd-row cpd-more", text: `Show ${Math.min(hidden, 2 * ROWS_AT_ONCE)} more of ${hidden}`, attr: { role: "treeitem", "aria-level": "2", "data-key": `more:${group.id}`, tabindex: "-1" } });
  };
  const redraw = (): void => {
    const hadFocus = root.contains(root.doc.activeElement);
    rows = new Map();
    root.empty();
    for (const group of groups) drawGroup(group);
    const all = items();
    const kept = all.find((item) => keyOf(item) === current) ?? all[0];
    if (kept === undefined) return;
    kept.tabIndex = 0;
    if (hadFocus) kept.focus();
  };
  const open = (item: Element | null, event: MouseEvent | KeyboardEvent): void => {
    const key = keyOf(item);
    const row = rows.get(key);
    if (row !== undefined) handlers.act(row.open, event);
    else if (key.startsWith("more:")) {
      const id = key.slice("more:".length) as Group["id"];
      shown.set(id, (shown.get(id) ?? ROWS_AT_ONCE) + 2 * ROWS_AT_ONCE);
      redraw();
    } else toggle(key as Group["id"]);
  };
  const itemOf = (event: Event): HTMLElement | null => (event.target as Element | null)?.closest<HTMLElement>("[role=treeitem]") ?? null;

  const keys: Record<string, (item: HTMLElement, all: HTMLElement[], event: KeyboardEvent) => void> = {
    ArrowDown: (item, all) => moveTo(all[all.indexOf(item) + 1]),
    ArrowUp: (item, all) => moveTo(all[all.indexOf(item) - 1]),
    Home: (_, all) => moveTo(all[0]),
    End: (_, all) => moveTo(all.at(-1)),
    ArrowRight: (item) => {
      if (item.getAttribute("aria-expanded") === "false") toggle(keyOf(item) as Group["id"], true);
    },
    ArrowLeft: (item, all) => {
      if (item.getAttribute("aria-expanded") === "true") toggle(keyOf(item) as Group["id"], false);
      else if (item.getAttribute("aria-level") === "2") moveTo(all.slice(0, all.indexOf(item)).reverse().find((other) => other.getAttribute("aria-level") === "1"));
    },
    Enter: (item, _, event) => open(item, event),
    " ": (item, _, event) => open(item, event),
    ContextMenu: (item, _, event) => {
      const row = rows.get(keyOf(item));
      if (row !== undefined) handlers.menu(row, event);
    },
    Escape: () => handlers.leave(),
  };
  root.addEventListener("keydown", (event) => {
    const item = itemOf(event);
    const name = event.key === "F10" && event.shiftKey ? "ContextMenu" : alongText(event.key, root);
    // Buttons inside a row keep Enter and space for themselves.
    if (item === null || (event.target !== item && (name === "Enter" || name === " "))) return;
    const handle = keys[name];
    if (handle === undefined) return;
    event.preventDefault();
    handle(item, items(), event);
  });
  root.addEventListener("click", (event) => {
    const item = itemOf(event);
    if (item === null) return;
    current = keyOf(item);
    open(item, event);
  });
  root.addEventListener("contextmenu", (event) => {
    const row = rows.get(keyOf(itemOf(event)));
    if (row === undefined) return;
    event.preventDefault();
    handlers.menu(row, event);
  });

  return {
    draw: (next) => {
      groups = next;
      redraw();
    },
    focus: () => {
      items()
        .find((item) => item.tabIndex === 0)
        ?.focus();
    },
  };
}
