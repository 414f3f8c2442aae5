/** The plainest compile. By itself, for the list of calls has the whole core behind it. */
import type { CompileRequest } from "./calls";

export const WHOLE_VAULT: CompileRequest = { paths: [], dryRun: false, force: false, redoOlderRecipe: false, acceptRemovals: false };
