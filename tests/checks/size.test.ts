import { statSync } from "node:fs";
import { join } from "node:path";
import { buildPlugin } from "../obsidian-host/build";
import { root } from "./imports";

const limit = 2.5 * 1024 * 1024;

it("main.js stays under 2.5 MB", async () => {
  // Built from the sources as they are: the file in the project's folder may be older.
  const { size } = statSync(join(await buildPlugin(root), "main.js"));
  process.stderr.write(`main.js: ${Math.round(size / 1024)} KB of ${limit / 1024} KB\n`);
  expect(size).toBeGreaterThan(0);
  expect(size).toBeLessThan(limit);
});
