/** A micromark construct for text between two delimiters, told apart by what stands inside and what comes after. */
import type { Code, Construct, Effects, State, TokenType } from "micromark-util-types";

export interface Delimited {
  type: TokenType;
  open: string;
  close: string;
  /** Whether the text inside makes it what it looks like. */
  accepts: (inside: string) => boolean;
  /** Whether what follows the closing delimiter lets it close. */
  mayPrecede?: (code: Code) => boolean;
  canSpanLines?: boolean;
}

const isLineEnding = (code: number): boolean => code >= -5 && code <= -3;

export function delimited(options: Delimited): Construct {
  return { name: options.type, tokenize: (effects, ok, nok) => tokenizeDelimited(options, effects, ok, nok) };
}

function tokenizeDelimited(options: Delimited, effects: Effects, ok: State, nok: State): State {
  const { type, open, close, accepts, mayPrecede = () => true, canSpanLines = false } = options;
  let opened = 0;
  let text = "";

  const start: State = (code) => {
    effects.enter(type);
    return opening(code);
  };
  const opening: State = (code) => {
    if (opened === open.length) return inside(code);
    if (code !== open.charCodeAt(opened)) return nok(code);
    opened++;
    effects.consume(code);
    return opening;
  };
  const inside: State = (code) => {
    if (text.endsWith(close) && accepts(text.slice(0, -close.length)) && mayPrecede(code)) {
      effects.exit(type);
      return ok(code);
    }
    if (code === null) return nok(code);
    if (!isLineEnding(code)) {
      if (code !== -1) text += code === -2 ? "\t" : String.fromCharCode(code);
      effects.consume(code);
      return inside;
    }
    if (!canSpanLines) return nok(code);
    text += "\n";
    effects.enter("lineEnding");
    effects.consume(code);
    effects.exit("lineEnding");
    return inside;
  };
  return start;
}
