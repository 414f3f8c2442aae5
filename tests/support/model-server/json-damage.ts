/** What models do to the JSON they were asked for. Each damage takes the text of a JSON value and gives what is sent in its place. */

const withoutLast = (text: string, ending: string): string => (text.endsWith(ending) ? text.slice(0, -ending.length) : text);

const onObject = (text: string, change: (value: Record<string, unknown>) => Record<string, unknown>): string => {
  const value: unknown = JSON.parse(text);
  return typeof value === "object" && value !== null && !Array.isArray(value) ? JSON.stringify(change(value as Record<string, unknown>)) : text;
};

const fence = (text: string): string => `\`\`\`json\n${text}\n\`\`\``;

const prose = (text: string): string => `Sure! Here is the JSON you asked for:\n\n${text}\n\nLet me know if {anything} should change.`;

const damages = {
  truncated: (text: string) => text.slice(0, Math.floor(text.length * 0.6)),
  "missing-brace": (text: string) => withoutLast(text, "}"),
  "trailing-comma": (text: string) => text.replace(/([}\]])$/, ",$1"),
  "single-quotes": (text: string) => text.replaceAll('"', "'"),
  "bare-newline": (text: string) => text.replace(/" *:? *"?([^"]{8})/, (found) => `${found}\n`),
  commented: (text: string) => text.replace(/^([{[])/, "$1 // as asked\n"),
  fenced: fence,
  "fence-left-open": (text: string) => withoutLast(fence(text), "\n```"),
  prose,
  "prose-and-fence": (text: string) => prose(fence(text)),
  thinking: (text: string) => `<think>\nThe user wants {JSON}. {"draft": true}\n</think>\n\n${text}`,
  twice: (text: string) => `${text}\n${text}`,
  "byte-order-mark": (text: string) => `\uFEFF${text}`,
  "first-field-missing": (text: string) => onObject(text, (value) => Object.fromEntries(Object.entries(value).slice(1))),
  "field-added": (text: string) => onObject(text, (value) => ({ ...value, unasked: "something else" })),
  "fields-null": (text: string) => onObject(text, (value) => Object.fromEntries(Object.keys(value).map((key) => [key, null]))),
  "wrapped-in-array": (text: string) => `[${text}]`,
  "json-in-a-string": (text: string) => JSON.stringify(text),
  empty: () => "",
} satisfies Record<string, (text: string) => string>;

export type Damage = keyof typeof damages;

/** Every damage there is, for tests that go through all of them. */
export const everyDamage = Object.keys(damages) as Damage[];

/** Takes fields out of a value wherever they stand in it. */
const without = (value: unknown, fields: ReadonlySet<string>): unknown => {
  if (Array.isArray(value)) return value.map((item) => without(item, fields));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([key, inner]) => (fields.has(key) ? [] : [[key, without(inner, fields)]])));
};

export function damageJson(text: string, damage: Damage | Damage[] | { missing: string[] }): string {
  if (typeof damage === "object" && "missing" in damage) return JSON.stringify(without(JSON.parse(text), new Set(damage.missing)));
  return (Array.isArray(damage) ? damage : [damage]).reduce((damaged, name) => damages[name](damaged), text);
}
