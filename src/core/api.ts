/** The few functions both hosts call. */
export { compile, type CompileOptions, type CompileResult } from "./actions/compile";
export type { PageChange } from "./actions/page-changes";
export { status, type StatusResult } from "./actions/status";
export type { SourceCondition } from "./actions/source-conditions";
export { overview, type Overview, type OverviewSource } from "./actions/overview";
export { coverage, type Coverage, type CoverageSection } from "./actions/coverage";
export { undo, type UndoResult } from "./actions/undo";
export { decide, listDecisions, type DecideResult } from "./actions/decide";
export { review, type CitedClaim, type PageReview, type ReviewHunk } from "./actions/review";
export { resolve, type ResolveChoice, type ResolveResult } from "./actions/resolve";
export { summarise, type SummariseResult } from "./actions/summarise";
export { locateQuote, type QuotePlace } from "./actions/locate-quote";
export { citationsOf, type CitedPlace } from "./actions/citations-of";
export { link, type LinkOptions, type LinkResult, type ShownLink } from "./actions/link";
export { DEFAULT_LINK_FORMAT, type LinkFormat } from "./linking";
export { openSearch, type SearchAnswer } from "./actions/search";
export { collect } from "./actions/collect";
export type { Vault } from "./actions/session";
