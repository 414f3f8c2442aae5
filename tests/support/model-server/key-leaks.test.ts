import { keyLeaks } from "./key-leaks";

const key = "sk-proj-Zq7Xw9LmT4/vB2+c";

it.each([
  ["whole", `Error: wrong key ${key}`],
  ["in a header", `authorization: Bearer ${key}`],
  ["in base 64", Buffer.from(`Bearer ${key}`).toString("base64")],
  ["in an address", `?key=${encodeURIComponent(key)}`],
  ["its end alone", `key ending in ${key.slice(-8)}`],
  ["its beginning alone", `Incorrect API key provided: ${key.slice(0, 12)}****`],
])("a key is found %s", (_, text) => {
  expect(keyLeaks(key, { log: text, other: "nothing" })).toEqual(["log"]);
});

it("a key is found in a name, too", () => {
  expect(keyLeaks(key, { [`cache-${key}.json`]: "{}" })).toHaveLength(1);
});

it("what all keys begin with is none", () => {
  expect(keyLeaks(key, { log: "A key begins with sk-proj." })).toEqual([]);
});
