/* Runs the command line from a checkout: installs and builds what is missing or out of date, then hands over the arguments. */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";
import { installOrExit, isStartedScript, root } from "./setup.mjs";

const builtFrom = ["src", "esbuild.config.mjs", "package.json", "package-lock.json"];

/** The latest change of a file, or of a folder or anything in it (a removed file changes its folder), in milliseconds since 1970. */
const lastChange = (path) => {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return readdirSync(path).reduce((time, name) => Math.max(time, lastChange(join(path, name))), stat.mtimeMs);
};

const isStale = (built) => !existsSync(built) || builtFrom.some((name) => lastChange(join(root, name)) > statSync(built).mtimeMs);

/** Builds where the sources are newer than the build; returns the path of the command line's script. Ends the process where the build fails. */
export const buildWhenStale = () => {
  const built = join(root, "dist", "cli.js");
  if (!isStale(built)) return built;
  const result = spawnSync(process.execPath, [join(root, "esbuild.config.mjs")], { cwd: root, stdio: ["ignore", 2, 2] });
  if (result.status !== 0) {
    console.error("The build failed: see its message above.");
    process.exit(1);
  }
  return built;
};

/** The folder the user stands in: npm changes into the project's own and keeps the user's in INIT_CWD. Under another npm script that variable is not about us. */
const userFolder = () => (process.env.npm_lifecycle_event === "compendium" ? process.env.INIT_CWD : undefined) ?? process.cwd();

const run = (script, args) => {
  const child = spawn(process.execPath, [script, ...args], { stdio: "inherit", cwd: userFolder() });
  // The child ends in its own time (it may be in the middle of a transaction); we only pass on what it has not heard itself.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => {
      const terminalToldIt = signal === "SIGINT" && process.stdin.isTTY === true;
      if (!terminalToldIt) child.kill(signal);
    });
  }
  child.on("error", (error) => {
    console.error(`The command line could not be started: ${error.message}`);
    process.exit(1);
  });
  child.on("exit", (status, signal) => process.exit(status ?? 128 + (constants.signals[signal] ?? 0)));
};

if (isStartedScript(import.meta.url)) {
  installOrExit();
  run(buildWhenStale(), process.argv.slice(2));
}
