/** What plugins themselves ask of the vault and its adapter: the app reads files too, and a test must tell the two apart. */
import type { Vault } from "../vault";
import { callingPlugin } from "./traces";

export interface PluginCall {
  plugin: string;
  /** As "vault.read" or "adapter.write". */
  call: string;
  path: string;
  /** In milliseconds since the page was opened. */
  time: number;
}

const ADAPTER = ["append", "appendBinary", "copy", "exists", "list", "mkdir", "process", "read", "readBinary", "remove", "rename", "rmdir", "stat", "trashLocal", "trashSystem", "write", "writeBinary"];
const VAULT = ["append", "cachedRead", "copy", "create", "createBinary", "createFolder", "delete", "modify", "modifyBinary", "process", "read", "readBinary", "rename", "trash"];
const MOST_KEPT = 200_000;

const pathOf = (given: unknown): string => (typeof given === "object" && given !== null && "path" in given ? String(given.path) : String(given));

/** Returns the list that grows with every call. */
export function tracePluginCalls(vault: Vault): PluginCall[] {
  const calls: PluginCall[] = [];
  const wrap = (target: object, name: string, methods: readonly string[]): void => {
    for (const method of methods) {
      const original: unknown = Reflect.get(target, method);
      if (typeof original !== "function") continue;
      Reflect.set(target, method, function (this: unknown, ...given: unknown[]): unknown {
        const plugin = callingPlugin();
        if (plugin !== null && calls.length < MOST_KEPT) calls.push({ plugin, call: `${name}.${method}`, path: pathOf(given[0]), time: performance.now() });
        return Reflect.apply(original, target, given);
      });
    }
  };
  wrap(vault.adapter, "adapter", ADAPTER);
  wrap(vault, "vault", VAULT);
  return calls;
}
