/** A search that followed every change answers as one that has just read all notes: hits, names, snippets and suggestions. */
import fc from "fast-check";
import { openSearch } from "../../../src/core/api";
import { DEFAULT_SETTINGS } from "../../../src/core/settings";
import { memoryHost } from "../../support/memory-host";

const WORDS = ["crane", "harbour", "kestrel", "lifts", "barge", "kestrels", "Python", "北京", "café", "the"];
const QUERIES = ["kestrel crane", "harbour", "kestral", "the crane", "python", "北京 café", "kes", '"kestrel crane"', "barge -lifts", "tag:harbour crane"];

const word = fc.constantFrom(...WORDS);
const change = fc.record({
  path: fc.constantFrom("raw/a.md", "raw/b.md", "raw/Kestrel crane.md", "wiki/concepts/Python.md", "wiki/concepts/Kestrel.md", "wiki/concepts/Café.md"),
  title: fc.option(fc.array(word, { minLength: 1, maxLength: 3 }), { nil: null }),
  aliases: fc.array(fc.array(word, { minLength: 1, maxLength: 2 }), { maxLength: 2 }),
  tags: fc.array(fc.constantFrom("harbour", "crane"), { maxLength: 2 }),
  body: fc.array(fc.oneof(word, fc.constantFrom(".", "\n\n# ", "\n\n")), { maxLength: 20 }),
  isGone: fc.boolean(),
});

const textOf = ({ title, aliases, tags, body }: { title: string[] | null; aliases: string[][]; tags: string[]; body: string[] }): string =>
  `---\n${title === null ? "" : `title: ${title.join(" ")}\n`}aliases: [${aliases.map((name) => name.join(" ")).join(", ")}]\ntags: [${tags.join(", ")}]\n---\n${body.join(" ")}\n`;

test("a search that followed every change answers as one that has just read all notes", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 25 }), async (changes) => {
      const host = memoryHost();
      let followed = await openSearch({ host, settings: DEFAULT_SETTINGS });
      for (const [at, one] of changes.entries()) {
        if (one.isGone && at % 3 === 0) await host.files.remove(one.path).catch(() => undefined);
        else await host.files.write(one.path, textOf(one));
        await followed.refresh([one.path]);
        if (at % 5 === 0) await followed.search("kestrel");
        if (at % 7 === 6) {
          await followed.save();
          followed = await openSearch({ host, settings: DEFAULT_SETTINGS });
        }
      }
      const fresh = await openSearch({ host: memoryHost(Object.fromEntries(Object.entries(host.tree()).filter(([path]) => !path.startsWith(".compendium/")))), settings: DEFAULT_SETTINGS });
      for (const query of QUERIES) {
        for (const isTyping of [false, true]) {
          const [{ ms: _, ...expected }, { ms: __, ...found }] = [await fresh.search(query, { isTyping }), await followed.search(query, { isTyping })];
          expect(found).toEqual(expected);
        }
      }
    }),
    { numRuns: 40 },
  );
}, 120_000);
