/** SQLite's full-text index in WebAssembly, as far as the bench uses it. */
import { loadPeer } from "./peers";
import { wordsOf } from "./words";

interface Statement {
  run(values: readonly unknown[]): unknown;
  finalize(): void;
}

export interface Database {
  exec(sql: string): void;
  run(sql: string, values?: readonly unknown[]): unknown;
  all(sql: string, values?: readonly unknown[]): Record<string, unknown>[];
  prepare(sql: string): Statement;
  close(): void;
}

export function openDatabase(path: string): Database {
  const { Database } = loadPeer<{ Database: new (path: string) => Database }>("node-sqlite3-wasm");
  return new Database(path);
}

/** The words in quotation marks, one of which has to be there; the last as a beginning where it is still being typed. */
export function matchOf(query: string, isTyping = false): string {
  const words = wordsOf(query);
  return words.map((word, index) => `"${word}"${isTyping && index === words.length - 1 ? "*" : ""}`).join(" OR ");
}
