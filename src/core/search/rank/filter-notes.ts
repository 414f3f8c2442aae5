/** Which notes a search is about: scope, type, tags, path and properties. It knows what the index knows of a note. */
import type { SearchOptions } from "../answer";
import { tagKey } from "../passages";
import type { QueryFilter } from "../query";
import type { IndexedNote } from "../store/segment";

/** What a note must be to be found; null where any may. */
export function noteFilter(filters: readonly QueryFilter[], options: SearchOptions): ((note: IndexedNote) => boolean) | null {
  const wanted: QueryFilter[] = [...filters];
  if (options.tag !== undefined && options.tag !== "") wanted.push({ kind: "tag", name: "", value: tagKey(options.tag), isExcluded: false });
  if (options.type !== undefined && options.type !== "") wanted.push({ kind: "type", name: "", value: options.type.toLowerCase(), isExcluded: false });
  const scope = options.in ?? "all";
  if (wanted.length === 0 && scope === "all") return null;
  return (note) => (scope === "all" || note.isWiki === (scope === "wiki")) && wanted.every((filter) => matches(note, filter) !== filter.isExcluded);
}

/** A source is of type "source" where it does not say otherwise. */
export const typeOf = ({ type, isWiki }: IndexedNote): string => (type === "" && !isWiki ? "source" : type);

function matches(note: IndexedNote, { kind, name, value }: QueryFilter): boolean {
  switch (kind) {
    case "tag":
      return note.tags.some((tag) => tag === value || tag.startsWith(`${value}/`));
    case "type":
      return typeOf(note).toLowerCase() === value;
    case "path":
      return note.path.toLowerCase().includes(value);
    case "property":
      return Object.hasOwn(note.properties, name) && (value === "" || (note.properties[name] ?? "").toLowerCase().includes(value));
  }
}
