/** A source's summary and key points: the sentences that stand for it. Position, the title's words and rarity; on long text these beat graph methods. */
import { isChatter, isPersonal, leansOnContext } from "./chatter";
import { definitionAt } from "./definitions";
import { scoreSentence } from "./score";
import { endsAsQuestion } from "./questions";
import { isUnspacedText } from "./scripts";
import type { Language } from "../../text/stop-words";
import { titleTopics } from "./title";
import { contentWords, overlap, type Word } from "./words";

/** A claim of the source, `position` counted from 0 through the whole source; `names` is how many concepts it mentions. */
export interface SourceClaim {
  id: string;
  text: string;
  section: number;
  position: number;
  names: number;
  wordList: readonly Word[];
}

/** A claim with what is worked out once: its score by itself, how well it stands alone, and its content words. */
export interface RatedClaim extends SourceClaim {
  base: number;
  standing: number;
  words: ReadonlySet<string>;
}

interface Rated {
  claim: RatedClaim;
  score: number;
}

export function rateClaim(claim: SourceClaim, language: Language): RatedClaim {
  const { id, text, section, position, names, wordList } = claim;
  return { id, text, section, position, names, wordList, base: scoreSentence(text, names, language, wordList), standing: rateStanding(text), words: new Set(contentWords(text, language, wordList)) };
}

/** Claims looked at for the summary: a summary stands early in a text or nowhere. */
const SUMMARY_WINDOW = 60;
const MOST_KEY_POINTS = 7;
const KEY_POINT_POOL = 80;

/** The claim that says best what the source is about; null without claims. */
export function chooseSummary(claims: readonly RatedClaim[], title: string, language: Language): RatedClaim | null {
  const titleWords = titleWordsOf(title, language);
  const topics = titleTopics(title);
  let best: RatedClaim | null = null;
  let bestScore = -Infinity;
  for (const claim of claims.slice(0, SUMMARY_WINDOW)) {
    const score = rateSummary(claim, titleWords, topics, claims.length);
    if (score > bestScore) [best, bestScore] = [claim, score];
  }
  return best;
}

function rateSummary(claim: RatedClaim, titleWords: readonly TitleWord[], topics: readonly string[], total: number): number {
  const { text } = claim;
  let score = Math.min(3, claim.base) + rateTitle(claim.words, titleWords) * 2 + rateLength(text);
  score += claim.position === 0 ? 1.3 : claim.position === 1 ? 0.9 : claim.position === 2 ? 0.6 : claim.position < total * 0.15 ? 0.3 : 0;
  return score + claim.standing + rateDefinition(text, topics);
}

/** A sentence that says what the title names. */
function rateDefinition(text: string, topics: readonly string[]): number {
  const lower = text.toLowerCase();
  for (const topic of topics) {
    const at = lower.length === text.length ? lower.indexOf(topic) : -1;
    if (at >= 0 && definitionAt(text, at, at + topic.length) !== null) return 1.5;
  }
  return 0;
}

/** The forms that count as a word of the title: itself, its plural, its singular. */
type TitleWord = readonly [string, string, string];

function titleWordsOf(title: string, language: Language): TitleWord[] {
  return [...new Set(contentWords(title, language))].map((word) => [word, word + "s", word.replace(/s$/u, "")]);
}

function rateTitle(words: ReadonlySet<string>, titleWords: readonly TitleWord[]): number {
  if (titleWords.length === 0) return 0;
  let shared = 0;
  for (const [word, plural, singular] of titleWords) if (words.has(word) || words.has(plural) || words.has(singular)) shared += 1;
  return shared / titleWords.length;
}

function rateLength(text: string): number {
  const length = isUnspacedText(text) ? text.length * 2.5 : text.length;
  if (length >= 40 && length <= 240) return 0.6;
  return length > 320 ? -1.2 : -0.4;
}

const NUMBER_START = /^\p{N}/u;
const BYLINE = /^(?:By|Von|Por|Par) \p{Lu}/u;

function rateStanding(text: string): number {
  let score = 0;
  if (leansOnContext(text)) score -= 1.2;
  if (isChatter(text)) score -= 1.5;
  if (NUMBER_START.test(text)) score -= 0.8;
  if (BYLINE.test(text)) score -= 2;
  if (isPersonal(text)) score -= 0.4;
  if (endsAsQuestion(text)) score -= 3;
  if (/^["“«„]/u.test(text)) score -= 0.5;
  return score;
}

/** Three to seven claims that differ from each other and from the summary, in source order; all claims of a very short source. */
export function chooseKeyPoints(claims: readonly RatedClaim[], summary: RatedClaim | null, title: string, language: Language): string[] {
  const others = claims.filter((claim) => claim !== summary);
  if (claims.length <= 3) return claims.map((claim) => claim.id);
  const count = Math.min(MOST_KEY_POINTS, Math.max(3, Math.round(Math.sqrt(claims.length))), others.length);
  const titleWords = titleWordsOf(title, language);
  const pool = others
    .map((claim): Rated => ({ claim, score: rateKeyPoint(claim, titleWords, claims.length) }))
    .sort((left, right) => right.score - left.score || left.claim.position - right.claim.position)
    .slice(0, KEY_POINT_POOL);
  const chosen = chooseDiverse(pool, count, summary === null ? new Set() : summary.words);
  return chosen.sort((left, right) => left.position - right.position).map((claim) => claim.id);
}

function rateKeyPoint(claim: RatedClaim, titleWords: readonly TitleWord[], total: number): number {
  const early = 0.5 * (1 - claim.position / total);
  const length = claim.text.length > 320 ? -0.6 : 0;
  return Math.min(3.5, claim.base) + rateTitle(claim.words, titleWords) + early + length + claim.standing * 0.6;
}

/** A claim of the pool, its likeness to the likest of those chosen, and how many of them are of its section. */
interface Contender extends Rated {
  likest: number;
  sameSection: number;
}

function chooseDiverse(pool: readonly Rated[], count: number, summaryWords: ReadonlySet<string>): SourceClaim[] {
  const chosen: SourceClaim[] = [];
  const left = pool.map((rated): Contender => ({ claim: rated.claim, score: rated.score, likest: overlap(rated.claim.words, summaryWords), sameSection: 0 }));
  while (chosen.length < count && left.length > 0) {
    const best = left.splice(bestOf(left), 1)[0];
    if (best === undefined) break;
    chosen.push(best.claim);
    for (const other of left) {
      other.likest = Math.max(other.likest, overlap(other.claim.words, best.claim.words));
      if (other.claim.section === best.claim.section) other.sameSection += 1;
    }
  }
  return chosen;
}

function bestOf(contenders: readonly Contender[]): number {
  let best = 0;
  let bestScore = -Infinity;
  contenders.forEach(({ score, likest, sameSection }, index) => {
    const worth = score - likest * 4 - sameSection * 0.3;
    if (worth > bestScore) [best, bestScore] = [index, worth];
  });
  return best;
}
