/** What other folders use of the linker. */
export { createDictionary, type Dictionary, type DictionaryEntry } from "./dictionary";
export { findMentions, type FindOptions, type Mention } from "./mentions";
export { linkPlainText, type Segment } from "./link-plain-text";
export { DEFAULT_LINK_FORMAT, formatLink, type LinkFormat } from "./link-format";
export { lineOf, type MentionLine } from "./line-of";
export { linkNote, type LinkedNote, type LinkNoteOptions, type PlacedLink } from "./link-note";
