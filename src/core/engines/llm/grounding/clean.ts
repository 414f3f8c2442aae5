/**
 * What a model wrote, cleaned before it is shown or saved: one line of plain text with nothing live and nothing of the model's own machinery in it. Whoever writes it into
 * Markdown escapes it besides. Linear; it never fails, it may leave nothing.
 */

/** A longer sentence is cut at a word. */
export const LONGEST_CLEAN = 1_200;

/** What a cleaning took away, for the count; the words that were left are in `text`. */
export interface Cleaned {
  text: string;
  removed: Removal[];
}

export type Removal = "hidden characters" | "HTML" | "link" | "image" | "code block" | "template" | "address" | "footnote" | "role marker" | "chatter" | "Markdown" | "length";

interface Options {
  /** Addresses that the sources have: only these stay. */
  addresses?: ReadonlySet<string>;
  limit?: number;
}

interface Step {
  removal: Removal;
  pattern: RegExp;
  replacement: string;
}

/** Nothing longer is looked at: a sentence of this length is none. */
const LONGEST_READ = 20_000;

const HIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0e\ufeff\ufff9-\ufffb]|\udb40[\udc00-\udfff]/g;
const LONE_HALF = /(?<![\ud800-\udbff])[\udc00-\udfff]|[\ud800-\udbff](?![\udc00-\udfff])/g;
/** Zero-width joiners belong to words of some scripts and to emoji; elsewhere they only hide. */
const STRAY_JOINER = /(?<![\p{L}\p{M}\p{Extended_Pictographic}\ufe0f])[\u200c\u200d]|(?<=[\u0000-\u024f])[\u200c\u200d]|[\u200c\u200d](?=[\u0000-\u024f]|$)/gu;

/** In this order: what holds other things goes first. */
const STEPS: readonly Step[] = [
  { removal: "code block", pattern: /(?:```|~~~)\s{0,4}(?:dataviewjs|dataview|js-engine|templater|mermaid|query|button|customjs|tasks|base)\b[^`~]{0,4000}(?:```|~~~)?/giu, replacement: " " },
  { removal: "code block", pattern: /(?:```|~~~)[\w-]{0,20}/gu, replacement: " " },
  { removal: "template", pattern: /<%[^%]{0,2000}%>|<%[^\n%]{0,2000}|%>|\{\{[^{}]{0,300}\}\}|\{%[^%]{0,300}%\}|`(?:=|\$=)[^`]{0,500}`|\$=[^\s]{0,200}/gu, replacement: " " },
  { removal: "template", pattern: /%%[^%\n]{0,2000}%%|%%/gu, replacement: " " },
  { removal: "role marker", pattern: /<\|[^|<>\n]{0,60}\|>|<\/?s>|\[\/?INST\]|<<\/?SYS>>|<\/?(?:think|thinking|reasoning|scratchpad|answer|system|assistant|user|human|tool_call|function_calls?|source|passages?|document|untrusted)\b[^<>]{0,200}>/giu, replacement: " " },
  { removal: "HTML", pattern: /<!--[^]{0,4000}?-->|<!--|-->|<(script|style|iframe|object|embed|svg|math|template|noscript)\b[^<>]{0,2000}>[^<]{0,4000}(?:<\/\1\s*>)?/giu, replacement: " " },
  { removal: "HTML", pattern: /<\/?[a-z][a-z0-9:-]{0,30}(?:\s[^<>]{0,2000})?\/?>|<[!?][^<>]{0,500}>/giu, replacement: "" },
  // What is left of one comes apart, but "x < y" still says so.
  { removal: "HTML", pattern: /<(?=[a-z!/?%])/giu, replacement: "< " },
  { removal: "HTML", pattern: /&(?:lt|gt|#x?[0-9a-f]{1,7}|colon|Tab|NewLine|lpar|rpar|lsqb|rsqb|nbsp|amp);/giu, replacement: " " },
  { removal: "image", pattern: /!\[\[([^\]\n]{0,300})\]\]|!\[([^\]\n]{0,300})\]\([^()\n]{0,2000}(?:\([^()\n]{0,500}\)[^()\n]{0,500})?\)|!\[([^\]\n]{0,300})\]\[[^\]\n]{0,100}\]/gu, replacement: " " },
  { removal: "link", pattern: /\[\[(?:[^[\]|\n]{0,300}\|)?([^[\]|\n]{0,300})\]\]/gu, replacement: "$1" },
  { removal: "footnote", pattern: /\[\^[^\]\n]{0,60}\]:?|\^\[[^\]\n]{0,300}\]|【\d[^】]{0,40}】|\[(?:passage|claim|source|p|c|s|ref)\.?\s?\d{1,4}(?:\s?[,;–-]\s?(?:passage|claim|source|p|c|s|ref)?\.?\s?\d{1,4}){0,12}\]/giu, replacement: "" },
];

const MARKDOWN_LINK = /\[([^[\]\n]{0,500})\]\(\s*<?([^\s<>()]{0,2000}(?:\([^\s<>()]{0,300}\)[^\s<>()]{0,300})?)>?(?:\s+["'(][^)\n]{0,300})?\s*\)/gu;
const REFERENCE_LINK = /\[([^[\]\n]{1,300})\]\[[^[\]\n]{0,100}\]/gu;
const ADDRESS = /(?<![\p{L}\p{N}])[a-z][a-z0-9+.-]{1,30}:\/\/[^\s<>"`]{0,2000}|(?<![\p{L}\p{N}.@])www\.[^\s<>"`]{1,2000}/giu;
const LIVE_SCHEME = /(?<![\p{L}\p{N}])(?:j\s{0,2}a\s{0,2}v\s{0,2}a\s{0,2}s\s{0,2}c\s{0,2}r\s{0,2}i\s{0,2}p\s{0,2}t|vbscript|livescript)\s{0,3}:\S{0,2000}|(?<![\p{L}\p{N}])(?:data|blob):[a-z]{1,20}\/\S{0,4000}|(?<![\p{L}\p{N}])(?:obsidian|file|app|vscode|shell|ms-[a-z]+|x-[a-z-]+):\/\/\S{0,2000}/giu;
const TRAILING = /[.,;:!?)\]}*_'’]+$/u;

const MARKS: readonly [RegExp, string][] = [
  [/^(?:\s{0,3}(?:#{1,6}|>|[-*+]|\d{1,3}[.)])\s+)+/u, ""],
  [/(\*{1,3})(?=\S)([^*\n]{1,1000}?)(?<=\S)\1/gu, "$2"],
  [/(?<![\p{L}\p{N}_])(_{1,3})(?=\S)([^_\n]{1,1000}?)(?<=\S)\1(?![\p{L}\p{N}_])/gu, "$2"],
  [/~~(?=\S)([^~\n]{1,1000}?)~~|==(?=\S)([^=\n]{1,1000}?)==/gu, "$1$2"],
  [/`{1,3}/gu, ""],
];

const ROLE = /^\s*(?:["“])?(?:\*{0,2})(?:assistant|ai|system|user|human|model|chatgpt|claude|gemini|bot|output|answer|response|statement|sentence|claim|summary)(?:\*{0,2})\s?\d{0,3}:(?:\*{0,2})\s+/iu;
const OPENERS =
  /^\s*(?:(?:sure|certainly|of course|absolutely|great question|okay|ok)[,!.]\s*)?(?:here(?:'s| is| are)\s(?:the|a|an|your|my)\s[^:.\n]{0,80}:\s*|(?:sure|certainly|absolutely|great question)[!.,]\s+|as an? (?:ai|artificial intelligence|(?:large )?language model)(?: language model| assistant| model)?,\s*(?=i\b)|(?:als (?:eine? )?ki|en tant qu['’]ia|como (?:una )?ia)(?:[- ][\p{L}-]{1,20}){0,2},\s*|i hope this helps\b[^.!?\n]{0,100}(?:[.!?]|$)\s*|i(?: cannot| can['’]t| am unable to|['’]m unable to) (?:help|assist|provide|comply|fulfil|answer|do that|continue|process|access|browse|summari[sz]e)\b[^.!?\n]{0,300}(?:[.!?]|$)\s*|i(?:['’]m| am) sorry,? (?:but )?(?:i|as|there)\b[^.!?\n]{0,300}(?:[.!?]|$)\s*|i apologi[sz]e\b[^.!?\n]{0,300}(?:[.!?]|$)\s*|based on the (?:provided|given) (?:passages?|text|context|sources?),?\s*|according to (?:the )?(?:provided |given )?passages?(?: \d{1,4})?,?\s*)/iu;
const ENDINGS = /\s*(?:i hope this helps|let me know if[^.!?\n]{0,200}|feel free to[^.!?\n]{0,200}|is there anything else[^.!?\n]{0,200}|would you like me to[^.!?\n]{0,200})[.!?]*\s*$/iu;
const SELF = /\bas an? (?:ai|artificial intelligence|(?:large )?language model)(?: language model| assistant| model)?, i\b/iu;

/** A model's sentence as one line of plain text. Empty where nothing of it may stay. */
export function cleanSentence(written: string, { addresses = NO_ADDRESSES, limit = LONGEST_CLEAN }: Options = {}): Cleaned {
  const removed = new Set<Removal>();
  let text = written.length > LONGEST_READ ? written.slice(0, LONGEST_READ) : written;
  if (text.length < written.length) removed.add("length");
  const apply = (removal: Removal, pattern: RegExp, replacement: string | ((...groups: string[]) => string)): void => {
    const next = typeof replacement === "string" ? text.replace(pattern, replacement) : text.replace(pattern, replacement);
    if (next !== text) removed.add(removal);
    text = next;
  };
  apply("hidden characters", HIDDEN, "");
  apply("hidden characters", LONE_HALF, "");
  apply("hidden characters", STRAY_JOINER, "");
  // What is left of a mark that stood around another may be one itself: until nothing changes, but not for ever.
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const before = text;
    for (const { removal, pattern, replacement } of STEPS) apply(removal, pattern, replacement);
    apply("link", MARKDOWN_LINK, (_, words = "") => words);
    apply("link", REFERENCE_LINK, "$1");
    apply("address", LIVE_SCHEME, "");
    apply("address", ADDRESS, (address = "") => keepAddress(address, addresses));
    if (text === before) break;
  }
  text = text.replace(/\s+/gu, " ").trim();
  apply("role marker", ROLE, "");
  for (let round = 0; round < 3; round += 1) apply("chatter", OPENERS, "");
  apply("chatter", ENDINGS, "");
  if (SELF.test(text)) apply("chatter", /^.*$/u, "");
  for (const [pattern, replacement] of MARKS) apply("Markdown", pattern, replacement);
  apply("Markdown", /^[=~]{3,}|`{3,}/gu, "");
  text = text.replace(/\s+([,.;:!?])(?=\s|$)/gu, "$1").replace(/\(\s*\)|\[\s*\]/gu, "").replace(/\s+/gu, " ").trim();
  for (let round = 0; LEFT_OVER.test(text); round += 1) {
    apply("address", LIVE_SCHEME, "");
    apply("Markdown", round < MOST_ROUNDS ? LEFT_OVER : /[<>[\]{}%`~:]/gu, "");
  }
  text = text.replace(/\s+/gu, " ").trim();
  if (!/[\p{L}\p{N}]/u.test(text)) return { text: "", removed: [...removed] };
  if (text.length > limit) {
    removed.add("length");
    text = cutAtWord(text, limit);
  }
  return { text, removed: [...removed] };
}

/** Halves of marks that together would be live. */
const LEFT_OVER = /\[\[|\]\]|\](?=\()|!(?=\[)|\[\^|%%|<%|%>|```|~~~|<(?=[a-z!/?%])|javascript\s*:|vbscript\s*:|data:(?=[a-z]+\/)|obsidian:\/\//iu;

const NO_ADDRESSES: ReadonlySet<string> = new Set();
const MOST_ROUNDS = 6;

const isKnown = (address: string, addresses: ReadonlySet<string>): boolean => addresses.has(address) || addresses.has(address.replace(/\/$/u, "")) || addresses.has(`${address}/`);

/** An address that the sources have stays, with the marks of the sentence behind it; of another only those marks. */
function keepAddress(address: string, addresses: ReadonlySet<string>): string {
  if (isKnown(address, addresses)) return address;
  const bare = address.replace(TRAILING, "");
  return isKnown(bare, addresses) ? address : address.slice(bare.length);
}

function cutAtWord(text: string, limit: number): string {
  const cut = text.slice(0, limit - 1);
  const blank = cut.lastIndexOf(" ");
  return `${(blank > limit / 2 ? cut.slice(0, blank) : cut).replace(/[\ud800-\udbff]$/, "").trimEnd()}…`;
}
