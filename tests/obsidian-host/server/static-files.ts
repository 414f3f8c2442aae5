/** Files the browser loads as they are: the page, the plugin, what a note embeds. */
import { readFileSync } from "node:fs";
import { extname, resolve, sep } from "node:path";

/** A folder on disk, or texts and bytes by their name. */
export type StaticFiles = string | Readonly<Record<string, string | Uint8Array>>;

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
  ".gif": "image/gif",
  ".webp": "image/webp",
  ".pdf": "application/pdf",
  ".mp3": "audio/mpeg",
  ".mp4": "video/mp4",
  ".woff2": "font/woff2",
  ".wasm": "application/wasm",
};

export const contentType = (path: string): string => TYPES[extname(path).toLowerCase()] ?? "application/octet-stream";

/** Null where there is no such file. */
export function readStatic(files: StaticFiles, path: string): Uint8Array | null {
  if (typeof files !== "string") {
    const found = Object.hasOwn(files, path) ? files[path] : undefined;
    return typeof found === "string" ? Buffer.from(found) : (found ?? null);
  }
  const absolute = resolve(files, path);
  if (path.includes("\0") || !absolute.startsWith(`${resolve(files)}${sep}`)) return null;
  try {
    return readFileSync(absolute);
  } catch {
    return null;
  }
}
