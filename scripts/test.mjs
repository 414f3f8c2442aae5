/*
 * `npm test`: installs what is missing, then checks types, lint, build and behaviour. A failed step does not stop the next ones.
 * With arguments (`npm test -- tests/core/search`) they are handed to jest, and nothing else runs but the build.
 * The last line of standard output is "N passed, N failed" (and ", N skipped"): jest's own counts, and one failure for each other step that failed.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";
import { ensureInstalled, root } from "./setup.mjs";

const cache = join(root, "node_modules", ".cache", "compendium");
const report = join(cache, `jest-${process.pid}.json`);

const run = (script, args) => {
  const result = spawnSync(process.execPath, [join(root, script), ...args], { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
  if (result.signal === "SIGINT" || result.signal === "SIGTERM") process.exit(128 + constants.signals[result.signal]);
  return result.status === 0;
};

const typescript = "node_modules/typescript/bin/tsc";
const checks = [
  { name: "types", run: () => run(typescript, ["--noEmit"]) },
  { name: "types of the host-free core", run: () => run(typescript, ["--noEmit", "-p", "src/core"]) },
  { name: "lint", run: () => run("node_modules/eslint/bin/eslint.js", ["."]) },
];
const build = { name: "build", run: () => run("esbuild.config.mjs", []) };

const readReport = () => {
  try {
    return JSON.parse(readFileSync(report, "utf8"));
  } catch {
    return null;
  }
};

/** Counts as jest reports them. A suite that could not be loaded is one failure, and so is a jest that failed without naming a test. */
const runTests = (args) => {
  mkdirSync(cache, { recursive: true });
  const hasPassed = run("node_modules/jest/bin/jest.js", [...args, "--json", `--outputFile=${report}`]);
  const result = readReport();
  rmSync(report, { force: true });
  if (result === null) return { passed: 0, failed: 1, skipped: 0 };
  const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
  return {
    passed: result.numPassedTests,
    failed: failed === 0 && !hasPassed ? 1 : failed,
    skipped: result.numPendingTests + result.numTodoTests,
  };
};

const runStep = (step) => {
  const start = Date.now();
  console.log(`\n— ${step.name}`);
  const hasPassed = step.run();
  console.log(`  ${hasPassed ? "ok" : "FAILED"} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
  return hasPassed;
};

const finish = (failedSteps, { passed, failed, skipped }) => {
  const total = failed + failedSteps.length;
  if (failedSteps.length > 0) console.log(`\nFailed besides the tests: ${failedSteps.join(", ")}`);
  console.log(`${passed} passed, ${total} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
  process.exitCode = total === 0 ? 0 : 1;
};

const main = (args) => {
  try {
    ensureInstalled();
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    finish(["installation"], { passed: 0, failed: 0, skipped: 0 });
    return;
  }
  const steps = args.length === 0 ? [...checks, build] : [build];
  const failedSteps = steps.filter((step) => !runStep(step)).map((step) => step.name);
  console.log("\n— tests");
  finish(failedSteps, runTests(args));
};

main(process.argv.slice(2));
