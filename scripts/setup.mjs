/*
 * Installs the dependencies where what is installed is not what the lock file names; does nothing otherwise.
 * It may use nothing but Node itself: on a fresh clone there is nothing else yet.
 */
import { spawnSync } from "node:child_process";
import { readFileSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/** Whether `moduleUrl` is the script Node was started with (and not a module that another script imported). */
export const isStartedScript = (moduleUrl) => {
  const started = process.argv[1];
  return started !== undefined && realpathSync(started) === realpathSync(fileURLToPath(moduleUrl));
};

const readPackages = (path) => {
  try {
    return JSON.parse(readFileSync(path, "utf8")).packages ?? {};
  } catch {
    return null;
  }
};

/** npm leaves a copy of the lock file in node_modules as its last step, so an interrupted install reads as none. */
const isInstalled = () => {
  const wanted = readPackages(join(root, "package-lock.json"));
  const installed = readPackages(join(root, "node_modules", ".package-lock.json"));
  if (wanted === null || installed === null) return false;
  return Object.entries(wanted).every(([path, { version, optional, devOptional }]) => {
    if (path === "") return true;
    const found = installed[path];
    // Optional packages are those of other platforms.
    return found === undefined ? optional === true || devOptional === true : found.version === version;
  });
};

/** npm as it was started, where it was; else the one on the path. */
const npm = () => {
  const script = process.env.npm_execpath;
  if (script !== undefined && /[\\/]npm-cli\.c?js$/.test(script)) return { command: process.execPath, first: [script], shell: false };
  return process.platform === "win32" ? { command: "npm.cmd", first: [], shell: true } : { command: "npm", first: [], shell: false };
};

/** Throws an error with one sentence where the installation fails; npm's own words are on standard error by then. */
export const ensureInstalled = () => {
  if (isInstalled()) return;
  console.error("Installing dependencies (npm ci) …");
  const { command, first, shell } = npm();
  const result = spawnSync(command, [...first, "ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    shell,
    // npm's own chatter goes to standard error: the standard output of a command is its answer.
    stdio: ["ignore", 2, 2],
  });
  if (result.error !== undefined) throw new Error(`npm could not be started: ${result.error.message}. Install Node 20 or later with npm.`);
  if (result.status !== 0) throw new Error("npm ci failed: see its message above. Check the network, then run the same command again.");
};

/** For scripts: installs, or says why not and ends the process. */
export const installOrExit = () => {
  const major = Number(process.versions.node.split(".")[0]);
  try {
    if (major < 20) throw new Error(`Compendium needs Node 20 or later; this is ${process.version}.`);
    ensureInstalled();
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  }
};

if (isStartedScript(import.meta.url)) installOrExit();
