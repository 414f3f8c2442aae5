/** Lines of a note and how far its drawing is scrolled. */
import type { DrawnSection } from "../render/note";

/** Where the line is to stand: at the upper edge, or in the upper third. */
export type ScrollPlace = "start" | "center";

export function scrollToLine(scroller: HTMLElement, section: DrawnSection, line: number, place: ScrollPlace): void {
  const box = section.element.getBoundingClientRect();
  const part = Math.max(0, (line - section.lineStart) / (section.lineEnd - section.lineStart + 1));
  const room = place === "center" ? scroller.clientHeight / 3 : 0;
  scroller.scrollTop += box.top - scroller.getBoundingClientRect().top + part * box.height - room;
}

/** The line at the upper edge, with a fraction. */
export function lineAtTop(scroller: HTMLElement, sections: readonly DrawnSection[]): number {
  const { top } = scroller.getBoundingClientRect();
  for (const { element, lineStart, lineEnd } of sections) {
    const box = element.getBoundingClientRect();
    if (box.height === 0 || box.bottom <= top) continue;
    return lineStart + Math.max(0, (top - box.top) / box.height) * (lineEnd - lineStart + 1);
  }
  return 0;
}
