/** A source and what was made of it, for looking: read anew where the file is what was compiled. */
import type { Digest } from "../claims/digest";
import { createSourceCache, type SourceRecord } from "../compile/source-cache";
import { readIfThere } from "../compile/read-json";
import type { SourceState, State } from "../compile/state";
import { loadState } from "../compile/state-store";
import { CompendiumError } from "../failure";
import { parseSourcePage } from "../pages/read-source-page";
import { hashText } from "../text/hash";
import type { SourceDocument } from "../vault/passage";
import { readSourceInSlices } from "../vault/read-source";
import { readSourceFile, type Vault } from "./session";

export interface CompiledSource {
  state: State;
  source: SourceState;
  text: string;
}

/** Throws `not-compiled` for a source that was never compiled or failed. `text` is the file's, whatever was compiled. */
export async function findSource(vault: Vault, path: string): Promise<CompiledSource> {
  const text = await readSourceFile(vault, path);
  const state = await loadState(vault.host.files, vault.host.device.id);
  const source = state?.sources[path];
  if (state === null || source === undefined || source.content === "" || source.failure !== null) {
    throw new CompendiumError("not-compiled", `${path} is not compiled yet; compile it, then look again.`, path);
  }
  return { state, source, text };
}

/** Whether the file's text is the one that was compiled. */
export const isAsCompiled = ({ source, text }: CompiledSource): boolean => source.text === hashText(text);

export const findRecord = async ({ host }: Vault, { source }: CompiledSource): Promise<SourceRecord | null> => {
  const record = await createSourceCache(host.files, true).find(source.id);
  return record?.text === source.text ? record : null;
};

export const readDocument = ({ host }: Vault, path: string, text: string): Promise<SourceDocument> => readSourceInSlices(path, text, () => host.clock.breathe());

/** The digest from the cache, else from the source's page; null where neither holds it. `document` is the source as it was compiled. */
export async function findDigest(vault: Vault, found: CompiledSource, document: SourceDocument): Promise<Digest | null> {
  const record = await findRecord(vault, found);
  if (record !== null) return record.digest.output;
  const page = Object.entries(found.state.pages).find(([, { id, kind }]) => kind === "source" && id === found.source.id);
  const text = page === undefined ? null : await readIfThere(vault.host.files, page[0]);
  return text === null ? null : parseSourcePage(text, document);
}
