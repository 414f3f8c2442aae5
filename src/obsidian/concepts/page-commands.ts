/** What a concept's page offers in the palette and on right click, in order. */
import { CONCEPT_COMMANDS, type ConceptCommand } from "./concept-commands";
import { SETTLE_COMMAND } from "./settle-contradiction";

export const PAGE_COMMANDS: readonly ConceptCommand[] = [SETTLE_COMMAND, ...CONCEPT_COMMANDS];
