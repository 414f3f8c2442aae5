/**
 * How many tokens a text is, without a tokenizer (one would cost 2.7 MB). Tokenizers of today's models split Latin script into some four characters
 * a token, other alphabets into two to three, scripts without spaces into about one; the figures are corrected by what the endpoint reports.
 */
const PER_TOKEN = { latin: 4, alphabet: 2.3, ideograph: 1.1 };
/** No tokenizer in use makes fewer of a text of some length. */
const MOST_PER_TOKEN = { latin: 5.5, alphabet: 4.6, ideograph: 2.2 };

/** At least 1 for any text but the empty one. */
export const estimateTokens = (text: string): number => count(text, PER_TOKEN);

/** Whoever counts fewer was not given the whole text. */
export const fewestTokens = (text: string): number => count(text, MOST_PER_TOKEN);

function count(text: string, perToken: typeof PER_TOKEN): number {
  let [latin, alphabet, ideograph] = [0, 0, 0];
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit < 0x250) latin += 1;
    else if (unit < 0x2e80 && (unit < 0xe00 || unit > 0xeff)) alphabet += 1;
    else ideograph += 1;
  }
  return Math.ceil(latin / perToken.latin + alphabet / perToken.alphabet + ideograph / perToken.ideograph);
}
