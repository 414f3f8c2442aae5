/**
 * Reads the notes a little ahead of the metadata, several at once: over HTTP one note after the other takes many times as long.
 * The app keeps its metadata from one start to the next and needs nothing of the kind.
 */
import type { MetadataCache } from "./metadata";
import type { TFile, Vault } from "./vault";

const AT_ONCE = 12;
/** So many texts are held for the metadata at most. */
const MOST_AHEAD = 240;

/** `files` in the order in which the metadata takes them. Fulfilled once the first are read; goes on by itself until all are. */
export async function readAhead(vault: Vault, metadata: MetadataCache, files: readonly TFile[]): Promise<void> {
  let next = 0;
  let taken = 0;
  let wake: (() => void)[] = [];
  const hearing = metadata.on("changed", () => {
    taken += 1;
    for (const go of wake.splice(0)) go();
  });
  const first: Promise<unknown>[] = [];
  const work = async (): Promise<void> => {
    for (let file = files[next++]; file !== undefined; file = files[next++]) {
      if (next - taken > MOST_AHEAD) await new Promise<void>((resolve) => wake.push(resolve));
      const reading = vault.cachedRead(file).catch(() => "");
      if (first.length < AT_ONCE) first.push(reading);
      await reading;
    }
  };
  const all = Promise.all(Array.from({ length: AT_ONCE }, work));
  void all.then(() => {
    metadata.offref(hearing);
    wake = [];
  });
  await Promise.all(first);
}
