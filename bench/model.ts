/**
 * The model engine against the local model server, by whole compiles: faults, limits, stream, aborts, estimate. `npm run bench -- model [--only PART] [--sources N]`
 * All over real connections; what takes time is told as a ratio to a baseline of the same run, since the machine is shared.
 */
import { parseArgs } from "node:util";
import { measureAborts } from "./support/model/aborts";
import { measureEstimate } from "./support/model/estimate";
import { measureFaults } from "./support/model/faults";
import { measureLimits } from "./support/model/limits";
import { isStreamServer, measureStream, serveStream } from "./support/model/stream";

const PARTS: Record<string, (sources: number) => Promise<void>> = { faults: measureFaults, limits: measureLimits, stream: measureStream, aborts: measureAborts, estimate: measureEstimate };

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { only: { type: "string" }, sources: { type: "string", default: "500" } } });
  const { only } = values;
  if (only !== undefined && PARTS[only] === undefined) throw new Error(`There is no part ${only}; there are ${Object.keys(PARTS).join(", ")}.`);
  for (const [name, measure] of Object.entries(PARTS)) {
    if (only !== undefined && only !== name) continue;
    console.log(`\n${name}`);
    await measure(Number(values.sources));
  }
}

void (isStreamServer() ? serveStream() : main());
