export { getLinkpath, parseLinktext, stripHeading, stripHeadingForLink } from "./link-text";
export { MetadataCache } from "./metadata-cache";
export { getFrontMatterInfo, parseFrontMatterAliases, parseFrontMatterEntry, parseFrontMatterStringArray, parseFrontMatterTags, parseYaml, stringifyYaml } from "./properties";
export { readMetadata } from "./read-metadata";
export { getAllTags, iterateCacheRefs, iterateRefs, resolveSubpath } from "./references";
