/** Finds a Chromium to drive: the one named by CHROMIUM_PATH, an installed one, else that of the package @sparticuz/chromium (Linux on x64 alone). */
import { execFileSync, spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { builtOnce } from "../build/cache";

export interface FoundChromium {
  path: string;
  /** Added to the environment of the browser's process. */
  environment: Record<string, string>;
}

const root = resolve(__dirname, "..", "..", "..");
const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome", "microsoft-edge"];

const isExecutable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

function usualPlaces(): string[] {
  const { env, platform } = process;
  if (platform === "darwin") {
    const apps = ["Google Chrome", "Chromium", "Microsoft Edge"];
    return ["/Applications", join(env["HOME"] ?? "", "Applications")].flatMap((folder) => apps.map((app) => join(folder, `${app}.app`, "Contents", "MacOS", app)));
  }
  if (platform === "win32") {
    const folders = [env["PROGRAMFILES"], env["PROGRAMFILES(X86)"], env["LOCALAPPDATA"]].filter((folder) => folder !== undefined);
    return folders.flatMap((folder) => [join(folder, "Google", "Chrome", "Application", "chrome.exe"), join(folder, "Chromium", "Application", "chrome.exe"), join(folder, "Microsoft", "Edge", "Application", "msedge.exe")]);
  }
  const folders = [...(env["PATH"] ?? "").split(delimiter), "/usr/bin", "/usr/local/bin", "/opt/google/chrome", "/snap/bin"].filter((folder) => folder !== "");
  return folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
}

/** Where the package is that brings one; null where it is not installed or made for another machine. */
function packageVersion(): string | null {
  if (process.platform !== "linux" || process.arch !== "x64") return null;
  const folder = join(root, "node_modules", "@sparticuz", "chromium");
  if (!existsSync(join(folder, "bin", "chromium.br"))) return null;
  return (JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { version: string }).version;
}

/** The package unpacks into the temporary folder of its process: here a folder of ours, so that no other process finds half of it. */
const UNPACK = `import chromium from "@sparticuz/chromium"; await chromium.executablePath();`;

async function unpacked(version: string): Promise<FoundChromium> {
  const cache = join(root, "node_modules", ".cache", "compendium", "chromium");
  const folder = await builtOnce(cache, version, async (making) => {
    // Told that it runs on Amazon's Linux, it unpacks the libraries that a bare machine lacks too.
    const environment = { ...process.env, TMPDIR: making, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs22.x" };
    execFileSync(process.execPath, ["--input-type=module", "--eval", UNPACK], { cwd: root, env: environment, stdio: ["ignore", "ignore", "inherit"] });
    // Its fonts are looked for beside this file, not in the temporary folder of the package's own.
    writeFileSync(join(making, "fonts", "fonts.conf"), '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir prefix="relative">fonts</dir></fontconfig>\n');
  });
  const path = join(folder, "chromium");
  return { path, environment: environmentFor(path, folder) };
}

/** The package's own libraries and fonts only where the machine lacks them. */
function environmentFor(path: string, folder: string): Record<string, string> {
  const linked = spawnSync("ldd", [path], { encoding: "utf8" });
  const lacksLibraries = linked.error !== undefined || linked.stdout.includes("not found");
  const libraries: Record<string, string> = lacksLibraries ? { LD_LIBRARY_PATH: [join(folder, "al2023", "lib"), process.env["LD_LIBRARY_PATH"] ?? ""].filter((one) => one !== "").join(":") } : {};
  return existsSync("/etc/fonts") ? libraries : { ...libraries, FONTCONFIG_PATH: join(folder, "fonts") };
}

function installed(): string | undefined {
  const named = process.env["CHROMIUM_PATH"];
  if (named === undefined || named === "") return usualPlaces().find(isExecutable);
  if (!isExecutable(named)) throw new Error(`CHROMIUM_PATH names ${named}, and nothing there can be run.`);
  return named;
}

/** Where there is none, what needs it is skipped and says so. */
export const hasChromium = (): boolean => installed() !== undefined || packageVersion() !== null;

/** Null where there is none. The package's is unpacked at the first call. */
export async function findChromium(): Promise<FoundChromium | null> {
  const path = installed();
  if (path !== undefined) return { path, environment: {} };
  const version = packageVersion();
  return version === null ? null : unpacked(version);
}
