/** A small vault of made-up but sensible sources in which several concepts recur. */
const note = (title: string, body: string, extra = ""): string => `---\ntitle: "${title}"\nauthor:\npublished: 2024-01-0${(title.length % 9) + 1}\ntags:\n  - "clippings"\n${extra}---\n${body}\n`;

export const sampleSources = (): Record<string, string> => ({
  "raw/Harbour cranes.md": note(
    "Harbour cranes",
    `The Kestrel Crane was built in 1931 by the engineer Maria Lindqvist in Gothenburg. It lifts 40 tonnes at a time.

## Design

Maria Lindqvist designed the Kestrel Crane with a double lattice boom. The double lattice boom halves the weight of the arm. The Kestrel Crane needs two operators.

## Later years

In 1975 the Kestrel Crane was moved to Malmö. The port of Malmö restored the Kestrel Crane in 1998.`,
  ),
  "raw/Maria Lindqvist.md": note(
    "Maria Lindqvist",
    `Maria Lindqvist was born in 1899 in Uppsala, Sweden. She studied engineering at Chalmers University. She designed eleven harbour cranes.

## Work

In 1931 Maria Lindqvist built the Kestrel Crane for Gothenburg. In 1936 she wrote a handbook about the double lattice boom. Chalmers University keeps her drawings.`,
  ),
  "raw/Port of Malmö.md": note(
    "Port of Malmö",
    `The port of Malmö handles nine million tonnes a year. The Kestrel Crane stands at its northern quay and is a listed monument.

Chalmers University surveyed the Kestrel Crane in 2004. What did the survey cost the city?`,
  ),
  "raw/Lattice booms.md": note(
    "Lattice booms",
    `A lattice boom is a crane arm made of welded steel bars. The double lattice boom was first used on the Kestrel Crane. Lattice booms are lighter than box booms of the same strength.

Chalmers University teaches the double lattice boom in its course on steel structures.`,
  ),
});
