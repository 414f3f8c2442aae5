/** Where a floating box goes: beside what it belongs to, and inside the window. Pure geometry, in pixels of the window. */

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface Size {
  width: number;
  height: number;
}

export type PlaceSide = "bottom" | "top" | "left" | "right";

const margin = 4;

const clamp = (value: number, size: number, room: number): number => Math.max(margin, Math.min(value, room - size - margin));

const opposite: Record<PlaceSide, PlaceSide> = { bottom: "top", top: "bottom", left: "right", right: "left" };

function at(side: PlaceSide, anchor: Box, size: Size, gap: number, align: "start" | "center" | "end"): { left: number; top: number } {
  const along = (start: number, end: number, length: number): number => (align === "start" ? start : align === "end" ? end - length : (start + end - length) / 2);
  switch (side) {
    case "bottom":
      return { left: along(anchor.left, anchor.right, size.width), top: anchor.bottom + gap };
    case "top":
      return { left: along(anchor.left, anchor.right, size.width), top: anchor.top - gap - size.height };
    case "left":
      return { left: anchor.left - gap - size.width, top: along(anchor.top, anchor.bottom, size.height) };
    case "right":
      return { left: anchor.right + gap, top: along(anchor.top, anchor.bottom, size.height) };
  }
}

const fits = ({ left, top }: { left: number; top: number }, size: Size, room: Size): boolean => left >= 0 && top >= 0 && left + size.width <= room.width && top + size.height <= room.height;

/** On the wanted side if it fits there, else on the other, and pushed into the window at last. */
export function placeBeside(anchor: Box, size: Size, room: Size, options: { side: PlaceSide; gap?: number; align?: "start" | "center" | "end" }): { left: number; top: number } {
  const { side, gap = 0, align = "start" } = options;
  const inside = (point: { left: number; top: number }): { left: number; top: number } => {
    const isUpright = side === "bottom" || side === "top";
    return isUpright ? { left: clamp(point.left, size.width, room.width), top: point.top } : { left: point.left, top: clamp(point.top, size.height, room.height) };
  };
  const wanted = inside(at(side, anchor, size, gap, align));
  if (fits(wanted, size, room)) return wanted;
  const other = inside(at(opposite[side], anchor, size, gap, align));
  const chosen = fits(other, size, room) ? other : wanted;
  return { left: clamp(chosen.left, size.width, room.width), top: clamp(chosen.top, size.height, room.height) };
}

export const pointBox = (x: number, y: number): Box => ({ left: x, top: y, right: x, bottom: y });

export const windowSize = (doc: Document): Size => ({ width: doc.documentElement.clientWidth, height: doc.documentElement.clientHeight });

export function moveTo(element: HTMLElement, { left, top }: { left: number; top: number }): void {
  element.style.left = `${Math.round(left)}px`;
  element.style.top = `${Math.round(top)}px`;
}
