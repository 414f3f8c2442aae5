/* Runs the command line from a checkout: installs and builds what is missing or out of date, then hands over the arguments. */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { root } from "./setup.mjs";

const newest = (folder) =>
  readdirSync(folder, { withFileTypes: true }).reduce((time, entry) => {
    const path = join(folder, entry.name);
    return Math.max(time, entry.isDirectory() ? newest(path) : statSync(path).mtimeMs);
  }, 0);

export const buildWhenStale = () => {
  const built = join(root, "dist", "cli.js");
  if (existsSync(built) && statSync(built).mtimeMs >= newest(join(root, "src"))) return built;
  const result = spawnSync(process.execPath, [join(root, "esbuild.config.mjs")], { cwd: root, stdio: ["ignore", 2, 2] });
  if (result.status !== 0) process.exit(result.status ?? 1);
  return built;
};

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const child = spawnSync(process.execPath, [buildWhenStale(), ...process.argv.slice(2)], { stdio: "inherit", cwd: process.env.INIT_CWD ?? process.cwd() });
  process.exit(child.status ?? 130);
}
