/** SQLite FTS5 with its Porter stemmer and bm25(). */
import type { Contestant } from "./contestant";
import { matchOf, openDatabase } from "./sqlite";

export const fullTextSqlite: Contestant = {
  name: "SQLite FTS5, porter",
  index: (documents) => {
    const database = openDatabase(":memory:");
    database.exec("CREATE VIRTUAL TABLE documents USING fts5(id UNINDEXED, title, text, tokenize = 'porter unicode61')");
    database.exec("BEGIN");
    const insert = database.prepare("INSERT INTO documents VALUES (?, ?, ?)");
    for (const { id, title, text } of documents) insert.run([id, title, text]);
    insert.finalize();
    database.exec("COMMIT");
    return (query) => {
      const match = matchOf(query);
      return match === "" ? [] : database.all("SELECT id FROM documents WHERE documents MATCH ? ORDER BY bm25(documents) LIMIT 10", [match]).map(({ id }) => String(id));
    };
  },
};
