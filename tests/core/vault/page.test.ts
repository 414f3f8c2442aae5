import fc from "fast-check";
import { parseDocument, stringify } from "yaml";
import { readPage, renderPage, stampHash, withoutStamp, type GeneratedPage } from "../../../src/core/vault/page";
import { splitFrontmatter } from "../../../src/core/vault/frontmatter";

/** Texts that YAML would take for something else, and all the rest. */
const text = fc.oneof(
  fc.constantFrom("null", "true", "no", "~", "1931", "1e3", "0x1F", "0o7", ".inf", "-", "- a", "a: b", "a #b", "#", "&a", "*a", "!x", "%x", "@x", "`x", "'", '"', "---", "...", "? x", ": x", "{a", "[a", "[[raw/A|A]]", "|", ">", "=", "<<", "2020-01-01", "12:30", "1_000", "\u0085", "\u2028", "\ufeff", "\u0007", "a\u0000b", " a ", "a\\", "It's \"x\""),
  fc.string({ unit: "grapheme", maxLength: 24 }),
  fc.string({ unit: "binary", maxLength: 12 }),
);
const bodyLine = fc.oneof(fc.string({ unit: "grapheme", maxLength: 30 }), fc.constantFrom("## Heading", "- item[^c1]", "---", "", '[^c1]: [[raw/a|A]]: "x"', "compendium: c-1 f h", "```")).map((line) => line.replace(/[\r\n]/g, ""));
const page = fc
  .record({ summary: text, aliases: fc.array(text, { maxLength: 4 }), url: text, body: fc.array(bodyLine, { minLength: 1, maxLength: 8 }).map((lines) => lines.join("\n")) })
  .map(({ summary, aliases, url, body }): GeneratedPage => ({ id: "c-1a2b", fingerprint: "f1e2", properties: [["type", "concept"], ["summary", summary], ["aliases", aliases], ["url", url]], body: `Lead.\n${body}` }));

const untouched = (note: string): boolean | undefined => readPage(note)?.isUntouched;

/** The note with its properties changed, and written in another style than ours, as the app would. */
const withProperties = (note: string, change: (values: Record<string, unknown>) => void): string => {
  const { frontmatter, body } = splitFrontmatter(note);
  const values = parseDocument(frontmatter ?? "", { schema: "core" }).toJS() as Record<string, unknown>;
  change(values);
  return `---\n${stringify(values, { schema: "core", defaultStringType: "QUOTE_DOUBLE", collectionStyle: "flow", lineWidth: 0 })}---\n${body}`;
};

describe("A page of ours", () => {
  it("is known, with its stamp, and as untouched, whatever stands in it", () => {
    fc.assert(
      fc.property(page, (content) => {
        const note = renderPage(content);
        expect(readPage(note)).toMatchObject({ stamp: { id: "c-1a2b", fingerprint: "f1e2", hash: stampHash(note) }, isUntouched: true });
        expect(note.endsWith("\n")).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it("stays untouched when sync or an editor changes line ends, marks it, or adds blanks at its end", () => {
    fc.assert(
      fc.property(page, fc.constantFrom("", "\n", "\n\n\n", "  ", "\r\n"), (content, end) => {
        const note = renderPage(content);
        expect(untouched(`${note}${end}`)).toBe(true);
        expect(untouched(note.trimEnd())).toBe(true);
        expect(untouched(`${note.replace(/\n/g, "\r\n")}${end}`)).toBe(true);
        expect(untouched(`\uFEFF${note}`)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it("stays untouched when the app writes the same properties in another style or order, and when a user adds their own", () => {
    fc.assert(
      fc.property(page, fc.constantFrom("rating", "tags", "cssclasses", "my property", "Type"), fc.oneof(text, fc.integer(), fc.array(text, { maxLength: 2 })), (content, name, value) => {
        const note = renderPage(content);
        expect(untouched(withProperties(note, () => undefined))).toBe(true);
        expect(untouched(withProperties(note, (values) => Object.assign(values, { [name]: value })))).toBe(true);
        expect(
          untouched(
            withProperties(note, (values) => {
              const { type } = values;
              delete values["type"];
              values["type"] = type;
            }),
          ),
        ).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it("is touched by any change within its body", () => {
    fc.assert(
      fc.property(page, fc.nat(), fc.constantFrom("x", " ", "\n", "", "é"), (content, at, insert) => {
        const note = renderPage(content);
        const start = splitFrontmatter(note).bodyStart;
        const end = start + note.slice(start).trimEnd().length;
        const place = start + 1 + (at % (end - start - 1));
        const changed = insert === "" ? note.slice(0, place - 1) + note.slice(place) : note.slice(0, place) + insert + note.slice(place);
        // The letter taken out, or put in, may be the same as its neighbour, which is a change all the same; only blanks at the very ends are none.
        const isSame = changed.slice(start).trim() === note.slice(start).trim();
        expect(untouched(changed)).toBe(isSame);
      }),
      { numRuns: 400 },
    );
  });

  it("is touched by any change of the properties we wrote", () => {
    fc.assert(
      fc.property(page, fc.constantFrom("type", "summary", "aliases", "url"), text, (content, name, value) => {
        const note = renderPage(content);
        const before = readPage(note)?.values[name];
        const changed = withProperties(note, (values) => (values[name] = value));
        const isSame = JSON.stringify(before) === JSON.stringify(value) || (value === "" && (before === undefined || before === ""));
        expect(untouched(changed)).toBe(isSame);
        const dropped = withProperties(note, (values) => delete values[name]);
        expect(untouched(dropped)).toBe(before === undefined);
      }),
      { numRuns: 200 },
    );
  });

  it("is touched when a property of ours that it did not have is added", () => {
    const note = renderPage({ id: "c-1", fingerprint: "f", properties: [["type", "concept"]], body: "Words." });
    for (const name of ["summary", "aliases", "category", "source", "sources", "author", "published", "url", "kind"]) expect(untouched(note.replace("type: concept", `type: concept\n${name}: mine`))).toBe(false);
  });

  it("stays ours with properties as long and as many as a concept of a thousand sources has", () => {
    const sources = Array.from({ length: 1000 }, (_, index) => `[[raw/It's "note" #${index} of a somewhat longer name|It's "${index}" said]]`);
    const note = renderPage({ id: "c-1", fingerprint: "f", properties: [["type", "concept"], ["summary", `It's "x": a # b`], ["sources", sources]], body: "Words." });
    expect(readPage(note)).toMatchObject({ isUntouched: true });
  });

  it("is none without a stamp that has all its parts", () => {
    for (const stamp of ["", "c-1", "c-1 f", "one f h", "C-1 f h", "[c-1, f, h]", "{a: c-1 f h}", "true"]) expect(readPage(`---\ncompendium: ${stamp}\n---\nWords.\n`)).toBeNull();
    expect(readPage("compendium: c-1 f h\n")).toBeNull();
    expect(readPage("---\ntitle: compendium\n---\n")).toBeNull();
  });

  it("becomes the user's when the stamp is taken out, and loses nothing else", () => {
    fc.assert(
      fc.property(page, fc.constantFrom("\n", "\r\n"), (content, lineEnd) => {
        const note = renderPage(content).replace(/\n/g, lineEnd);
        const freed = withoutStamp(note);
        expect(readPage(freed)).toBeNull();
        expect(splitFrontmatter(freed).body).toBe(splitFrontmatter(note).body);
      }),
      { numRuns: 200 },
    );
  });

  it("never throws on what is no page", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 60 }), (junk) => void readPage(`---\ncompendium: ${junk}\n---\n${junk}`)), { numRuns: 500 });
  });
});
