/** What makes a group of rows a list: empty state, adding, deleting, moving. Contract: obsidian.d.ts, `SettingDefinitionList`. */
import type { SettingDefinitionList } from "obsidian";
import { setIcon } from "../../icons";
import { ExtraButtonComponent } from "../components/button";
import { Setting } from "../setting";
import type { SettingGroup } from "../setting-group";
import { moved } from "./control-values";
import { pressable } from "./pressable";

export function decorateList(group: SettingGroup, definition: SettingDefinitionList, rows: Setting[], isMobile: boolean): void {
  const { emptyState, addItem, onDelete, onReorder } = definition;
  group.addClass("mod-list");
  if (rows.length === 0 && emptyState !== undefined) {
    const empty = group.listEl.createDiv("setting-list-empty");
    empty.setText(typeof emptyState === "string" ? emptyState : (emptyState.cloneNode(true) as DocumentFragment));
  }
  if (onReorder !== undefined) makeMovable(group, rows, onReorder);
  if (onDelete !== undefined) for (const row of rows) makeDeletable(row, () => onDelete(placeOf(row)));
  number(rows);
  if (addItem === undefined) return;
  const { name, action } = addItem;
  if (!isMobile) {
    group.addExtraButton((button) => button.setIcon("lucide-plus").setTooltip(name).onClick(() => action(button.extraSettingsEl)));
    return;
  }
  const row = new Setting(group.listEl).setName(`+ ${name}`).setClass("mod-clickable").setClass("mod-add-item");
  pressable(row.settingEl, () => action(row.settingEl));
}

const placeOf = (row: Setting): number => Number(row.settingEl.dataset.index);

const number = (rows: Setting[]): void =>
  rows.forEach((row, index) => {
    row.settingEl.dataset.index = String(index);
  });

function makeDeletable(row: Setting, remove: () => unknown): void {
  new ExtraButtonComponent(row.controlEl).setIcon("lucide-trash-2").setTooltip("Delete").onClick(remove);
  if (row.settingEl.tabIndex < 0) row.settingEl.tabIndex = 0;
  row.settingEl.addEventListener("keydown", (event) => {
    if ((event.key !== "Delete" && event.key !== "Backspace") || event.target !== row.settingEl) return;
    event.preventDefault();
    remove();
  });
}

/** By dragging the handle, or with Alt and the arrow keys. The rows are moved before it is told. */
function makeMovable(group: SettingGroup, rows: Setting[], tell: (from: number, to: number) => unknown): void {
  let order = rows;
  let dragged: Setting | null = null;
  const move = (row: Setting, to: number): void => {
    const from = order.indexOf(row);
    if (to < 0 || to >= order.length || to === from) return;
    order = moved(order, from, to);
    group.listEl.prepend(...order.map(({ settingEl }) => settingEl));
    number(order);
    tell(from, to);
  };
  for (const row of rows) {
    const { settingEl } = row;
    const handle = settingEl.createDiv({ cls: "setting-drag-handle", attr: { draggable: "true", "aria-label": "Drag to reorder" } });
    setIcon(handle, "lucide-grip-vertical");
    settingEl.prepend(handle);
    if (settingEl.tabIndex < 0) settingEl.tabIndex = 0;
    handle.addEventListener("dragstart", (event) => {
      dragged = row;
      event.dataTransfer?.setDragImage(settingEl, 0, 0);
    });
    settingEl.addEventListener("dragover", (event) => {
      if (dragged !== null) event.preventDefault();
    });
    settingEl.addEventListener("drop", (event) => {
      event.preventDefault();
      if (dragged !== null) move(dragged, order.indexOf(row));
      dragged = null;
    });
    handle.addEventListener("dragend", () => {
      dragged = null;
    });
    settingEl.addEventListener("keydown", (event) => {
      const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
      if (step === 0 || !event.altKey || event.target !== settingEl) return;
      event.preventDefault();
      move(row, order.indexOf(row) + step);
      settingEl.focus();
    });
  }
}
