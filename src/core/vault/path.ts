/**
 * Paths and file names: pure text work. It knows the rules of file systems and of Obsidian's links, and no file system.
 */

/** Invisible characters that only confuse in a name: format controls, but the joiners of emoji and Persian and the letters of flag emoji stay. */
const INVISIBLE = /(?![\u200c\u200d\u{e0020}-\u{e007f}])\p{Cf}/gu;
/** Lone surrogates, code points that are no characters, and the sign for one that is lost, which hosts read as a name they cannot open. */
const UNUSABLE = /[\p{Cs}\ufdd0-\ufdef\ufffd-\uffff]/gu;
/** Names that Windows keeps for devices, whatever follows the first dot. */
const DEVICE_NAME = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)/iu;
const UNTITLED = "Untitled";
const MOST_ROUNDS = 20;

/**
 * A path relative to the vault, with `/` and without empty, `.` or `..` segments. "" is the vault itself. Null for a path that is absolute,
 * leaves the vault, holds a NUL or has a segment that Windows would read as `..`. The characters of names stay as they are on disk.
 */
export function normalisePath(path: string): string | null {
  if (path.includes("\0")) return null;
  const unified = path.replaceAll("\\", "/");
  if (unified.startsWith("/") || /^[A-Za-z]:/.test(unified)) return null;
  const segments: string[] = [];
  for (const segment of unified.split("/")) {
    if (segment === "" || segment === ".") continue;
    if (segment === "..") {
      if (segments.pop() === undefined) return null;
    } else if (isDisguisedParent(segment)) {
      return null;
    } else {
      segments.push(segment);
    }
  }
  return segments.join("/");
}

/** Windows drops dots and spaces at the end of a name, so that ".. " and "..." may mean the folder above. */
function isDisguisedParent(segment: string): boolean {
  return segment.length < 256 && /^[. ]+$/.test(segment);
}

/** What the app calls a path, and a link to it: composed (NFC), with plain blanks in the place of those that do not break. The disk may call it otherwise. */
export function appPath(path: string): string {
  return path.replace(/[\u00a0\u202f]/g, " ").normalize("NFC");
}

/** What two paths share exactly when the app or some file system takes them for one: `appPath`, case-folded. For comparing, never for opening. */
export function pathKey(path: string): string {
  return appPath(path).toUpperCase().toLowerCase().normalize("NFC");
}

/** A path's last part without `.md`; other extensions stay, as they do in a link. */
export function baseName(path: string): string {
  return withoutMarkdownExtension(path.slice(path.lastIndexOf("/") + 1));
}

/** The folder a path stands in, "" at the top of the vault. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash < 0 ? "" : path.slice(0, slash);
}

/** `path` without a closing `.md` (in any case). */
export function withoutMarkdownExtension(path: string): string {
  return path.length > 3 && path.slice(-3).toLowerCase() === ".md" ? path.slice(0, -3) : path;
}

/**
 * A title as a file name (without extension) for every platform and for Obsidian's links: at most `maximumBytes` bytes of UTF-8, NFC, cut between
 * characters as people see them, never empty. Naming twice gives the same name.
 */
export function safeFileName(title: string, maximumBytes = 180): string {
  // No name needs more, and a page title may be the whole page.
  let name = title.slice(0, 4 * maximumBytes + 1024);
  // What is taken out can bring together what must not stand together ("%<%"), so it goes on until nothing changes: two or three rounds.
  for (let round = 0, before = ""; round < MOST_ROUNDS && name !== before; round++) {
    before = name;
    name = saferName(name, maximumBytes);
  }
  return name === "" ? UNTITLED : name;
}

function saferName(title: string, maximumBytes: number): string {
  const visible = title.normalize("NFC").replace(UNUSABLE, "").replace(/[\p{Cc}\p{Z}]+/gu, " ").replace(INVISIBLE, "");
  const allowed = replaceForbidden(visible).normalize("NFC").replace(/ {2,}/g, " ");
  return trimEnds(cutToBytes(trimEnds(allowed).replace(DEVICE_NAME, "$1_"), maximumBytes));
}

/** Each character that a platform or a link forbids, as what reads best in its place. */
function replaceForbidden(name: string): string {
  return name
    .replace(/(?<![\p{L}\p{N}])([A-G])#(?![\p{L}\p{N}])/gu, "$1 sharp")
    .replace(/[:|]+(?= )/g, " -")
    .replace(/(?<=[^ ])[\\/:|*^]+(?=[^ ])/g, "-")
    .replace(/[\\/|]+/g, "-")
    .replaceAll("[", "(")
    .replaceAll("]", ")")
    .replace(/["`]/g, "'")
    .replace(/%{2,}/g, "%")
    .replace(/[:*?<>#^]/g, "");
}

/** Without white space at either end, dots at either end (hidden files, Windows) and dashes that joined what is gone. */
function trimEnds(name: string): string {
  let start = 0;
  let end = name.length;
  while (start < end && isOneOf(name, start, ". ")) start++;
  while (end > start && (isOneOf(name, end - 1, ". ") || (isOneOf(name, end - 1, "-") && isOneOf(name, end - 2, " ")))) end--;
  if (name.startsWith("- ", start)) return trimEnds(name.slice(start + 2, end));
  return name.slice(start, end);
}

function isOneOf(text: string, index: number, characters: string): boolean {
  const character = text[index];
  return character !== undefined && characters.includes(character);
}

/** The longest start of `name` within `maximumBytes` of UTF-8 that ends between characters as people see them (where one fits at all). */
function cutToBytes(name: string, maximumBytes: number): string {
  let bytes = 0;
  let offset = 0;
  let lastBoundary = 0;
  let previous = 0;
  let flagLetters = 0;
  for (const character of name) {
    const point = character.codePointAt(0) ?? 0;
    const isFlagLetter = point >= 0x1f1e6 && point <= 0x1f1ff;
    const joins = previous === 0x200d || isExtending(character, point) || (isFlagLetter && flagLetters % 2 === 1);
    if (!joins) lastBoundary = offset;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    if (bytes > maximumBytes) return name.slice(0, lastBoundary > 0 ? lastBoundary : offset);
    flagLetters = isFlagLetter ? flagLetters + 1 : 0;
    offset += character.length;
    previous = point;
  }
  return name;
}

function isExtending(character: string, point: number): boolean {
  if (point < 0x300) return false;
  if (point === 0x200d || (point >= 0x1f3fb && point <= 0x1f3ff) || (point >= 0xe0020 && point <= 0xe007f)) return true;
  return /\p{M}/u.test(character);
}

/**
 * The first free path of "Name.md", "Name 2.md", "Name 3.md" … `base` is the path without extension, `extension` goes without its dot ("" for none).
 * `isTaken` is asked with the path's `pathKey`.
 */
export function numberedPath(base: string, extension: string, isTaken: (key: string) => boolean): string {
  const ending = extension === "" ? "" : `.${extension}`;
  for (let number = 1; ; number++) {
    const path = number === 1 ? `${base}${ending}` : `${base} ${number}${ending}`;
    if (!isTaken(pathKey(path))) return path;
  }
}
