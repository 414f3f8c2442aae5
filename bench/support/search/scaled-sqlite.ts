/** SQLite FTS5, in a file, over the passages of a large vault. */
import { statSync } from "node:fs";
import { join } from "node:path";
import { freshCopy } from "./fresh-copy";
import { passagesOfNote } from "./passages-of-note";
import type { Scaled } from "./scaled";
import { matchOf, openDatabase } from "./sqlite";
import { watchWasmMemory } from "./wasm-memory";

export function scaledSqlite(notes: Map<string, string>, folder: string): Scaled {
  const file = join(folder, "passages.db");
  const ownMemory = watchWasmMemory();
  const database = openDatabase(file);
  const rows = new Map<string, [first: number, last: number]>();
  let last = 0;
  const select = "SELECT id FROM passages WHERE passages MATCH ? ORDER BY bm25(passages) LIMIT 10";
  const add = (path: string, text: string, insert: (values: readonly unknown[]) => void): void => {
    const first = last + 1;
    for (const { id, title, heading, text: words } of passagesOfNote(path, freshCopy(text))) insert([(last += 1), id, title, heading, words]);
    rows.set(path, [first, last]);
  };
  const insertion = "INSERT INTO passages (rowid, id, title, heading, text) VALUES (?, ?, ?, ?, ?)";
  const ask = async (query: string, isTyping: boolean): Promise<unknown[]> => database.all(select, [matchOf(query, isTyping)]);
  return {
    build: async () => {
      database.exec("CREATE VIRTUAL TABLE passages USING fts5(id UNINDEXED, title, heading, text, tokenize = 'porter unicode61')");
      database.exec("BEGIN");
      const statement = database.prepare(insertion);
      for (const [path, text] of notes) add(path, text, (values) => void statement.run(values));
      statement.finalize();
      database.exec("COMMIT");
    },
    settle: async () => undefined,
    ownMemory,
    keep: async () => statSync(file).size,
    load: async () => {
      const other = openDatabase(file);
      other.all(select, ['"warm"']);
      other.close();
    },
    ways: [{ name: "SQLite FTS5, porter", exact: (query) => ask(query, false), typed: (query) => ask(query, true) }],
    change: async (path, text) => {
      const [first, end] = rows.get(path) ?? [0, -1];
      database.exec("BEGIN");
      database.run("DELETE FROM passages WHERE rowid BETWEEN ? AND ?", [first, end]);
      add(path, text, (values) => void database.run(insertion, values));
      database.exec("COMMIT");
    },
    isFound: async (path, word) => database.all(select, [`"${word}"`]).some(({ id }) => String(id).startsWith(`${path}#`)),
    close: () => database.close(),
  };
}
