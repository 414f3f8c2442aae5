/** Errors on their way between the worker and the page. */
import { CompendiumError, type FailureCode } from "../../core/failure";
import { FileError } from "../../core/ports";
import { isFileErrorCode, type Failure } from "./protocol";

export function toFailure(error: unknown): Failure {
  if (error instanceof CompendiumError) return { kind: "compendium", code: error.code, message: error.message, path: error.path ?? null };
  if (error instanceof FileError) return { kind: "file", code: error.code, message: error.message, path: error.path };
  return { kind: "fault", code: "fault", message: error instanceof Error ? `${error.message}\n${error.stack ?? ""}` : String(error), path: null };
}

export function fromFailure({ kind, code, message, path }: Failure): Error {
  if (kind === "compendium") return new CompendiumError(code as FailureCode, message, path ?? undefined);
  if (kind === "file" && isFileErrorCode(code)) return new FileError(code, path ?? "", message);
  return new Error(message);
}
