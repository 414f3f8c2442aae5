/** Words by which a text passes on what somebody says instead of saying it. */

const WORDS =
  "according to|says|said|claims|claimed|claiming|reports|reported|reportedly|alleges|alleged|allegedly|believes|believed|supposedly|rumou?red|estimates|estimated|suspects|thinks|thought|argues|argued|states that|stated that|told|is said to|" +
  "laut|angeblich|behauptet|behauptete|zufolge|soll|sollen|sagt|sagte|meint|schätzt|" +
  "selon|d'après|affirme|affirmait|prétend|aurait|estime|según|afirma|afirmó|dice|dijo|supuestamente|estima|secondo|afferma|sostiene|segundo|alegadamente|volgens|naar verluidt|beweert|enligt|påstås|hävdar|" +
  "по словам|согласно|якобы|утверждает|σύμφωνα με|ισχυρίζεται|بحسب|وفقا|के अनुसार|据|據|声称|によると|によれば|とされる|ตามที่|อ้างว่า";

const isUnspaced = (word: string): boolean => /[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]/u.test(word);
const parts = WORDS.split("|");
const SPACED = new RegExp(`(?<![\\p{L}\\p{N}])(?:${parts.filter((word) => !isUnspaced(word)).join("|")})(?![\\p{L}\\p{N}])`, "iu");
const UNSPACED = new RegExp(parts.filter(isUnspaced).join("|"), "u");

/** Whether the text says whose word it passes on. Its words only: that somebody does is not the same as that it is untrue. */
export const passesOn = (text: string): boolean => SPACED.test(text.replace(/’/gu, "'")) || UNSPACED.test(text);
