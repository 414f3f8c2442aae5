/** Words that make of a figure a bound, a direction in time or its negative, and words that call a thing untrue: by hand, in English, German, French and Spanish. */

/** `said`: what stands right before the figure. `borne`: what anywhere in the evidence may mean the same. */
export interface Bound {
  said: RegExp;
  borne: RegExp;
  of: "number" | "date";
}

const before = (words: string): RegExp => new RegExp(`(?<!\\p{L})(?:${words})\\s+(?:[$€£¥₹]\\s?)?$`, "iu");
const anywhere = (words: string): RegExp => new RegExp(`(?<!\\p{L})(?:${words})`, "iu");

export const BOUNDS: readonly Bound[] = [
  {
    of: "number",
    said: before("more than|over|above|at least|no(?:t)? (?:less|fewer) than|greater than|exceeding|upwards of|mehr als|über|mindestens|plus de|au moins|más de|al menos"),
    borne: /[+>≥]|(?<!\p{L})(?:more|over|above|at least|(?:less|fewer) than|greater|exceed|upwards|beyond|surpass|pass|top|min|mehr|über|plus|au moins|dépass|más|al menos|super|from|ab\b)/iu,
  },
  {
    of: "number",
    said: before("less than|fewer than|under|below|at most|up to|no(?:t)? more than|weniger als|unter|höchstens|bis zu|moins de|au plus|jusqu'à|menos de|hasta"),
    borne: /[<≤]|(?<!\p{L})(?:less|fewer|under|below|most|up to|more than|max|limit|within|capped|short of|almost|nearly|weniger|unter|höchst|bis|moins|au plus|jusqu|menos|hasta|fast|knapp|casi|presque)/iu,
  },
  { of: "number", said: /(?<!\p{L})minus\s+$|(?:^|[\s(])-$/iu, borne: /(?:^|[\s(=])-\s?\d|(?<!\p{L})(?:minus|negative|below|unter|menos|moins|sous|bajo)/iu },
  {
    of: "date",
    said: before("until|till|before|prior to|bis|vor|avant|jusqu'en|hasta|antes de"),
    borne: /\d\s?-\s?\d|(?<!\p{L})(?:until|till|up to|to\b|before|prior|by\b|through|end|clos|stop|last|bis|vor|avant|jusqu|fin|hasta|antes|ceas)/iu,
  },
  {
    of: "date",
    said: before("since|after|seit|nach|depuis|après|desde|después de"),
    borne: /\d\s?-\s?\d|(?<!\p{L})(?:since|from|after|later|follow|began|begin|start|found|establish|open|introduc|launch|first|as of|seit|nach|ab\b|von|begann|gründ|depuis|après|dès|début|fond|desde|después|tras|fund|inici)/iu,
  },
];

/** Words that call a statement untrue, or a thing a pretence. */
export const UNTRUE = anywhere(
  "(?:false|falsely|untrue|myths?|hoax(?:es)?|wrong|wrongly|incorrect|incorrectly|debunked|disproved|disproven|refuted|mistaken|mistakenly|fake|faked|frauds?|fraudulent|scams?|lies|falsch|unwahr|mythos|irrtum|betrug|widerlegt|faux|fausse|mythe|fraude|falso|falsa|mito)(?!\\p{L})",
);

/** Amounts that are no figures: the least that each says. */
export const VAGUE: readonly (readonly [RegExp, number])[] = [
  [anywhere("dozens of"), 12],
  [anywhere("hundreds of|hunderte|des centaines|cientos de"), 100],
  [anywhere("thousands of|tausende|des milliers|miles de"), 1000],
  [anywhere("millions of|millionen von|des millions|millones de"), 1_000_000],
  [anywhere("billions of|milliarden von|des milliards"), 1_000_000_000],
];
