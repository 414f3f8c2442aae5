/** Action: what of a source did not make it into the wiki, passage by passage. Nothing is written. */
import type { NothingReason, SectionDigest } from "../claims/digest";
import { CompendiumError } from "../failure";
import { oneLine } from "../pages/parts";
import { sectionTitle } from "../pages/source-page";
import type { Section } from "../vault/passage";
import type { Vault } from "./session";
import { findDigest, findSource, isAsCompiled, readDocument } from "./source-record";

const SNIPPET_LENGTH = 160;

export interface CoverageSection {
  /** The headings above it, outermost first; "" before the first heading. */
  heading: string;
  passages: number;
  /** Passages that yielded no claim and no question. `start` is a UTF-16 offset into the file's text; `snippet` is one line. */
  missed: { start: number; snippet: string; reason: NothingReason }[];
}

export interface Coverage {
  path: string;
  title: string;
  /** In the order of the source; parts of a long section count as one. */
  sections: CoverageSection[];
}

/** Throws `not-compiled`, `source-changed` and `no-such-source`. */
export async function coverage(vault: Vault, path: string): Promise<Coverage> {
  const found = await findSource(vault, path);
  if (!isAsCompiled(found)) throw new CompendiumError("source-changed", `${path} changed since it was compiled; compile it, then look again.`, path);
  const document = await readDocument(vault, path, found.text);
  const digest = await findDigest(vault, found, document);
  if (digest === null) throw new CompendiumError("not-compiled", `What was made of ${path} is not kept on this device; compile it with --force, then look again.`, path);
  const sections: CoverageSection[] = [];
  document.sections.forEach((section, index) => {
    const part = digest.sections[index];
    if (part === undefined || part.fingerprint !== section.fingerprint) return;
    const { heading, passages, missed } = describe(section, part);
    const last = sections.at(-1);
    if (last?.heading !== heading) sections.push({ heading, passages, missed });
    else {
      last.passages += passages;
      last.missed.push(...missed);
    }
  });
  return { path, title: document.properties.title, sections };
}

const describe = ({ headingPath, passages }: Section, { nothing }: SectionDigest): CoverageSection => ({
  heading: sectionTitle(headingPath),
  passages: passages.length,
  missed: nothing.flatMap(({ passage: index, reason }) => {
    const passage = passages[index];
    // The limit is of what is shown, and the sign that something was cut off is shown too.
    return passage === undefined ? [] : [{ start: passage.start, snippet: oneLine(passage.text, SNIPPET_LENGTH - 1), reason }];
  }),
});
