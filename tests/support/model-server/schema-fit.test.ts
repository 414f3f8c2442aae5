import { seededRandom } from "./random";
import { misfits, nonsense } from "./schema-fit";

const statement = {
  type: "object",
  properties: { text: { type: "string" }, passages: { type: "array", items: { type: "integer" } }, kind: { enum: ["fact", "opinion"] }, scope: { anyOf: [{ type: "string" }, { type: "null" }] } },
  required: ["text", "passages", "kind", "scope"],
  additionalProperties: false,
};
const tree = { type: "object", properties: { name: { type: "string" }, children: { type: "array", items: { $ref: "#" } } }, required: ["name", "children"], additionalProperties: false };
const schema = { type: "object", properties: { statements: { type: "array", items: { $ref: "#/$defs/statement" } } }, required: ["statements"], additionalProperties: false, $defs: { statement } };
const right = { text: "Yes.", passages: [1], kind: "fact", scope: null };

it("a value that fits has no misfits", () => {
  expect(misfits(schema, { statements: [right, { ...right, scope: "in winter" }] })).toEqual([]);
});

it.each([
  ["$.statements: is missing", {}],
  ["$.statements[0].kind: is missing", { statements: [{ text: "Yes.", passages: [], scope: null }] }],
  ["$.statements[0].passages[1]: is string, not integer", { statements: [{ ...right, passages: [1, "2"] }] }],
  ["$.statements[0].kind: is none of the values", { statements: [{ ...right, kind: "lie" }] }],
  ["$.statements[0].scope: fits none of 2 schemas", { statements: [{ ...right, scope: 4 }] }],
  ["$.statements[0].more: was not asked for", { statements: [{ ...right, more: 1 }] }],
  ["$: is array, not object", [right]],
])("%s", (problem, value) => {
  expect(misfits(schema, value)).toEqual([problem]);
});

it("nonsense fits, is never the same for two seeds, and ends even where a schema refers to itself", () => {
  const made = Array.from({ length: 200 }, (_, seed) => nonsense(schema, seededRandom(seed)));
  expect(made.flatMap((value) => misfits(schema, value))).toEqual([]);
  expect(new Set(made.map((value) => JSON.stringify(value))).size).toBeGreaterThan(100);
  expect(misfits(tree, nonsense(tree, seededRandom(3)))).toEqual([]);
});
