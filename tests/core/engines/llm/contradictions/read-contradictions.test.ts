import type { ArticleClaim } from "../../../../../src/core/engines/engine";
import { readClaim } from "../../../../../src/core/engines/llm/contradictions/read-claim";
import { readContradictions } from "../../../../../src/core/engines/llm/contradictions/read-contradictions";
import type { JsonRecord } from "../../../../../src/core/engines/llm/parse-reply";

const claim = (id: string, text: string, published = "", quote = text): ArticleClaim => ({ id, text, quote, headingPath: [], source: `Source ${id}`, sourceId: id, published, order: 0 });
const CLAIMS = [
  claim("c1", "The Kestrel Crane lifts 40 tonnes.", "2019-03-03"),
  claim("c2", "The Kestrel Crane lifts 62 tonnes.", "2024-01-06"),
  claim("c3", "The Kestrel Crane lifts 70 tonnes, according to Anna Berg.", "2024-01"),
  claim("c4", "The Kestrel Crane lifts forty tonnes.", "2020-01-01"),
  claim("c5", "The Kestrel Crane lifts 75 tonnes."),
  claim("c6", "The Kestrel Crane is green.", "2021-01-01"),
].map((each) => readClaim(each, ["Kestrel Crane"]));
const read = (...records: JsonRecord[]) => readContradictions(records, CLAIMS).map(({ relation, claims: [first, second] }) => `${relation} ${first} ${second}`);
const pair = (first: unknown, second: unknown, relation: unknown): JsonRecord => ({ first, second, relation });

describe("What a reply says of contradictions", () => {
  it("is kept where the two claims are about one thing and differ", () => {
    expect(read(pair(1, 2, "contested"), pair(2, 5, "scope"))).toEqual(["contested c1 c2", "scope c2 c5"]);
  });

  it("comes with the words in which they differ", () => {
    expect(readContradictions([pair(1, 2, "contested")], CLAIMS)[0]?.differ).toEqual(["40 tonnes", "62 tonnes"]);
  });

  it("is put in the order of the sources' dates where a later one replaces an earlier", () => {
    expect(read(pair(2, 1, "superseded"))).toEqual(["superseded c1 c2"]);
    expect(readContradictions([pair(2, 1, "superseded")], CLAIMS)[0]?.differ).toEqual(["40 tonnes", "62 tonnes"]);
  });

  it.each([
    ["no date is known of one", pair(1, 5, "superseded")],
    ["the dates do not tell which is later", pair(2, 3, "superseded")],
    ["both say the same", pair(1, 4, "contested")],
    ["they are about other things", pair(1, 6, "contested")],
    ["nobody is quoted", pair(1, 2, "reported")],
    ["it is one claim", pair(1, 1, "contested")],
    ["a number is out of range", pair(1, 99, "contested")],
    ["a number is none", pair("first", null, "contested")],
    ["the relation is unknown", pair(1, 2, "wrong")],
    ["the relation is hostile", pair(1, 2, "constructor")],
  ])("is left out where %s", (_, record) => {
    expect(read(record)).toEqual([]);
  });

  it("has the one that only reports first", () => {
    expect(read(pair(1, 3, "reported"))).toEqual(["reported c3 c1"]);
    expect(read(pair(3, 1, "reported"))).toEqual(["reported c3 c1"]);
  });

  it("counts once where it is said twice, and not at all where it is said in two ways", () => {
    expect(read(pair(1, 2, "contested"), pair(2, 1, "contested"))).toEqual(["contested c1 c2"]);
    expect(read(pair(1, 2, "contested"), pair(2, 1, "superseded"), pair(1, 2, "contested"))).toEqual([]);
  });
});
