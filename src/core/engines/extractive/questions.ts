/** Open questions worth keeping: what a source asks or leaves open. Rhetorical headings and chat are not. */
import { isUnspacedText } from "./scripts";
import { wordsOf } from "./words";

const QUESTION_END = /[?？؟][\s"'”’»)\]」』]*$/u;
const CHAT = /^(?:have you|did you|do you|are you|can you|could you|would you|will you|don(?:'|’)t you|isn(?:'|’)t it|aren(?:'|’)t|wouldn(?:'|’)t it|want to|wanna|why not|what if i told|ready to|need |looking for|sound|got |guess|remember|know |ever |who cares|who knew|so what|what about you|right\b|see |curious|interested|wondering|haben sie|hast du|kennst du|kennen sie|haben wir|avez-vous|as-tu|has |¿has |¿sabías|¿quieres|你是否|你知道|有没有想过|هل تريد|هل تعلم)/iu;
const LEAST_WORDS = 5;
const LEAST_CHARACTERS = 8;

export function endsAsQuestion(sentence: string): boolean {
  return QUESTION_END.test(sentence.slice(-12));
}

/** Whether the sentence is a real question of at least five words that is not addressed to the reader for effect. */
export function isOpenQuestion(sentence: string): boolean {
  if (!endsAsQuestion(sentence) || sentence.length > 400) return false;
  const start = sentence.replace(/^[^\p{L}\p{N}¿]+/u, "");
  if (CHAT.test(start)) return false;
  return isUnspacedText(start) ? start.length >= LEAST_CHARACTERS : wordsOf(start).length >= LEAST_WORDS;
}
