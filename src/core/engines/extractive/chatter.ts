/**
 * Chatter: sentences that lead on, greet or cheer and say nothing that a wiki would keep. And signs that a sentence leans on the one before it.
 */

import { remember } from "../../text/remember";

const CHATTER: readonly RegExp[] = [
  /^(?:so |and |but |now,? )?(?:here(?:'|’)?s?|here is|here are|this is) (?:the |a |my |our |your )?(?:story|deal|thing|catch|kicker|twist|why|what|how|idea|gist|list|tl;?dr|problem|question|best part|rundown|link|post|thread|quick)/iu,
  /^(?:he|she|they|it|we|i) (?:was|were|wasn(?:'|’)t|weren(?:'|’)t|is|are|am|has|had|kept|just keeps?|did|didn(?:'|’)t|still) ?(?:not |never |still |just )?(?:done|stop|stopped|finished|going|right|wrong|sure|here|back|over|there|simple|shipping)\.?$/iu,
  /^(?:read on|stay tuned|let(?:'|’)s (?:go|dive|start|begin|see|look|get)|buckle up|wait|think about (?:it|that)|imagine|guess what|spoiler|trust me|enjoy|congrat|happy |welcome|thanks?\b|thank you|hello|hi\b|hey\b|cheers|good luck|have fun|and yet|that(?:'|’)s it|that is it|not anymore|full stop|period\b|the end\b|more on that|more soon|you(?:'|’)re welcome|see you|we(?:'|’)ll see|no kidding|seriously|true story)/iu,
  /^(?:i(?:'|’)m|we(?:'|’)re|i am|we are) (?:so |very |really |super |absolutely )?(?:thrilled|excited|happy|proud|delighted|pleased|glad|honou?red|grateful|humbled|hiring)\b/iu,
  /^(?:in this (?:post|article|blog|thread|video|chapter|section|tutorial|series)|in the (?:next|following) (?:post|section|chapter)|as (?:mentioned|discussed|noted|described|we saw) (?:above|before|earlier|below)|before (?:we|i) (?:dive|get|start|begin)|first,? (?:a|some) (?:quick |brief )?(?:note|words?|disclaimer)|i hope|we hope|hope (?:you|this)|feel free|let me know|let us know|check (?:it )?out|please\b|if you(?:'|’)(?:re|ve|d) (?:like|interested|read|reading|any)|interesting read|best (?:paper|post|thing)|this is (?:huge|big|wild|insane|amazing|crazy|great)|things are|nothing (?:new|else))/iu,
  /^(?:want to|looking for|ready to|wondering|curious|got |have (?:a |any )?(?:questions?|feedback|thoughts))/iu,
  /^starting (?:today|now)\b/iu,
];

const LEADING_MARKS = /^[^\p{L}\p{N}]+/u;

export const isChatter: (sentence: string) => boolean = remember(5_000, looksLikeChatter);

function looksLikeChatter(sentence: string): boolean {
  const start = sentence.slice(0, 120).replace(LEADING_MARKS, "");
  return CHATTER.some((pattern) => pattern.test(start));
}

const LEANING = /^(?:and |but |so |or |yet |then )?(?:he|she|they|it|this|that|these|those|his|her|their|its|such|same|another|both|neither|instead|otherwise|thus|therefore|hence|however|moreover|furthermore|also|similarly|likewise|in addition|for example|for instance|as a result|of course|er|sie|es|dies|diese|dieser|dieses|das|er|él|ella|esto|esta|este|il|elle|ce|cela|cette|ils|elles|lui|lei|questo|questa|ele|ela|isso|这|那|他|她|它|其|这些|这个|该|هذا|هذه|وقد|كما|هو|هي)(?![\p{L}\p{N}])/iu;

/** Whether the sentence starts with a word that points back: it does not stand well alone. */
export function leansOnContext(sentence: string): boolean {
  const start = sentence.slice(0, 60).replace(LEADING_MARKS, "");
  return LEANING.test(start) || /^(?:这|那|他|她|它|其|该|此)/u.test(start);
}

/** Whether the writer speaks of himself or to the reader: weaker as a key point than a statement about the subject. */
export function isPersonal(sentence: string): boolean {
  return /(?<![\w-])(?:I|[Ww]e|[Oo]ur|[Mm]y|[Yy]ou|[Yy]our|me|us|[Ll]et['’]s)(?![\w-])/.test(sentence.slice(0, 160));
}
