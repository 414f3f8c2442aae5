/* Installs the dependencies where they are missing or older than the lock file; does nothing otherwise. */
import { execFileSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..");

const installed = join(root, "node_modules", ".package-lock.json");
const wanted = join(root, "package-lock.json");
const isWindows = process.platform === "win32";

if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(wanted).mtimeMs) {
  console.error("Installing dependencies (npm ci) …");
  execFileSync(isWindows ? "npm.cmd" : "npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    shell: isWindows,
    // npm's own chatter goes to standard error: the standard output of a command is its answer.
    stdio: ["ignore", 2, 2],
  });
}
