/** Whose cards hovering opens, where nothing else has one. Contract: obsidian.d.ts, `RenderContext`. */
import type { HoverPopover } from "../ui";

export class RenderContext {
  hoverPopover: HoverPopover | null = null;
}
