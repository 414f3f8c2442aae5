/**
 * Finds the names of a dictionary in a text: leftmost first, of those the longest, in any script. Linear in the text: each piece is looked up once
 * and a match looks no further than the longest name. It knows nothing of Markdown; ranges that must not be read are handed in.
 */
import { isSentenceStart, isWholeName, isWrittenAs } from "./boundaries";
import { CharacterClass, pieceAt, type TextPiece } from "./characters";
import { comparable, plainSymbol, type Dictionary, type DictionaryNode } from "./dictionary";

/** A name in a text: UTF-16 offsets, the words as they stand there, and the page they mean. */
export interface Mention {
  start: number;
  end: number;
  text: string;
  path: string;
}

export interface FindOptions {
  /** Ranges that no mention may touch, ascending, not overlapping. */
  masked?: readonly { start: number; end: number }[];
}

/** A piece of the text with its number in the dictionary; -1 for one that is in no name. */
interface NumberedPiece extends TextPiece {
  number: number;
}

/** Particles that stand right after a Korean name, and are not part of it. Longest first. */
const KOREAN_PARTICLES = "에서는 에게서 으로는 에서 에게 으로 까지 부터 처럼 보다 이나 은 는 이 가 을 를 에 의 와 과 도 로 만".split(" ");
const NO_NAME = -1;

/** Mentions in text order; they never overlap. A name that means several pages, or would in this spelling, is passed over as a whole. */
export function findMentions(text: string, dictionary: Dictionary, options: FindOptions = {}): Mention[] {
  const mentions: Mention[] = [];
  const pieces = numberPieces(text, dictionary, options.masked ?? []);
  for (let index = 0; index < pieces.length; ) {
    const match = longestMatch(text, pieces, index, dictionary.root);
    if (match === null) {
      index++;
      continue;
    }
    if (match.path !== null) mentions.push({ start: match.start, end: match.end, text: text.slice(match.start, match.end), path: match.path });
    index = match.next;
  }
  return mentions;
}

interface Match {
  start: number;
  end: number;
  /** Null for an ambiguous name. */
  path: string | null;
  /** The piece to go on with. */
  next: number;
}

function longestMatch(text: string, pieces: readonly NumberedPiece[], first: number, root: DictionaryNode): Match | null {
  const start = pieces[first]?.start ?? 0;
  let node = root;
  let best: Match | null = null;
  for (let index = first; index < pieces.length; index++) {
    const piece = pieces[index];
    const next = piece === undefined || piece.number === NO_NAME ? undefined : node.next.get(piece.number);
    if (piece === undefined || next === undefined) break;
    node = next;
    if (node.names.length === 0) continue;
    const paths = pathsFor(text, start, piece.end, node);
    if (paths.length > 0) best = { start, end: piece.end, path: paths.length === 1 ? (paths[0] ?? null) : null, next: index + 1 };
  }
  return best;
}

/** The pages that the name at `start` to `end` may mean as it is written there. An exact spelling rules the others out. */
function pathsFor(text: string, start: number, end: number, node: DictionaryNode): string[] {
  if (!isWholeName(text, start, end) && !isFollowedByParticle(text, start, end)) return [];
  const written = comparable(text.slice(start, end));
  const exact = node.names.find((candidate) => candidate.name === written);
  if (exact !== undefined) return exact.paths;
  const atSentenceStart = (): boolean => isSentenceStart(text, start);
  const paths = node.names.filter((candidate) => isWrittenAs(written, candidate.name, atSentenceStart)).flatMap((candidate) => candidate.paths);
  return [...new Set(paths)];
}

function isFollowedByParticle(text: string, start: number, end: number): boolean {
  if (koreanRest(text, end) === "") return false;
  return isWholeName(text.slice(Math.max(0, start - 40), end), Math.min(start, 40), Math.min(start, 40) + end - start);
}

/** The particle at `at` that ends a Hangul word, or "". */
function koreanRest(text: string, at: number): string {
  const rest = pieceAt(`${text.slice(at, at + 8)} `, 0);
  const word = text.slice(at, at + rest.end);
  return rest.class === CharacterClass.hangul && KOREAN_PARTICLES.includes(word) ? word : "";
}

function numberPieces(text: string, dictionary: Dictionary, masked: readonly { start: number; end: number }[]): NumberedPiece[] {
  const pieces: NumberedPiece[] = [];
  let nextMask = 0;
  for (let index = 0; index < text.length; ) {
    const mask = masked[nextMask];
    if (mask !== undefined && index >= mask.start) {
      if (mask.end > index) pushBarrier(pieces, mask.end);
      index = Math.max(index, mask.end);
      nextMask++;
      continue;
    }
    const piece = pieceAt(text, index);
    const crosses = mask !== undefined && piece.end > mask.start;
    const number = crosses ? NO_NAME : numberOf(text, piece, dictionary);
    if (number === NO_NAME) pushKoreanStem(text, piece, dictionary, pieces, crosses);
    else pieces.push({ ...piece, number });
    index = piece.end;
  }
  return pieces;
}

/** One piece that no name goes through stands for a whole run of them. */
function pushBarrier(pieces: NumberedPiece[], at: number): void {
  if (pieces.at(-1)?.number !== NO_NAME) pieces.push({ class: CharacterClass.other, start: at, end: at, number: NO_NAME });
}

function pushKoreanStem(text: string, piece: TextPiece, dictionary: Dictionary, pieces: NumberedPiece[], crosses: boolean): void {
  if (piece.class === CharacterClass.hangul && !crosses && piece.end - piece.start <= dictionary.longestPiece + 8) {
    for (const particle of KOREAN_PARTICLES) {
      if (!text.endsWith(particle, piece.end) || piece.end - particle.length <= piece.start) continue;
      const stem = { ...piece, end: piece.end - particle.length };
      const number = numberOf(text, stem, dictionary);
      if (number === NO_NAME) continue;
      pieces.push({ ...stem, number });
      break;
    }
  }
  pushBarrier(pieces, piece.end);
}

function numberOf(text: string, piece: TextPiece, dictionary: Dictionary): number {
  if (piece.class === CharacterClass.newline || piece.end - piece.start > dictionary.longestPiece) {
    if (piece.class !== CharacterClass.space) return NO_NAME;
  }
  if (piece.class === CharacterClass.space) return dictionary.pieces.get(" ") ?? NO_NAME;
  const written = text.slice(piece.start, piece.end);
  if (piece.class === CharacterClass.other) return dictionary.pieces.get(plainSymbol(written)) ?? NO_NAME;
  const found = dictionary.pieces.get(written.toLowerCase());
  if (found !== undefined) return found;
  return dictionary.pieces.get(written.normalize("NFC").toLowerCase()) ?? NO_NAME;
}
