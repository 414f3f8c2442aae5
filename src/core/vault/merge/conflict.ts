/** One place where the human and we changed the same thing. `where` is for people: "property summary", "section Early work", "start of the page". Texts are "" where a side has nothing. */
export interface MergeConflict {
  where: string;
  base: string;
  mine: string;
  theirs: string;
}

/** The plain three-way choice for a value nobody needs to be asked about: the human's change, else ours. */
export function pickChanged<T>(base: T, mine: T, theirs: T): T {
  return mine === base ? theirs : mine;
}
