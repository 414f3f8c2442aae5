/** `normalizePath` of the app: slashes, spaces that do not break, and the composed form of letters. */

export function normalizePath(path: string): string {
  const trimmed = path.replace(/[\\/]+/g, "/").replace(/^\/+|\/+$/g, "");
  return (trimmed === "" ? "/" : trimmed).replace(/[\u00a0\u202f]/g, " ").normalize("NFC");
}
