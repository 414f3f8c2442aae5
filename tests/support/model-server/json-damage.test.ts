import { type Damage, damageJson, everyDamage } from "./json-damage";

const value = { statements: [{ text: "Rivers run downhill, mostly.", passages: [1, 2] }], nothing: [3] };
const text = JSON.stringify(value);

const parses = (found: string): boolean => {
  try {
    JSON.parse(found);
    return true;
  } catch {
    return false;
  }
};

const stillJson: Damage[] = ["first-field-missing", "field-added", "fields-null", "wrapped-in-array", "json-in-a-string"];

it.each(everyDamage)("%s changes what is sent", (damage) => {
  expect(damageJson(text, damage)).not.toBe(text);
});

it.each(everyDamage.filter((damage) => !stillJson.includes(damage)))("%s leaves no JSON", (damage) => {
  expect(parses(damageJson(text, damage))).toBe(false);
});

it.each(stillJson)("%s leaves JSON of another shape", (damage) => {
  expect(JSON.parse(damageJson(text, damage))).not.toEqual(value);
});

it("damages add up, in order", () => {
  expect(damageJson('{"a":1}', ["trailing-comma", "fenced"])).toBe('```json\n{"a":1,}\n```');
});

it("named fields go wherever they stand", () => {
  expect(JSON.parse(damageJson(text, { missing: ["passages", "nothing"] }))).toEqual({ statements: [{ text: "Rivers run downhill, mostly." }] });
});
