/** Action: where quoted words stand in a source's text. Nothing is written. */
import { createSourceCache } from "../compile/source-cache";
import { loadState } from "../compile/state-store";
import { hashText } from "../text/hash";
import { locateInDocument, type LocatedQuote } from "../vault/locate";
import { readSourceFile, type Vault } from "./session";
import { readDocument } from "./source-record";

/** UTF-16 offsets into the file's text; `line` counts from 0 and is that of `start`. */
export interface QuotePlace extends LocatedQuote {
  line: number;
}

/** `quote` is as a citation gives it, its escapes taken off or not. Null where the words do not stand in the source. Throws `no-such-source`. */
export async function locateQuote(vault: Vault, path: string, quote: string): Promise<QuotePlace | null> {
  const text = await readSourceFile(vault, path);
  const found = (await findKnownPlace(vault, path, text, quote)) ?? locateInDocument(await readDocument(vault, path, text), quote);
  return found === null ? null : { ...found, line: lineAt(text, found.start) };
}

/** What the last compile knew, where the file is still what it read: then nothing needs to be read as Markdown. */
async function findKnownPlace({ host }: Vault, path: string, text: string, quote: string): Promise<LocatedQuote | null> {
  const source = (await loadState(host.files, host.device.id))?.sources[path];
  const record = source === undefined ? null : await createSourceCache(host.files, true).find(source.id);
  if (record?.places === undefined || record.text !== hashText(text)) return null;
  for (const { claims, questions } of record.digest.output.sections) {
    const claim = [...claims, ...questions].find((candidate) => candidate.quote === quote);
    const place = claim === undefined ? undefined : record.places[claim.id];
    if (place !== undefined) return { start: place[0], end: place[1], passageStart: place[2], passageEnd: place[3] };
  }
  return null;
}

function lineAt(text: string, offset: number): number {
  let line = 0;
  for (let at = text.indexOf("\n"); at >= 0 && at < offset; at = text.indexOf("\n", at + 1)) line++;
  return line;
}
