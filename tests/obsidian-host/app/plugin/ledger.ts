/** What a plugin put into the app, each entry with the way to see whether it still stands: what is left after the plugin was disabled is its fault. */

export interface Leftover {
  /** "command", "event", "listener" … */
  kind: string;
  name: string;
}

interface Entry extends Leftover {
  isStanding(): boolean;
}

/** Entries that fell are forgotten once there are so many. */
const MOST_KEPT = 2000;

export class Ledger {
  private readonly entries = new Map<string, Entry[]>();

  note(pluginId: string, kind: string, name: string, isStanding: () => boolean): void {
    const entries = this.entries.get(pluginId) ?? [];
    entries.push({ kind, name, isStanding });
    const kept = entries.length > MOST_KEPT ? entries.filter((entry) => entry.isStanding()) : entries;
    this.entries.set(pluginId, kept);
  }

  standing(pluginId: string): Leftover[] {
    return (this.entries.get(pluginId) ?? []).filter((entry) => entry.isStanding()).map(({ kind, name }) => ({ kind, name }));
  }
}
