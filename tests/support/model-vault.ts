/** Whole compiles with a model: a vault on disk, the disk host, and a local model server at the other end of real connections. */
import { mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { compile, type CompileOptions, type CompileResult } from "../../src/core/api";
import { waitWith } from "../../src/core/cancel";
import type { Clock, Host, ModelTask } from "../../src/core/ports";
import { DEFAULT_SETTINGS, type Settings } from "../../src/core/settings";
import { diskHost } from "../../src/node/host";
import { audit } from "./audit";
import { goodAnswer } from "./good-model";
import { answer, schemaNameOf, textOfMessage, type Json, type ModelRequest, type Reply } from "./model-server";
import { compileOptions, readTree } from "./vaults";

/** Made up of nothing that occurs by itself. */
export const CANARY_KEY = "sk-canary-QZ7xVw3JkT9hLp2RmB8n";

/** A request at the server, as the engine made it. */
export const askedOf = (request: ModelRequest): Parameters<typeof goodAnswer>[0] => ({
  task: (schemaNameOf(request) ?? "digest") as ModelTask,
  model: request.body.model,
  messages: request.body.messages.map((message) => ({ role: message.role as "user", content: textOfMessage(message) })),
  schema: { name: schemaNameOf(request) ?? "", schema: {} },
  maxTokens: request.body.max_tokens ?? request.body.max_completion_tokens ?? Infinity,
});

/** The script of a model that answers well. */
export const goodReply = (request: ModelRequest): Reply => answer(goodAnswer(askedOf(request)) as Json);

/** Files written a minute ago: of those just written a compile does not trust the times. */
export function writeVault(folder: string, files: Record<string, string>): void {
  const before = Date.now() / 1000 - 60;
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
    utimesSync(join(folder, path), before, before);
  }
}

/** Notes of one section each, about bridges that every three of them share: so that there are articles to write as well. */
export const bridgeNotes = (count: number): Record<string, string> =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => {
      const number = Math.floor(index / 3);
      const bridge = `${[number / 26, number % 26].map((part) => String.fromCharCode(65 + (Math.floor(part) % 26))).join("").replace(/^./, "Ha$&").replace(/.$/, (letter) => `${letter.toLowerCase()}er`).replace(/(?<=^Ha)./, (letter) => letter.toLowerCase())} Bridge`;
      return [`raw/Bridge ${index}.md`, `---\ntitle: "Bridge ${index}"\n---\nThe ${bridge} carries ${index + 2} trains a day between the two banks. Clara Hagen measured the ${bridge} for ${index + 7} crowns.\n`];
    }),
  );

export const modelSettings = (url: string, model: Partial<Settings["model"]> = {}): Settings => ({
  ...DEFAULT_SETTINGS,
  engine: "llm",
  model: { ...DEFAULT_SETTINGS.model, baseUrl: url, strongModel: "strong", fastModel: "fast", ...model },
});

/** A clock that runs so many times as fast as others: what waits a minute waits a second at 60. */
export function fastClock(speed: number): Pick<Clock, "now" | "wait"> {
  const started = Date.now();
  return {
    now: () => started + (performance.timeOrigin + performance.now() - started) * speed,
    wait: waitWith((callBack, milliseconds) => {
      const timer = setTimeout(callBack, milliseconds / speed);
      return () => clearTimeout(timer);
    }),
  };
}

/** The disk host with the key, and with a clock that runs faster where a test would wait. */
export function modelHost(folder: string, speed = 1): Host {
  const host = diskHost(folder);
  return { ...host, modelKey: () => Promise.resolve(CANARY_KEY), clock: speed === 1 ? host.clock : { ...host.clock, ...fastClock(speed) } };
}

export const compileWithModel = (host: Host, settings: Settings, options: Partial<CompileOptions> = {}): Promise<CompileResult> => compile({ host, settings }, compileOptions(options));

/** Every file of the vault, those of the cache included, by path. */
export function everyFile(folder: string): Record<string, string> {
  const files: Record<string, string> = {};
  const walk = (current: string): void => {
    for (const name of readdirSync(join(folder, current))) {
      const path = current === "" ? name : `${current}/${name}`;
      if (statSync(join(folder, path)).isDirectory()) walk(path);
      else files[path] = readFileSync(join(folder, path), "utf8");
    }
  };
  walk("");
  return files;
}

/** What an audit of the vault finds wrong, by kind; nothing where all is well. */
export function faultsIn(folder: string): Record<string, string[]> {
  const tree = readTree(folder);
  const found = audit(tree, Object.keys(tree).filter((path) => path.startsWith("raw/") && path.endsWith(".md")));
  const { malformed, untrue, dangling, uncited, brokenLinks, ambiguousLinks, unlisted } = found;
  return Object.fromEntries(Object.entries({ malformed, untrue, dangling, uncited, brokenLinks, ambiguousLinks, unlisted }).filter(([, faults]) => faults.length > 0));
}
