/** Texts of notes that were shown a moment ago: while somebody types, the same notes are shown again with every letter. It knows nothing of what they say. */

/** In UTF-16 units, all texts together. */
const MOST_HELD = 2_000_000;

export interface TextCache {
  /** Null where the note cannot be read. What is held may be older than the file: `forget` it when the file changes. */
  read: (path: string) => Promise<string | null>;
  forget: (path: string) => void;
}

export function createTextCache(read: (path: string) => Promise<string | null>): TextCache {
  /** In the order of their last use. */
  const held = new Map<string, string>();
  let size = 0;
  const drop = (path: string): void => {
    size -= held.get(path)?.length ?? 0;
    held.delete(path);
  };
  return {
    forget: drop,
    read: async (path) => {
      const text = held.get(path) ?? (await read(path));
      if (text === null) return null;
      drop(path);
      held.set(path, text);
      size += text.length;
      for (const oldest of held.keys()) {
        if (size <= MOST_HELD) break;
        drop(oldest);
      }
      return text;
    },
  };
}
