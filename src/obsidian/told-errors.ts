/** Errors as the user is told of them: those that say what to do, and faults of ours. */
import { CompendiumError } from "../core/failure";
import { FileError } from "../core/ports";

export const isForPeople = (error: unknown): error is CompendiumError | FileError => error instanceof CompendiumError || error instanceof FileError;

/** One sentence for people. */
export const messageOf = (error: unknown): string => (isForPeople(error) ? error.message : `Something went wrong in Compendium: ${error instanceof Error ? error.message : String(error)}`);
/** That of a `CompendiumError` or a `FileError`, or "fault". */
export const codeOf = (error: unknown): string => (isForPeople(error) ? error.code : "fault");
