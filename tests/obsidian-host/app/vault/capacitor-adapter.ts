/** The adapter of phones and tablets. Type: obsidian.d.ts, `CapacitorAdapter`. */
import { DiskAdapter } from "./adapter";

export class CapacitorAdapter extends DiskAdapter {}
