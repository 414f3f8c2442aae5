import fc from "fast-check";
import type { ConceptKind, Digest } from "../../../src/core/claims/digest";
import { createRunner } from "../../../src/core/compile/incremental";
import { extractiveEngine } from "../../../src/core/engines/extractive";
import { oneLine } from "../../../src/core/pages/parts";
import { parseSourcePage } from "../../../src/core/pages/read-source-page";
import { renderSourcePage } from "../../../src/core/pages/source-page";
import { digestDocument } from "../../../src/core/passes/digest";
import { safeFileName } from "../../../src/core/vault/path";
import { readSource } from "../../../src/core/vault/read-source";
import type { SourceDocument } from "../../../src/core/vault/passage";
import { memoryHost } from "../../support/memory-host";

const { clock } = memoryHost();

const digestOf = async (document: SourceDocument): Promise<Digest> => {
  const signal = { aborted: false };
  return (await digestDocument("s-1", document, {}, { engine: extractiveEngine, runner: createRunner({ clock, signal, redoOlderRecipe: false, passes: [] }), signal })).digest;
};

type Linked = "none" | "some" | "all";

const render = (document: SourceDocument, digest: Digest, linked: Linked): string => {
  const targetOf = (name: string): string | null => (linked === "all" || (linked === "some" && name.length % 2 === 1) ? `wiki/concepts/${safeFileName(name)}.md` : null);
  return renderSourcePage({ id: "s-1", content: "f", sourcePath: document.path, properties: document.properties, digest, targetOf });
};

/** What a page holds of a digest: of passages without a claim it counts the reasons, of a summary without evidence it keeps the first line. */
const heldOf = (digest: Digest): unknown => ({
  ...digest,
  summary: { ...digest.summary, text: oneLine(digest.summary.text) },
  sections: digest.sections.map(({ nothing, ...section }) => ({ ...section, nothing: nothing.map(({ passage }) => passage), reasons: nothing.map(({ reason }) => reason).sort() })),
});

const word = fc.constantFrom(
  "Kestrel", "Crane", "the", "built", "in", "1931", "Maria", "Lindqvist", "lifts", "40", "tonnes", "(KC)", "*and*", "[[Malmö|port]]", "QEMU", "is", "a", "machine", "why", "AT&T", "$5", "{x}", "a_b", "<b>x</b>", "&lt;y&gt;", "\\[z\\]", "\\`q\\`",
  "C#", "#tag", "1.", "Foo; Bar", "(Foo)", '"Quote"', "[^1]", "漢字。", "U.S.", "Dr.", "x\\|y", "%%c%%", "~z", "^q", "\\[^1\\]",
);
const sentence = fc.array(word, { minLength: 3, maxLength: 14 }).chain((words) => fc.constantFrom(".", "?", "!", ":", "", '."', ")").map((end) => `${words.join(" ")}${end}`));
const block = fc.oneof(
  sentence,
  fc.array(sentence, { minLength: 1, maxLength: 5 }).map((list) => list.join(" ")),
  sentence.map((text) => `- ${text}`),
  sentence.map((text) => `> ${text}`),
  fc.constantFrom(
    "## Design | x", "### Why; and (how)?", "# A › B", "## A", "## A", "##", "# #", "## C #", "## \\# \\#", "## Claims", "## `code` *x*", "## a\\\\\\|b", "# Concepts", "### Coverage", "```\ncode here\n```", "Share this on Twitter", "$$x$$",
    "| a | b |\n| - | - |\n| The crane lifts 40 tonnes every day. | 2 |", "[^1]: A note of Maria Lindqvist about the crane.",
  ),
);
const properties = fc.oneof(
  fc.constant(""),
  fc
    .record({ title: fc.constantFrom("T", "AP [x] | y", "\\", "<b>", "  ", "a\u2028b", "T".repeat(400)), description: fc.constantFrom("", "A [desc] of the *crane*.", "d ".repeat(300)), author: fc.constantFrom([], ["a, b", "- x", "[[W|P]]"]) })
    .map((values) => `---\n${Object.entries(values).map(([name, value]) => `${name}: ${JSON.stringify(value)}`).join("\n")}\n---\n`),
);
const note = fc.tuple(properties, fc.array(block, { maxLength: 14 })).map(([frontmatter, parts]) => `${frontmatter}${parts.join("\n\n")}`);
const linking = fc.constantFrom<Linked>("none", "some", "all");

/** One line, as names are, and without what a link shows in another form. */
const plainName = fc
  .oneof(fc.constantFrom("a;b", "(x)", "x (y)", "x; y", "m\u00a0n", "p!", "__proto__", "t(u", "~x", "==y==", "z (project)", "(person)", ";", "a", "12", "#tag", "日本", "*b*", "x.", "ö", "&amp;"), fc.string({ unit: "grapheme", minLength: 1, maxLength: 8 }))
  .map((name) => name.replace(/[\p{Z}\p{C}]+/gu, " ").replace(/[[\]|\\`<>$]|%%|\{\{/g, "x").trim())
  .filter((name) => name !== "");
const oddName = fc.constantFrom("A$AP", "a [b]", "[[s]]", "<c>", "`d`", "e|f", "\\g", "{{h}}", "%%i%%", "t](u", "v[^1]", "w[^c1]", "back\\", "; \\", "}}{{", "x: y", "long ".repeat(100).trim(), "[[a]]: b", "!z");

const withConcepts = (digest: Digest, named: [string, string[], ConceptKind][]): Digest => {
  const claims = digest.sections.flatMap((section) => section.claims.map(({ id }) => id));
  const seen = new Set<string>();
  const concepts = named.filter(([name]) => !seen.has(name) && seen.add(name)).map(([name, aliases, kind], index) => ({ name, aliases: [...new Set(aliases)], kind, claims: claims.slice(index % Math.max(1, claims.length)).slice(0, 3) }));
  return { ...digest, concepts: claims.length === 0 ? [] : concepts };
};
const named = (name: fc.Arbitrary<string>) => fc.array(fc.tuple(name, fc.array(name, { maxLength: 3 }), fc.constantFrom<ConceptKind>("person", "project", "idea")), { maxLength: 5 });

describe("A digest read back from its source page", () => {
  it("is the built-in engine's digest, for every note", async () => {
    await fc.assert(
      fc.asyncProperty(note, linking, async (text, linked) => {
        const document = readSource("raw/Note.md", text);
        const digest = await digestOf(document);
        const parsed = parseSourcePage(render(document, digest, linked), document);
        expect(parsed === null ? null : heldOf(parsed)).toEqual(heldOf(digest));
      }),
      { numRuns: 200 },
    );
  });

  it("has the names, aliases and kinds an engine gave, whatever these are", async () => {
    await fc.assert(
      fc.asyncProperty(note, named(plainName), linking, async (text, concepts, linked) => {
        const document = readSource("raw/Note.md", text);
        const digest = withConcepts(await digestOf(document), concepts);
        const parsed = parseSourcePage(render(document, digest, linked), document);
        expect(parsed?.concepts).toEqual(digest.concepts);
      }),
      { numRuns: 200 },
    );
  });

  it("has the names that a link shows in another form", async () => {
    const document = readSource("raw/Note.md", "The Kestrel Crane was built in 1931 by Maria Lindqvist in Gothenburg.");
    const digest = await digestOf(document);
    fc.assert(
      fc.property(named(oddName), linking, (concepts, linked) => {
        const given = withConcepts(digest, concepts);
        expect(parseSourcePage(render(document, given, linked), document)?.concepts).toEqual(given.concepts);
      }),
      { numRuns: 200 },
    );
  });

  it.each(["## Beginning", "# Start\n\n## Beginning", "## Start › Beginning"])("is whole under a heading that the page uses itself: %j", async (heading) => {
    const document = readSource("raw/Note.md", `Before all of it the Kestrel Crane was drawn.\n\n${heading}\n\nThe Kestrel Crane was built in 1931 by Maria Lindqvist in Gothenburg.`);
    const digest = await digestOf(document);
    expect(parseSourcePage(render(document, digest, "none"), document)).toEqual(digest);
  });

  it("is whole under long headings that a page shows alike", async () => {
    const words = "very long words ".repeat(100).trim();
    const document = readSource("raw/Note.md", [1, 2, 1].map((number, index) => `## ${words} ${number}\n\nThe Kestrel Crane number ${index} was built in ${1931 + index} by Maria Lindqvist in Gothenburg.`).join("\n\n"));
    const digest = await digestOf(document);
    const page = render(document, digest, "all");
    expect(page.length).toBeLessThan(6000);
    expect(parseSourcePage(page, document)).toEqual(digest);
  });

  it("is none when anything on the page was changed, or the source is another", async () => {
    const text = "# The Crane\n\nThe Kestrel Crane was built in 1931 by Maria Lindqvist. It lifts 40 tonnes at a time in Malmö.\n\n## Later\n\nWhy was the Kestrel Crane painted red?";
    const document = readSource("raw/Note.md", text);
    const page = render(document, await digestOf(document), "some");
    expect(parseSourcePage(page, document)).not.toBeNull();
    fc.assert(
      fc.property(fc.nat(), (place) => {
        const at = page.indexOf("\n---\n") + 6 + (place % (page.trimEnd().length - page.indexOf("\n---\n") - 7));
        expect(parseSourcePage(`${page.slice(0, at)}x${page.slice(at)}`, document)).toBeNull();
      }),
      { numRuns: 100 },
    );
    expect(parseSourcePage(page, readSource("raw/Note.md", text.replace("1931", "1932")))).toBeNull();
    expect(parseSourcePage(page, readSource("raw/Note.md", ""))).toBeNull();
  });

  it("is never made of junk", () => {
    const document = readSource("raw/Note.md", "The Kestrel Crane was built in 1931.");
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 80 }), (junk) => expect(parseSourcePage(`---\ncompendium: s-1 f h\n---\n${junk}`, document)).toBeNull()), { numRuns: 200 });
  });
});
