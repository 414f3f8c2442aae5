/**
 * The names the linker looks for, as a trie over the pieces of names: following a text piece by piece finds the longest name in time that does not
 * depend on how many names there are. It knows names and paths; how a name may be written in a text is `mentions.ts`'s.
 */
import { byCodeUnit } from "../text/key";
import { CharacterClass, classOf, isMark, isWordClass, pieceAt } from "./characters";

/** A name or alias, and the page that it means. */
export interface DictionaryEntry {
  name: string;
  path: string;
}

/** A name as it is compared with a text (see `comparable`), and the paths it stands for: more than one is ambiguous. */
export interface TargetName {
  name: string;
  paths: string[];
}

/** One step into names. `next` goes from piece numbers to nodes; `names` are the names that end here, which differ in case only. */
export interface DictionaryNode {
  next: Map<number, DictionaryNode>;
  names: TargetName[];
}

export interface Dictionary {
  root: DictionaryNode;
  /** Piece numbers by the pieces' comparable lower-case text. */
  pieces: Map<string, number>;
  /** UTF-16 units of the longest piece, decomposed: longer words of a text are in no name. */
  longestPiece: number;
  /** Every path that a name leads to, sorted by code unit. */
  paths: string[];
}

/** Longer names are titles of texts, not names that a text would mention; leaving them out bounds the work for each word. */
const MOST_PIECES = 48;
/** Words that are no mention of anything when written in lower case, even where someone has them as an alias. */
const FUNCTION_WORDS = new Set(
  ("a about above after again all also an and any are as at be because been before being below between both but by can could did do does down each few for " +
    "from further had has have he her here him his how i if in into is it its just me more most my no nor not now of off on once only or other our out over own " +
    "same she should so some such than that the their them then there these they this those through to too under until up us very was we were what when where " +
    "which while who whom why will with would you your").split(" "),
);

/** Builds a dictionary. Names that cannot be told from common text (single characters, bare numbers, function words) are left out. */
export function createDictionary(entries: readonly DictionaryEntry[]): Dictionary {
  const root: DictionaryNode = { next: new Map(), names: [] };
  const pieces = new Map<string, number>();
  const paths = new Set<string>();
  let longestPiece = 0;
  for (const entry of entries) {
    const name = comparable(entry.name.trim());
    if (!isLinkable(name)) continue;
    const keys = pieceKeys(name);
    if (keys.length > MOST_PIECES) continue;
    let node = root;
    for (const key of keys) {
      const number = pieces.get(key) ?? pieces.size;
      pieces.set(key, number);
      longestPiece = Math.max(longestPiece, key.normalize("NFD").length);
      const next = node.next.get(number) ?? { next: new Map(), names: [] };
      node.next.set(number, next);
      node = next;
    }
    addName(node, name, entry.path);
    paths.add(entry.path);
  }
  return { root, pieces, longestPiece, paths: [...paths].sort(byCodeUnit) };
}

function addName(node: DictionaryNode, name: string, path: string): void {
  const known = node.names.find((candidate) => candidate.name === name);
  if (known === undefined) node.names.push({ name, paths: [path] });
  else if (!known.paths.includes(path)) known.paths.push(path);
}

function isLinkable(name: string): boolean {
  if (FUNCTION_WORDS.has(name) || /^[\p{N}\p{P}\p{S}\p{Z}]*$/u.test(name) || /[\r\n]/.test(name)) return false;
  return [...name].filter((character) => !isMark(character.codePointAt(0) ?? 0)).length > 1;
}

function pieceKeys(name: string): string[] {
  const keys: string[] = [];
  for (let index = 0; index < name.length; ) {
    const piece = pieceAt(name, index);
    keys.push(name.slice(piece.start, piece.end).toLowerCase());
    index = piece.end;
  }
  return keys;
}

/** A text as names are compared: NFC, each run of white space one space, typographic quotes and dashes plain. Case stays. */
export function comparable(text: string): string {
  if (/^[!-~]*( [!-~]+)*$/.test(text)) return text;
  let result = "";
  const composed = text.normalize("NFC");
  for (let index = 0; index < composed.length; ) {
    const piece = pieceAt(composed, index);
    const written = composed.slice(piece.start, piece.end);
    if (piece.class === CharacterClass.space) result += " ";
    else result += isWordClass(piece.class) ? written : plainSymbol(written);
    index = piece.end;
  }
  return result;
}

/** Quotes and dashes in their plain form. */
export function plainSymbol(symbol: string): string {
  if (symbol === "\u2019" || symbol === "\u2018" || symbol === "\u02bc") return "'";
  if (symbol === "\u201c" || symbol === "\u201d") return '"';
  return symbol >= "\u2010" && symbol <= "\u2015" ? "-" : symbol;
}

/** Whether the first character of `text` belongs to a script that writes words without spaces. */
export function startsUnspaced(text: string): boolean {
  return text !== "" && classOf(text.codePointAt(0) ?? 0) === CharacterClass.unspaced;
}
