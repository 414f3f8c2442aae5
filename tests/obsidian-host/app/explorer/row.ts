/** One row of the explorer, with the app's classes. */
import { setIcon } from "../icons";
import { TFile } from "../vault";
import type { TAbstractFile } from "../vault";

export interface RowState {
  file: TAbstractFile;
  depth: number;
  isExpanded: boolean;
}

export function drawRow(doc: Document, { file, depth, isExpanded }: RowState): HTMLElement {
  const isNote = file instanceof TFile;
  const kind = isNote ? "nav-file" : "nav-folder";
  const row = doc.createElement("div");
  row.addClass("tree-item", kind);
  row.setAttrs({ role: "treeitem", "aria-level": depth + 1 });
  const title = row.createDiv({ cls: `tree-item-self ${kind}-title tappable is-clickable`, attr: { "data-path": file.path } });
  title.style.setProperty("--depth", String(depth));
  if (isNote) {
    title.createDiv({ cls: "tree-item-inner nav-file-title-content", text: file.basename });
    if (file.extension !== "md") title.createDiv({ cls: "nav-file-tag", text: file.extension });
    return row;
  }
  row.setAttr("aria-expanded", isExpanded);
  row.toggleClass("is-collapsed", !isExpanded);
  title.addClass("mod-collapsible");
  setIcon(title.createDiv("tree-item-icon collapse-icon nav-folder-collapse-indicator"), "right-triangle");
  title.createDiv({ cls: "tree-item-inner nav-folder-title-content", text: file.name });
  return row;
}
