/** A concept of the whole wiki: what several sources name, as one thing with one page. */
import type { ConceptKind } from "../claims/digest";

export interface ConceptRecord {
  id: string;
  name: string;
  aliases: string[];
  kind: ConceptKind;
  /** Its page, or the user's own note that stands for it. */
  path: string;
  isCanonical: boolean;
  /** Where its page lies now, if it has to move (a rename). */
  movedFrom: string | null;
  claims: number;
  /** The sources that make claims about it and the name each gives it, by source id. */
  members: { source: string; name: string }[];
}

/** What one source contributes: its concepts, by the source's id. */
export interface ConceptSource {
  id: string;
  concepts: SourceConceptSummary[];
}

export interface SourceConceptSummary {
  name: string;
  aliases: string[];
  kind: ConceptKind;
  claims: number;
  isCentral: boolean;
}

/** A page of the wiki that a concept has already: its id, name and path are for life. */
export interface RegisteredPage {
  id: string;
  name: string;
  aliases: string[];
  path: string;
}

export const CATEGORY_OF_KIND: Record<ConceptKind, string> = {
  person: "People",
  project: "Projects and organisations",
  method: "Methods",
  place: "Places",
  event: "Events",
  idea: "Ideas",
};
