/** The few functions both hosts call. */
export { compile, type CompileOptions, type CompileResult } from "./actions/compile";
export { status, type StatusResult } from "./actions/status";
export { undo } from "./actions/undo";
export { decide, listDecisions, type DecideResult } from "./actions/decide";
export { summarise, type SummariseResult } from "./actions/summarise";
export { link, type LinkResult } from "./actions/link";
export { openSearch, type SearchAnswer } from "./actions/search";
export { collect } from "./actions/collect";
export type { Vault } from "./actions/session";
