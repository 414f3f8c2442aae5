/** In which order the sections of a menu come. */

/** The app's order for the menus of files, tabs and editors; what has no section comes late, dangerous things last. */
const order = ["title", "close", "pane", "correction", "spellcheck", "open", "selection-link", "selection", "clipboard", "action-primary", "action", "insert", "info", "view", "view.linked", "system"];
const last = ["", "danger"];

export interface SectionEntry {
  section: string;
  isSeparator: boolean;
}

/**
 * Groups of entries, to be shown with a line between them. Within a section the order is that of adding.
 * A section the app does not know comes in the order of first use, after those it knows; `added` are the menu's own, before all.
 */
export function groupEntries<T extends SectionEntry>(entries: readonly T[], added: readonly string[] = []): T[][] {
  const unknown = entries.filter(({ isSeparator }) => !isSeparator).map(({ section }) => section);
  const sections = [...new Set([...added.filter((section) => !last.includes(section)), ...order, ...unknown.filter((section) => !last.includes(section)), ...last])];
  const placed = withSection(entries);
  const groups = sections.flatMap((section) => splitAtSeparators(placed.filter((entry) => entry.section === section)));
  return groups.filter((group) => group.length > 0);
}

/** A separator belongs to the section of the item before it. */
function withSection<T extends SectionEntry>(entries: readonly T[]): { entry: T; section: string }[] {
  let section = "";
  return entries.map((entry) => {
    if (!entry.isSeparator) section = entry.section;
    return { entry, section };
  });
}

function splitAtSeparators<T extends SectionEntry>(entries: { entry: T }[]): T[][] {
  const groups: T[][] = [[]];
  for (const { entry } of entries) {
    if (entry.isSeparator) groups.push([]);
    else groups[groups.length - 1]?.push(entry);
  }
  return groups;
}
