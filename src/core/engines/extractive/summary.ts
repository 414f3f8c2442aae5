/** A source's summary and key points: the sentences that stand for it. Position, the title's words and rarity; on long text these beat graph methods. */
import { isChatter, isPersonal, leansOnContext } from "./chatter";
import { definitionAt } from "./definitions";
import { scoreSentence } from "./score";
import { endsAsQuestion } from "./questions";
import { isUnspacedText } from "./scripts";
import type { Language } from "./stop-words";
import { titleTopics } from "./title";
import { contentWords, overlap, wordsOf } from "./words";

/** A claim of the source, `position` counted from 0 through the whole source; `names` is how many concepts it mentions. */
export interface SourceClaim {
  id: string;
  text: string;
  section: number;
  position: number;
  names: number;
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
  const wordList = wordsOf(claim.text);
  return { ...claim, base: scoreSentence(claim.text, claim.names, language, wordList), standing: rateStanding(claim.text), words: new Set(contentWords(claim.text, language, wordList)) };
}

/** Claims looked at for the summary: a summary stands early in a text or nowhere. */
const SUMMARY_WINDOW = 60;
const MOST_KEY_POINTS = 7;
const KEY_POINT_POOL = 80;

/** The claim that says best what the source is about; null without claims. */
export function chooseSummary(claims: readonly RatedClaim[], title: string, language: Language): RatedClaim | null {
  const titleWords = new Set(contentWords(title, language));
  const topics = titleTopics(title);
  let best: RatedClaim | null = null;
  let bestScore = -Infinity;
  for (const claim of claims.slice(0, SUMMARY_WINDOW)) {
    const score = rateSummary(claim, titleWords, topics, claims.length);
    if (score > bestScore) [best, bestScore] = [claim, score];
  }
  return best;
}

function rateSummary(claim: RatedClaim, titleWords: ReadonlySet<string>, topics: readonly string[], total: number): number {
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

function rateTitle(words: ReadonlySet<string>, titleWords: ReadonlySet<string>): number {
  if (titleWords.size === 0) return 0;
  let shared = 0;
  for (const word of titleWords) if (words.has(word) || words.has(word + "s") || words.has(word.replace(/s$/u, ""))) shared += 1;
  return shared / titleWords.size;
}

function rateLength(text: string): number {
  const length = isUnspacedText(text) ? text.length * 2.5 : text.length;
  if (length >= 40 && length <= 240) return 0.6;
  return length > 320 ? -1.2 : -0.4;
}

function rateStanding(text: string): number {
  let score = 0;
  if (leansOnContext(text)) score -= 1.2;
  if (isChatter(text)) score -= 1.5;
  if (/^\p{N}/u.test(text)) score -= 0.8;
  if (/^(?:By|Von|Por|Par) \p{Lu}/u.test(text)) score -= 2;
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
  const titleWords = new Set(contentWords(title, language));
  const pool = others
    .map((claim): Rated => ({ claim, score: rateKeyPoint(claim, titleWords, claims.length) }))
    .sort((left, right) => right.score - left.score || left.claim.position - right.claim.position)
    .slice(0, KEY_POINT_POOL);
  const chosen = chooseDiverse(pool, count, summary === null ? new Set() : summary.words);
  return chosen.sort((left, right) => left.position - right.position).map((claim) => claim.id);
}

function rateKeyPoint(claim: RatedClaim, titleWords: ReadonlySet<string>, total: number): number {
  const early = 0.5 * (1 - claim.position / total);
  const length = claim.text.length > 320 ? -0.6 : 0;
  return Math.min(3.5, claim.base) + rateTitle(claim.words, titleWords) + early + length + claim.standing * 0.6;
}

function chooseDiverse(pool: readonly Rated[], count: number, summaryWords: ReadonlySet<string>): SourceClaim[] {
  const chosen: Rated[] = [];
  const left = [...pool];
  while (chosen.length < count && left.length > 0) {
    let best = 0;
    let bestScore = -Infinity;
    left.forEach((rated, index) => {
      const sameSection = chosen.filter((other) => other.claim.section === rated.claim.section).length;
      const likest = chosen.reduce((most, other) => Math.max(most, overlap(rated.claim.words, other.claim.words)), overlap(rated.claim.words, summaryWords));
      const score = rated.score - likest * 4 - sameSection * 0.3;
      if (score > bestScore) [best, bestScore] = [index, score];
    });
    chosen.push(...left.splice(best, 1));
  }
  return chosen.map((rated) => rated.claim);
}
