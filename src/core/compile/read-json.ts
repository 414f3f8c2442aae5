/** Reading our own cache: whatever cannot be read as what it should be counts as not there. */
import { FileError, type Files } from "../ports";

/** The text of a file, or null where there is none or it cannot be read as text. */
export const readIfThere = (files: Files, path: string): Promise<string | null> =>
  files.read(path).catch((error: unknown) => {
    if (error instanceof FileError && (error.code === "not-found" || error.code === "not-text")) return null;
    throw error;
  });

export function parseJson<T>(text: string, isValid: (data: unknown) => data is T): T | null {
  try {
    const data: unknown = JSON.parse(text);
    return isValid(data) ? data : null;
  } catch {
    return null;
  }
}

/** A JSON file of our own cache; null where it is missing, torn or not `isValid`. */
export async function readJson<T>(files: Files, path: string, isValid: (data: unknown) => data is T): Promise<T | null> {
  const text = await readIfThere(files, path);
  return text === null ? null : parseJson(text, isValid);
}
