/** Texts longer than this are seldom asked for twice, and would be costly to keep. */
const LONGEST_TEXT = 2_000;

/** Remembers the answers of a pure function of one text. Bounded: when it has seen too many texts it forgets them all and starts over. */
export function remember<Result>(limit: number, work: (text: string) => Result): (text: string) => Result {
  const known = new Map<string, Result>();
  return (text) => {
    if (text.length > LONGEST_TEXT) return work(text);
    const found = known.get(text);
    if (found !== undefined) return found;
    const result = work(text);
    if (known.size >= limit) known.clear();
    known.set(text, result);
    return result;
  };
}
