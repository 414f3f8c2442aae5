import type { ArticleClaim } from "../../../../../src/core/engines/engine";
import { proposeCandidates } from "../../../../../src/core/engines/llm/contradictions/candidates";
import { differenceOf } from "../../../../../src/core/engines/llm/contradictions/compare-claims";
import { readClaim } from "../../../../../src/core/engines/llm/contradictions/read-claim";

const claim = (text: string, id = text): ArticleClaim => ({ id, text, quote: text, headingPath: [], source: "A source", sourceId: id, published: "", order: 0 });
const compare = (left: string, right: string, names = ["Kestrel Crane"]) => differenceOf(readClaim(claim(left), names), readClaim(claim(right), names));
const isContradiction = (left: string, right: string, names?: string[]): boolean => compare(left, right, names)?.isPlain === true;

describe("Two claims differ", () => {
  it.each([
    ["in an amount", "The Kestrel Crane lifts 40 tonnes at a time.", "The Kestrel Crane lifts 62 tonnes.", ["number"], ["40 tonnes", "62 tonnes"]],
    ["in an amount of another unit of the same measure", "The Kestrel Crane lifts 40 tonnes.", "The Kestrel Crane lifts 62,000 kg.", ["number"], ["40 tonnes", "62,000 kg"]],
    ["in what is counted", "Maria Lindqvist designed eleven harbour cranes.", "Maria Lindqvist designed fourteen harbour cranes.", ["number"], ["eleven", "fourteen"]],
    ["in a year", "The Kestrel Crane was built in 1931 by the engineer Maria Lindqvist in Gothenburg.", "Built in 1929, the Kestrel Crane is the oldest crane of the port.", ["date"], ["1931", "1929"]],
    ["in a year, of the same doing in another word", "The Kestrel Crane was constructed in 1929.", "The Kestrel Crane was built in 1931.", ["date"], ["1929", "1931"]],
    ["in a day", "The Kestrel Crane was restored on 3 May 1998.", "The Kestrel Crane was restored on 5 May 1998.", ["date"], ["3 May 1998", "5 May 1998"]],
    ["in who did it", "The Kestrel Crane was designed by Maria Lindqvist.", "Anna Berg designed the Kestrel Crane.", ["name"], ["Maria Lindqvist", "Anna Berg"]],
    ["in a denial", "The Kestrel Crane was moved by rail.", "The Kestrel Crane was never moved by rail.", ["negation"], ["", ""]],
    ["in an amount, in German", "Der Kestrel Crane hebt 40 Tonnen.", "Der Kestrel Crane hebt 62 Tonnen.", ["number"], ["40 Tonnen", "62 Tonnen"]],
    ["in an amount beyond a bound", "The Kestrel Crane lifts up to 40 tonnes.", "The Kestrel Crane lifts 62 tonnes.", ["number"], ["40 tonnes", "62 tonnes"]],
    ["in an amount with a word of magnitude", "The port of Malmö handles nine million tonnes a year.", "The port of Malmö handles 12 million tonnes a year.", ["number"], ["nine million", "12 million tonnes"]],
  ])("%s", (_, left, right, kinds, differ) => {
    expect(compare(left, right)).toMatchObject({ kinds, differ, isPlain: true });
    expect(compare(right, left)).toMatchObject({ kinds, differ: [...differ].reverse(), isPlain: true });
  });
});

describe("It is no contradiction where", () => {
  it.each([
    ["the value is the same in other words", "Maria Lindqvist designed eleven harbour cranes.", "Maria Lindqvist designed 11 harbour cranes."],
    ["the unit is another and the value the same", "The Kestrel Crane was moved 1 km along the quay.", "The Kestrel Crane was moved 1,000 m along the quay."],
    ["the units are of two systems", "The Kestrel Crane is 100 feet tall.", "The Kestrel Crane is 30 metres tall."],
    ["one is rounded", "The Kestrel Crane weighs 62.4 tonnes.", "The Kestrel Crane weighs 62 tonnes."],
    ["one is about", "The Kestrel Crane weighs about 60 tonnes.", "The Kestrel Crane weighs 62 tonnes."],
    ["a magnitude is rounded", "The restoration cost 12 million crowns.", "The restoration cost 12.3 million crowns."],
    ["a bound leaves room", "The Kestrel Crane lifts at least 40 tonnes.", "The Kestrel Crane lifts 62 tonnes."],
    ["the figures measure other things", "The Kestrel Crane weighs 40 tonnes.", "The Kestrel Crane lifts 62 tonnes."],
    ["the figures are of other measures", "The Kestrel Crane lifts 40 tonnes.", "The Kestrel Crane lifts loads 30 metres."],
    ["the years are of other events", "The port of Malmö restored the Kestrel Crane in 1998.", "In 1975 the Kestrel Crane was moved to Malmö."],
    ["the years are of a part and the whole", "The new cabin of the Kestrel Crane was built in 1975.", "The Kestrel Crane was built in 1931."],
    ["the date is told more closely", "The Kestrel Crane was restored in 1998.", "The Kestrel Crane was restored on 3 May 1998."],
    ["the year lies in the decade", "The Kestrel Crane was restored in the 1990s.", "The Kestrel Crane was restored in 1998."],
    ["the year lies in the span", "The Kestrel Crane was restored from 1996 to 1999.", "The Kestrel Crane was restored in 1998."],
    ["the place is another, too", "The World Crane Fair was held in London in 1851.", "The World Crane Fair was held in Paris in 1900."],
    ["the state is of another year", "In 2019 the port had 40 cranes.", "In 2024 the port had 62 cranes."],
    ["one says more", "The Kestrel Crane lifts 40 tonnes.", "The Kestrel Crane lifts 40 tonnes and weighs 62 tonnes."],
    ["both say it was one more", "The second Kestrel Crane was built in 1950.", "The Kestrel Crane was built in 1931."],
    ["the one quotes the other", "The Kestrel Crane lifts 40 tonnes.", "The Kestrel Crane lifts 40 tonnes. It was 62 once."],
    ["nothing differs", "The Kestrel Crane is a listed monument.", "The Kestrel Crane became a listed monument of the city."],
    ["they share nothing", "The Kestrel Crane lifts 40 tonnes.", "Anna Berg painted 62 pictures of Malmö."],
    ["there is nothing", "", ""],
  ])("%s", (_, left, right) => {
    expect([isContradiction(left, right), isContradiction(right, left)]).toEqual([false, false]);
  });

  it("it is one claim", () => {
    const one = readClaim(claim("The crane lifts 40 tonnes."), []);
    expect(differenceOf(one, one)).toBeNull();
  });
});

describe("Candidates", () => {
  const read = (texts: string[]) => texts.map((text, index) => readClaim(claim(text, `c${index}`), ["Kestrel Crane"]));

  it("are the pairs that differ plainly, whatever stands between them", () => {
    const found = proposeCandidates(read(["The Kestrel Crane lifts 40 tonnes.", "The Kestrel Crane was moved in 1975.", "The Kestrel Crane lifts 62 tonnes.", "The Kestrel Crane is green."]));
    expect(found.map(({ left, right }) => [left, right])).toEqual([[0, 2]]);
  });

  it("are few, and soon found, among claims that all differ from each other", () => {
    const texts = Array.from({ length: 40 }, (_, index) => `The Kestrel Crane lifted ${index + 100} tonnes on one fine morning.`);
    expect(proposeCandidates(read(texts)).length).toBeLessThanOrEqual(12);
  });

  it("do not take long over hostile text", () => {
    const started = Date.now();
    proposeCandidates(read(Array.from({ length: 40 }, (_, index) => `${"1,0 ".repeat(20_000)} of of the the ${index}`)));
    expect(Date.now() - started).toBeLessThan(20_000);
  });
});
