/** The contested points of a page's text: callouts whose lines each cite one claim. Text in, data out. */

export interface ContestedSide {
  /** The label of its footnote, which is the claim's id. */
  label: string;
  /** The line's words without marks, as they are shown. */
  words: string;
}

export interface ContestedPoint {
  /** What stands behind "Contested:", "" where nothing does. */
  about: string;
  sides: ContestedSide[];
}

const TITLE = /^> ?\[!contested\][+-]?\s*(.*)$/i;
const SIDE = /^> ?[-*] (.+?)\[\^(c[a-z0-9]+)\]\s*$/;

/** Only points with two sides at least: of others there is nothing to rule on. */
export function contestedIn(text: string): ContestedPoint[] {
  const points: ContestedPoint[] = [];
  let current: ContestedPoint | null = null;
  for (const line of text.split(/\r?\n/)) {
    const title = TITLE.exec(line);
    const side = SIDE.exec(line);
    if (title !== null) {
      current = { about: plain((title[1] ?? "").replace(/^Contested:?\s*/i, "")), sides: [] };
      points.push(current);
    } else if (!line.startsWith(">")) current = null;
    else if (side !== null) current?.sides.push({ words: plain(side[1] ?? ""), label: side[2] ?? "" });
  }
  return points.filter(({ sides }) => sides.length > 1);
}

const plain = (markdown: string): string => markdown.replace(/\\([!-/:-@[-`{-~])/g, "$1").trim();

/** The rulings that one of the sides holds, as pairs of claims: against each of the others. */
export const rulingsFor = ({ sides }: ContestedPoint, label: string): [string, string][] => sides.filter((side) => side.label !== label).map((side) => [label, side.label]);

/** Every pair of the sides. */
export const pairsOf = ({ sides }: ContestedPoint): [string, string][] => sides.flatMap((one, index) => sides.slice(index + 1).map((other): [string, string] => [one.label, other.label]));
