/** What a device remembers, changed as an older version or an accident would have left it. */
import type { State } from "../../src/core/compile/state";
import { loadState, saveState } from "../../src/core/compile/state-store";
import type { Host } from "../../src/core/ports";

export async function changeMemory({ files, device }: Host, change: (state: State) => State): Promise<void> {
  const state = await loadState(files, device.id);
  if (state === null) throw new Error("There is no memory to change.");
  await saveState(files, device.id, change(state));
}
