import * as fc from "fast-check";
import { isOtherForm, lettersOf, nameIn as nameAmong } from "../../../../../src/core/engines/llm/grounding/given-names";

const nameIn = (words: string, given: string): string => nameAmong(lettersOf(words), given);

const WORDS =
  "The Kestrel Crane, also known as Big Bird, lifts 40 tonnes near the Bay Bridge. Maria Lindqvist built the Kestrel Crane; Lindqvist wrote C++ and C# for Open-Gauss.\nRetrieval Augmented Generation (RAG) runs on .NET. The Old Mill (Alte Mühle) stands there. Otto Brandt is not called Anna Voss.\n上海大桥（申江桥）很长。";

describe("A name a model gives", () => {
  it.each(["Kestrel Crane", "kestrel crane", "Lindqvist", "C++", "C#", ".NET", "OpenGauss", "Open Gauss", "RAG", "上海大桥", "tonne"])("%s stands in the words and is taken as it is", (name) => {
    expect(nameIn(WORDS, name)).toBe(name);
  });

  it.each(["e", "trel Cra", "rane lifts", "ridge", "the", "The", "and the", "", "…", "Heron Crane", "__proto__", "Kestrel Crane, also known as Big Bird, lifts 40 tonnes near the Bay Bridge. Maria Lindqvist built the Kestrel Crane; Lindqvist wrote"])("%s is none of the words' names", (name) => {
    expect(nameIn(WORDS, name)).toBe("");
  });

  it.each(["Kestrel\u202e Crane", "Kes\u200btrel Crane", "%%Kestrel Crane%%", "![[Kestrel Crane]]", "<b>Kestrel</b> Crane", "../../Kestrel Crane", "Kestrel|Crane", "🔥Kestrel Crane🔥", "Kestrel\u2028Crane"])("%j brings nothing of its own: it is the words' name, or none", (name) => {
    expect(["Kestrel Crane", ""]).toContain(nameIn(WORDS, name));
  });

  it("is never live, and is looked for without fault, whatever it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 40 }), (given) => {
        expect(nameIn(`${WORDS} ${given}`, given)).not.toMatch(/\p{C}/u);
      }),
    );
    expect(nameIn("a%%b [[c]]", "a%%b")).not.toBe("c");
  });
});

describe("An alias a model gives", () => {
  it.each([
    ["Kestrel Crane", "Big Bird"],
    ["Big Bird", "Kestrel Crane"],
    ["Maria Lindqvist", "Lindqvist"],
    ["Retrieval Augmented Generation", "RAG"],
    ["RAG", "Retrieval Augmented Generation"],
    ["OpenGauss", "Open-Gauss"],
    ["Old Mill", "Alte Mühle"],
    ["上海大桥", "申江桥"],
  ])("of %s is %s, as the words or the letters say", (name, alias) => {
    expect(isOtherForm(WORDS, name, alias)).toBe(true);
  });

  it.each([
    ["Kestrel Crane", "Bay Bridge"],
    ["Kestrel Crane", "Maria Lindqvist"],
    ["Otto Brandt", "Anna Voss"],
    ["Bay Bridge", "Old Mill"],
    ["Kestrel Crane", "Bay Crane"],
  ])("of %s is not %s because both stand there", (name, alias) => {
    expect(isOtherForm(WORDS, name, alias)).toBe(false);
  });
});
