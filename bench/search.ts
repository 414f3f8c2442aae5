/**
 * How well and how fast search finds, next to BM25, MiniSearch, SQLite FTS5, lunr and wink.
 * `npm run bench -- search [--only quality|scale] [--sets cranfield,cacm] [--notes 20000]`. Installs what it measures against into bench/ on first use.
 */
import { parseArgs } from "node:util";
import { measureScaled } from "./support/search/measure-scaled";
import { installPeers } from "./support/search/peers";
import { measureQuality, SEARCH_SETS } from "./support/search/quality";
import { measureScale } from "./support/search/scale";

const { values } = parseArgs({
  options: {
    only: { type: "string" },
    sets: { type: "string" },
    notes: { type: "string", default: "20000" },
    // For the processes that the bench starts itself.
    contestant: { type: "string" },
    folder: { type: "string", default: "" },
  },
});

async function main(): Promise<void> {
  const notes = Number(values.notes);
  if (values.contestant !== undefined) {
    const measured = await measureScaled(values.contestant, notes, values.folder);
    process.send?.(measured, () => process.exit(0));
    return;
  }
  if (values.only !== undefined && values.only !== "quality" && values.only !== "scale") throw new Error(`--only is quality or scale, not ${values.only}.`);
  installPeers();
  if (values.only !== "scale") await measureQuality(values.sets?.split(",") ?? SEARCH_SETS);
  if (values.only !== "quality") await measureScale(notes);
}

void main();
