import fc from "fast-check";
import type { Digest } from "../../../src/core/claims/digest";
import { createRunner } from "../../../src/core/compile/incremental";
import { extractiveEngine } from "../../../src/core/engines/extractive";
import { parseSourcePage } from "../../../src/core/pages/read-source-page";
import { renderSourcePage } from "../../../src/core/pages/source-page";
import { digestDocument } from "../../../src/core/passes/digest";
import { readSource } from "../../../src/core/vault/read-source";
import type { SourceDocument } from "../../../src/core/vault/passage";
import { memoryHost } from "../../support/memory-host";

const digestOf = async (document: SourceDocument): Promise<Digest> => {
  const runner = createRunner({ clock: memoryHost().clock, signal: { aborted: false }, redoOlderRecipe: false, passes: [] });
  return (await digestDocument("s-1", document, {}, { engine: extractiveEngine, runner, signal: { aborted: false } })).digest;
};

const render = (document: SourceDocument, digest: Digest, target: string | null = null): string =>
  renderSourcePage({ id: "s-1", content: "f", sourcePath: document.path, properties: document.properties, digest, targetOf: (name) => (target === null || name.length % 2 === 0 ? null : `${target}/${name.replace(/[\\/:*?"<>|#^[\]]/g, "-")}.md`) });

const word = fc.constantFrom("Kestrel", "Crane", "the", "built", "in", "1931", "Maria", "Lindqvist", "lifts", "40", "tonnes", "(KC)", "*and*", "[[Malmö|port]]", "QEMU", "is", "a", "machine", "why", "AT&T", "$5", "{x}", "a_b");
const sentence = fc.array(word, { minLength: 3, maxLength: 14 }).chain((words) => fc.constantFrom(".", "?", "!", ":", "").map((end) => `${words.join(" ")}${end}`));
const block = fc.oneof(sentence, fc.array(sentence, { minLength: 1, maxLength: 4 }).map((list) => list.join(" ")), sentence.map((text) => `- ${text}`), fc.constantFrom("## Design | x", "### Why; and (how)?", "# A › B", "```\ncode here\n```", "Share this on Twitter"));
const note = fc.array(block, { maxLength: 14 }).map((blocks) => blocks.join("\n\n"));

describe("A source page", () => {
  it("gives its digest back without loss", async () => {
    let read = 0;
    await fc.assert(
      fc.asyncProperty(note, fc.constantFrom(null, "wiki/concepts", "People"), async (text, target) => {
        const document = readSource("raw/Note.md", text);
        const digest = await digestOf(document);
        const parsed = parseSourcePage(render(document, digest, target), document);
        // A page that cannot be read back exactly is not trusted; it must never be read back as something else.
        if (parsed === null) return;
        read += 1;
        expect(parsed).toEqual({ ...digest, sections: digest.sections.map((section) => ({ ...section, nothing: expect.any(Array) as unknown })), summary: { ...digest.summary, text: parsed.summary.text } });
        expect(render(document, parsed, target)).toBe(render(document, digest, target));
      }),
      { numRuns: 200 },
    );
    expect(read).toBeGreaterThan(195);
  });

  it("that a human changed is not taken for the digest", async () => {
    const document = readSource("raw/Note.md", "The Kestrel Crane was built in 1931 by Maria Lindqvist. It lifts 40 tonnes at a time in Malmö.");
    const text = render(document, await digestOf(document));
    expect(parseSourcePage(text, document)).not.toBeNull();
    expect(parseSourcePage(text.replace("1931", "1932"), document)).toBeNull();
  });

  it("accounts for every passage", async () => {
    await fc.assert(
      fc.asyncProperty(note, async (text) => {
        for (const section of (await digestOf(readSource("raw/Note.md", text))).sections) {
          const cited = new Set([...section.claims, ...section.questions].map(({ passage }) => passage));
          const silent = section.nothing.map(({ passage }) => passage);
          expect([...cited, ...silent].sort((left, right) => left - right)).toEqual(Array.from({ length: section.passages }, (_, index) => index));
        }
      }),
      { numRuns: 100 },
    );
  });
});
