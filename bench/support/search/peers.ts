/** The packages that search is measured against. They are installed in bench/ on first use and are no part of the project's own dependencies. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const folder = join(process.cwd(), "bench");

const versionsOf = (path: string): Record<string, string> => {
  if (!existsSync(path)) return {};
  const { packages } = JSON.parse(readFileSync(path, "utf8")) as { packages: Record<string, { version?: string }> };
  return Object.fromEntries(Object.entries(packages).flatMap(([name, { version }]) => (name === "" || version === undefined ? [] : [[name, version]])));
};

/** Installs the peers where what is installed is not what bench/package-lock.json names. */
export function installPeers(): void {
  const wanted = versionsOf(join(folder, "package-lock.json"));
  const installed = versionsOf(join(folder, "node_modules", ".package-lock.json"));
  if (Object.entries(wanted).every(([name, version]) => installed[name] === version)) return;
  console.log("Installing what search is measured against (npm ci in bench/) …");
  const { status } = spawnSync("npm", ["ci"], { cwd: folder, stdio: ["ignore", "ignore", "inherit"], shell: process.platform === "win32" });
  if (status !== 0) throw new Error("npm ci in bench/ failed.");
}

/** The caller says what it uses of the package: their types are not installed when the project's own are checked. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
export function loadPeer<Peer>(name: string): Peer {
  return createRequire(join(folder, "package.json"))(name) as Peer;
}
