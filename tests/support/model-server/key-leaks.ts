/** Whether a key can be read in what was put out: whole, in pieces, or in another writing. */

/** A piece of this length tells enough of a key to be one; the prefix that all keys of a provider share is shorter. */
const PIECE = 8;

const writingsOf = (key: string): string[] => [key, `Bearer ${key}`].flatMap((text) => [text, Buffer.from(text).toString("base64").replace(/=+$/, ""), Buffer.from(text).toString("hex"), encodeURIComponent(text), JSON.stringify(text).slice(1, -1)]);

const piecesOf = (key: string): string[] => Array.from({ length: Math.max(0, key.length - PIECE + 1) }, (_, at) => key.slice(at, at + PIECE));

/** The names of the outputs (files, logs, errors) that give the key away. `key` should be made up of nothing that occurs by itself. */
export function keyLeaks(key: string, outputs: Record<string, string>): string[] {
  const telling = [...writingsOf(key), ...piecesOf(key)];
  return Object.entries(outputs)
    .filter(([name, text]) => telling.some((piece) => text.includes(piece) || name.includes(piece)))
    .map(([name]) => name);
}
