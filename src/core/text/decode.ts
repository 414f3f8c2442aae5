/** Bytes into text without guessing: what is not UTF-8, the app's own encoding, is reported and left alone. */
import { FileError } from "../ports";

/** The host's UTF-8 decoder: throws on malformed bytes, keeps a byte order mark. */
export interface Decoder {
  decode(bytes: Uint8Array): string;
}

/** Throws a `not-text` FileError for malformed bytes and for binary files. */
export function decodeText(path: string, bytes: Uint8Array, decoder: Decoder): string {
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch (cause) {
    throw new FileError("not-text", path, `${path} is not UTF-8 text; save it as UTF-8 and compile again.`, { cause });
  }
  if (isBinary(text)) throw new FileError("not-text", path, `${path} is a binary file, not a note; rename it or move it out of the source folders.`);
  return text;
}

/** Valid UTF-8 can still be junk: more than one control character in a hundred at the start says so. */
const isBinary = (text: string): boolean => {
  const sample = text.slice(0, 4000);
  const controls = sample.match(/[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/g)?.length ?? 0;
  return controls > sample.length / 100;
};
