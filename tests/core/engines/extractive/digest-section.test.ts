import fc from "fast-check";
import { digestSection } from "../../../../src/core/engines/extractive/digest-section";
import { isBoilerplate } from "../../../../src/core/engines/extractive/boilerplate";
import { minimumQuoteLength } from "../../../../src/core/engines/extractive/scripts";
import type { PassageKind } from "../../../../src/core/vault/passage";
import { digest, namesIn, passage, section } from "./builders";

const KINDS: PassageKind[] = ["paragraph", "list-item", "table", "code", "math", "quote", "callout", "caption", "html"];
const PIECES = ["In 2003 he started QEMU, a machine emulator. ", "Why does the model forget what it learned? ", "Read this: https://t.co/x ", "He was not done. ", "✅ 9 open Erdős problems ", "今天我们发布了一个新的开源编译器。", "Subscribe to our newsletter. ", "Tiny C Compiler (TCC) boots Linux in 15 seconds. ", "\"", "( ", "… ", "@a ", "# ", "x".repeat(700) + " ", "\n\n"];

describe("digestSection", () => {
  it("covers every passage exactly, with verbatim spans, the same each time", () => {
    const text = fc.oneof(fc.array(fc.constantFrom(...PIECES), { maxLength: 8 }).map((parts) => parts.join("")), fc.string({ unit: "grapheme", maxLength: 120 }));
    const passages = fc.array(fc.record({ text, kind: fc.constantFrom(...KINDS) }), { maxLength: 6 });
    fc.assert(
      fc.property(passages, (given) => {
        const input = section(given.map((one) => passage(one.text, one.kind)), { title: "QEMU" });
        const draft = digestSection(input);
        expect(digestSection(input)).toEqual(draft);
        const evidence = new Set([...draft.statements, ...draft.questions].map((one) => one.passage));
        const nothing = draft.nothing.map((one) => one.passage);
        expect(new Set(nothing).size).toBe(nothing.length);
        given.forEach((_one, index) => expect([index, evidence.has(index) !== nothing.includes(index)]).toEqual([index, true]));
        for (const one of [...draft.statements, ...draft.questions]) {
          const whole = given[one.passage]?.text ?? "";
          const quote = whole.slice(one.start, one.end);
          expect(["paragraph", "list-item", "quote", "callout", "caption"]).toContain(given[one.passage]?.kind);
          expect(quote.length >= minimumQuoteLength(quote) || quote === whole).toBe(true);
          expect(quote.length).toBeLessThanOrEqual(600);
          const read = one.text.replace(/[.。]$/u, "");
          expect(quote.replace(/\s+/gu, " ")).toContain(read.trim());
        }
        for (const name of draft.names) for (const statement of name.statements) expect(draft.statements[statement]).toBeDefined();
      }),
      { numRuns: 150 },
    );
  });

  it("says why code, math and tables yield nothing", () => {
    const draft = digest([passage("let a = 1;", "code"), passage("a+b", "math"), passage("a | b", "table"), passage("Read this: https://t.co/x")]);
    expect(draft.nothing.map((one) => one.reason)).toEqual(["code", "math", "table", "boilerplate"]);
  });

  it("takes a statement from each substantial passage and skips chatter beside it", () => {
    const draft = digest(["Read on. QuickJS is a small JavaScript engine written in 2019.", "The cats like to sleep on warm days."]);
    expect(draft.statements.map((one) => one.text)).toEqual(["QuickJS is a small JavaScript engine written in 2019.", "The cats like to sleep on warm days."]);
  });

  it("strips glyphs and handles, adds only a full stop", () => {
    const draft = digest([passage("✅ 44 Online Encyclopedia of Integer Sequences (OEIS) problems", "list-item"), "@karpathy I add JupyterBook to the mix for reports 🚀"]);
    expect(draft.statements.map((one) => one.text)).toEqual(["44 Online Encyclopedia of Integer Sequences (OEIS) problems.", "I add JupyterBook to the mix for reports."]);
  });

  it("keeps open questions and leaves rhetorical ones", () => {
    const draft = digest(["How do transformers store facts across layers?", "Have you ever lost a whole day to this?", "Why?"]);
    expect(draft.questions.map((one) => one.text)).toEqual(["How do transformers store facts across layers?"]);
    expect(draft.nothing.map((one) => one.reason)).toEqual(["question", "question"]);
  });

  it("digests two megabytes without spaces, stops or mercy in one go", () => {
    for (const unit of ["a", "(", "\"", "Ab ", "A.", "@a ", "- ", "我", "He is ", " "]) {
      const draft = digest([unit.repeat(Math.floor(2_000_000 / unit.length / (unit === "Ab " || unit === "He is " ? 4 : 1)))]);
      expect(draft.statements.length + draft.nothing.length).toBeGreaterThan(0);
    }
  });
});

describe("names", () => {
  it("reads lists, connectors, initials and versions", () => {
    const names = namesIn("The code runs on AWS, Google Cloud, and Microsoft Azure at the Bank of England.", "It was proved in Lean 4 by J. R. R. Tolkien at École Polytechnique.");
    expect(names).toEqual(expect.arrayContaining(["AWS", "Google Cloud", "Microsoft Azure", "Bank of England", "Lean 4", "J. R. R. Tolkien", "École Polytechnique"]));
  });

  it("leaves sentence openers, days, nationalities and common words alone", () => {
    const names = namesIn("Every Android phone runs it. Today FFmpeg is everywhere on the internet.", "On TruthfulQA the French users fell to 66 percent on Monday.", "Introducing Goedel-Code-Prover for everyone who proves programs.");
    expect(names).toEqual(expect.arrayContaining(["Android", "FFmpeg", "TruthfulQA", "Goedel-Code-Prover"]));
    for (const junk of ["Every Android", "Today", "Today FFmpeg", "On TruthfulQA", "French", "Monday", "Introducing Goedel-Code-Prover", "Every"]) expect(names).not.toContain(junk);
  });

  it("makes no name of a heading in capitals", () => {
    expect(namesIn("Shaping the Future of Mathematics in the Age of Machines and People.")).toEqual([]);
  });

  it("reads styled letters plainly and keeps the quote as it is", () => {
    const draft = digest(["Today we launched 𝗢𝗽𝗲𝗻𝗚𝗮𝘂𝘀𝘀, an open source agent harness for developers."]);
    expect(draft.names[0]).toMatchObject({ name: "OpenGauss", kind: "project" });
    expect(draft.statements[0]?.text).toContain("𝗢𝗽𝗲𝗻𝗚𝗮𝘂𝘀𝘀");
  });

  it("joins acronyms to their words, and nothing else", () => {
    const draft = digest(["TCC, the Tiny C Compiler, boots Linux in 15 seconds.", "They call it Nested Learning (NL) in the new paper.", "The Apple Pie (XYZ) is sold in Berlin every year."]);
    expect(draft.names.find((one) => one.name === "Tiny C Compiler" || one.name === "TCC")?.aliases).toHaveLength(1);
    expect(draft.names.find((one) => one.name === "Nested Learning")?.aliases).toEqual(["NL"]);
    expect(draft.names.flatMap((one) => one.aliases)).not.toContain("XYZ");
  });

  it("gives a person the sentences that speak of him by first name or pronoun", () => {
    const draft = digest(["His name is Fabrice Bellard, an engineer.", "Fabrice was born in 1972 in Grenoble, France.", "In 2003 he started QEMU, a machine emulator and virtualizer."]);
    expect(draft.names.find((one) => one.name === "Fabrice Bellard")).toMatchObject({ kind: "person", statements: [0, 1, 2], aliases: ["Fabrice"] });
  });

  it("tells kinds apart", () => {
    const draft = digest(["MathCode is an AI agent that proves things.", "He moved to Paris, where Ada Lovelace said hello to him.", "The Riemann Hypothesis and Newton's method are taught at the Berlin Summit.", "They met at the Berlin Summit in May."]);
    const kind = (name: string): string | undefined => draft.names.find((one) => one.name === name)?.kind;
    expect([kind("MathCode"), kind("Paris"), kind("Ada Lovelace"), kind("Newton's method"), kind("Berlin Summit")]).toEqual(["project", "place", "person", "method", "event"]);
  });

  it("finds repeated topics in small letters", () => {
    const names = namesIn("Models suffer from catastrophic forgetting when they train on new tasks.", "A cure for catastrophic forgetting would keep what they learned before.");
    expect(names).toContain("catastrophic forgetting");
  });

  it("does not take German nouns for names", () => {
    const names = namesIn("Die Verteidigung der Mannschaft gab nur 308 Punkte ab und belegte den sechsten Platz in der Liga.", "Der Präsident Angela Merkel sprach mit der Mannschaft über die Verteidigung und den Platz.");
    expect(names).toEqual(["Angela Merkel"]);
  });
});

describe("isBoilerplate", () => {
  it.each(["https://t.co/x", "Read the paper here: https://t.co/c5M9ZjRXU1", "Read this: https://t.co/x", "Try it: https://t.co/x", "#ai #wiki", "Photo by Ann Smith on Unsplash", "Sign up for our newsletter", "Home | About | Contact", "We use cookies to improve your experience.", "🚀", "Teilen: Facebook"])("knows %s", (text) => {
    expect(isBoilerplate(text)).toBe(true);
  });
  it.each(["Photosynthesis turns light into sugar.", "The paper is at https://arxiv.org and shows that models forget what they learned.", "Subscription models changed the industry.", "Click rates rose by 3 percent."])("spares %s", (text) => {
    expect(isBoilerplate(text)).toBe(false);
  });
});
