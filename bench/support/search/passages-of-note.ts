/** A note's passages with their words, for searches that are given the same pieces as ours. */
import { cutPassages } from "../../../src/core/search/passages";

export interface WholePassage {
  id: string;
  title: string;
  heading: string;
  text: string;
}

export function passagesOfNote(path: string, note: string): WholePassage[] {
  const { properties, passages } = cutPassages(path, note);
  return passages.map(({ heading, start, end }, index) => ({ id: `${path}#${index}`, title: properties.title, heading, text: note.slice(start, end) }));
}
