/**
 * Boilerplate: what a page says about itself and its buttons, not about its subject. Judged by the words alone.
 */
import { wordsOf } from "./words";

const ADDRESS = /^[(<[]?(?:https?:\/\/|www\.)\S+$/iu;
const ADDRESS_ANYWHERE = /(?:https?:\/\/|www\.)\S+/giu;

/** "Read this: https://…": a short call and an address, nothing else. */
const POINTER = /^(?:please )?(?:read|watch|see|try|get|find|view|download|check|listen|subscribe|join|follow|visit|register|apply|learn|source|link|links|via|paper|code|demo|website|repo|repository|github|blog|article|more|docs|video|thread|full|here|details|arxiv|slides|preprint|report|project|homepage)\b/iu;
const CALL_TO_READ = /^(?:read|see|view|get|download|check out|find|watch|try|listen to)\b.{0,60}\b(?:here|below|now|out|more|intro|link|it|this|post|thread|paper|report|full (?:paper|article|story|report))\s*[:👇⬇↓]*\s*$/iu;
const OPENINGS = [
  "click here", "click to", "tap here", "sign up", "sign in", "log in", "subscribe", "share this", "share on", "share:", "tweet this", "follow us", "follow me", "follow @", "like and subscribe",
  "read more", "read next", "read also", "related:", "related posts", "related articles", "continue reading", "keep reading", "show more", "load more", "skip to", "back to top", "table of contents",
  "photo by", "photo:", "photo credit", "photograph by", "image by", "image credit", "image:", "image source", "illustration by", "picture by", "getty images", "credit:", "courtesy of",
  "all rights reserved", "copyright ©", "© ", "(c) 20", "privacy policy", "terms of service", "terms of use", "cookie policy", "cookies policy", "we use cookies", "this site uses cookies", "this website uses cookies", "by continuing to", "accept all", "manage cookies", "manage preferences",
  "advertisement", "sponsored", "this post is sponsored", "affiliate disclosure", "disclosure: ", "enjoyed this", "if you enjoyed this", "if you liked this", "leave a comment", "join our newsletter", "get our newsletter", "join the discussion", "thanks for reading", "thank you for reading",
  "posted by", "posted on", "posted in", "published on", "last updated", "last modified", "filed under", "tagged:", "tags:", "categories:", "min read", "minute read", "previous post", "next post", "print this", "email this", "report this ad", "a version of this article",
  "abonnieren", "jetzt abonnieren", "newsletter abonnieren", "teilen:", "mehr lesen", "lesen sie auch", "weiterlesen", "foto:", "bild:", "cookies akzeptieren", "wir verwenden cookies", "diese website verwendet cookies",
  "suscríbete", "leer más", "compartir", "usamos cookies", "foto de", "haga clic", "s'abonner", "abonnez-vous", "lire la suite", "lire aussi", "partager", "nous utilisons des cookies", "crédit photo", "iscriviti", "leggi anche", "inscreva-se", "leia mais",
  "点击", "点此", "关注我们", "分享到", "订阅", "扫码", "阅读原文", "责任编辑", "版权所有", "相关阅读", "続きを読む", "シェアする", "اشترك", "اقرأ أيضا", "اقرأ المزيد", "شارك",
];
const ANYWHERE = [
  "subscribe to our newsletter", "subscribe to the newsletter", "subscribe to my newsletter", "sign up for our", "sign up for the newsletter", "sign up for my", "sign up to receive", "unsubscribe at any time", "unsubscribe any time", "all rights reserved", "accept cookies", "cookie settings",
  "your email address will not be published", "enter your email", "share this article", "share this post", "follow us on", "like this post", "click here to", "consent to the use of cookies", "this site is protected by recaptcha",
];

const LETTER_OR_NUMBER = /[\p{L}\p{N}]/u;
const LONE_TAG = /^<\/?[a-z][^<>]*>$/iu;
const FINAL_COLON = /[:：]$/u;
const ANYWHERE_IN_TEXT = new RegExp(ANYWHERE.join("|"), "u");

/** The openings by their first character, with whether a letter may not follow. */
const OPENINGS_BY_START = new Map<string, { phrase: string; endsInLetter: boolean }[]>();
for (const phrase of OPENINGS) {
  const opening = { phrase, endsInLetter: /\p{L}$/u.test(phrase) };
  const known = OPENINGS_BY_START.get(phrase.charAt(0));
  if (known === undefined) OPENINGS_BY_START.set(phrase.charAt(0), [opening]);
  else known.push(opening);
}

/** The longest text that a phrase anywhere in it condemns: longer ones say something besides. */
const SHORT = 220;

/** Whether the sentence or passage is furniture of the page: calls, bars, consent, credits, bare addresses, hashtags. */
export function isBoilerplate(text: string): boolean {
  const trimmed = text.trim();
  if (trimmed === "" || !LETTER_OR_NUMBER.test(trimmed)) return true;
  if (trimmed.length > 1200) return false;
  if (ADDRESS.test(trimmed) || LONE_TAG.test(trimmed)) return true;
  const words = trimmed.replace(ADDRESS_ANYWHERE, " ").trim();
  if (words.length < trimmed.length) {
    if (!LETTER_OR_NUMBER.test(words)) return true;
    if (words.length <= 60 && (POINTER.test(words) || FINAL_COLON.test(words)) && wordsOf(words).length <= 9) return true;
  }
  const lower = trimmed.slice(0, 400).toLowerCase();
  if (lower.length <= 160 && CALL_TO_READ.test(lower)) return true;
  if (trimmed.length <= SHORT && startsWithPhrase(lower)) return true;
  if (trimmed.length <= SHORT * 1.5 && ANYWHERE_IN_TEXT.test(lower)) return true;
  return isTagLine(trimmed) || isBar(trimmed) || isByline(lower);
}

const BEFORE_OPENING = /^[^\p{L}\p{N}©(]+/u;
const SMALL_LETTER = /^[a-zà-ÿ]/u;

function startsWithPhrase(lower: string): boolean {
  const start = lower.replace(BEFORE_OPENING, "");
  const openings = OPENINGS_BY_START.get(start.charAt(0)) ?? [];
  return openings.some(({ phrase, endsInLetter }) => start.startsWith(phrase) && !(endsInLetter && SMALL_LETTER.test(start.slice(phrase.length))));
}

const TAG = /^[#@][\p{L}\p{N}_.-]+[,.]?$/u;

/** "#ai #wiki", "@one @two". */
function isTagLine(text: string): boolean {
  if (!text.startsWith("#") && !text.startsWith("@")) return false;
  const pieces = text.split(/\s+/u);
  return pieces.length <= 40 && pieces.every((piece) => TAG.test(piece));
}

const BAR = /[|·•»›→]/u;

/** "Home | About | Contact", "Facebook · X · LinkedIn": short pieces between bars. */
function isBar(text: string): boolean {
  if (text.length > 200 || !BAR.test(text)) return false;
  const pieces = text.split(/\s*[|·•»›/→]\s*/u).filter((piece) => piece !== "");
  return pieces.length >= 3 && pieces.every((piece) => piece.length <= 24 && wordsOf(piece).length <= 3);
}

function isByline(lower: string): boolean {
  return /^\d{1,3}(?:,\d{3})* (?:views|likes|comments|shares|followers|claps|retweets)\b/u.test(lower) || /^\d{1,2} min(?:ute)?s? read$/u.test(lower) || /^(?:january|february|march|april|may|june|july|august|september|october|november|december) \d{1,2}, \d{4}\.?$/u.test(lower);
}
