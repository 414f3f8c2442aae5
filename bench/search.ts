/**
 * How well and how fast search finds, next to BM25, MiniSearch, SQLite FTS5, lunr and wink.
 * `npm run bench -- search [--only quality|scale] [--sets cranfield,cacm] [--notes 20000]`. Installs what it measures against into bench/ on first use.
 */
import { parseArgs } from "node:util";
import { installPeers } from "./support/search/peers";
import { measureQuality, SEARCH_SETS } from "./support/search/quality";

const { values } = parseArgs({ options: { only: { type: "string" }, sets: { type: "string" }, notes: { type: "string", default: "20000" } } });

async function main(): Promise<void> {
  installPeers();
  if (values.only !== "scale") await measureQuality(values.sets?.split(",") ?? SEARCH_SETS);
}

void main();
