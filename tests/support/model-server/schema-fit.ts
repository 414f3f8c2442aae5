/** Whether a value fits a strict schema, for scripts that want to answer well; and values that fit and mean nothing, for those that do not. */
import type { Json } from "./reply";

type Node = Record<string, unknown>;

const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null && !Array.isArray(value);

const follow = (node: Node, root: Node): Node => {
  if (typeof node.$ref !== "string") return node;
  let at: unknown = root;
  for (const step of node.$ref.slice(1).split("/").filter(Boolean)) at = isNode(at) ? at[step] : undefined;
  return isNode(at) ? follow(at, root) : {};
};

const typeOf = (value: unknown): string => {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
};

const isOfType = (value: unknown, type: unknown): boolean => typeOf(value) === type || (type === "integer" && Number.isInteger(value));

function problemsAt(node: Node, value: unknown, path: string, root: Node): string[] {
  const schema = follow(node, root);
  if (Array.isArray(schema.anyOf)) {
    const tried = schema.anyOf.filter(isNode).map((option) => problemsAt(option, value, path, root));
    return tried.some((problems) => problems.length === 0) ? [] : [`${path}: fits none of ${tried.length} schemas`];
  }
  const types = Array.isArray(schema.type) ? schema.type : schema.type === undefined ? [] : [schema.type];
  if (types.length > 0 && !types.some((type) => isOfType(value, type))) return [`${path}: is ${typeOf(value)}, not ${types.join(" or ")}`];
  if (Array.isArray(schema.enum) && !schema.enum.includes(value)) return [`${path}: is none of the values`];
  if ("const" in schema && schema.const !== value) return [`${path}: is not ${JSON.stringify(schema.const)}`];
  if (Array.isArray(value)) return value.flatMap((item, at) => (isNode(schema.items) ? problemsAt(schema.items, item, `${path}[${at}]`, root) : []));
  if (!isNode(value)) return [];
  const properties = isNode(schema.properties) ? schema.properties : {};
  const required = Array.isArray(schema.required) ? schema.required.map(String) : [];
  return [
    ...required.filter((name) => !(name in value)).map((name) => `${path}.${name}: is missing`),
    ...Object.keys(value).filter((name) => !(name in properties) && schema.additionalProperties === false).map((name) => `${path}.${name}: was not asked for`),
    ...Object.entries(properties).flatMap(([name, child]) => (name in value && isNode(child) ? problemsAt(child, value[name], `${path}.${name}`, root) : [])),
  ];
}

/** Where a value does not fit its schema, each as a sentence. */
export const misfits = (schema: unknown, value: unknown): string[] => (isNode(schema) ? problemsAt(schema, value, "$", schema) : ["$: is no schema"]);

const WORDS = "the quarterly otter declines a marble because seven lanterns agree with Tuesday in 1874 near Vienna not 62 percent".split(" ");
const MOST_ITEMS = 4;
/** Beyond this depth lists are empty and choices take their last option, so that recursion ends. */
const DEEP = 8;

function nonsenseFor(node: Node, root: Node, random: () => number, depth: number): Json {
  const schema = follow(node, root);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;
  if ("const" in schema) return schema.const as Json;
  if (Array.isArray(schema.enum)) return pick(schema.enum) as Json;
  if (Array.isArray(schema.anyOf)) {
    const options = schema.anyOf.filter(isNode);
    return nonsenseFor(depth > DEEP ? options.at(-1)! : pick(options), root, random, depth + 1);
  }
  const type: unknown = Array.isArray(schema.type) ? pick(schema.type) : schema.type;
  switch (type) {
    case "object":
      return Object.fromEntries(Object.entries(isNode(schema.properties) ? schema.properties : {}).map(([name, child]) => [name, nonsenseFor(child as Node, root, random, depth + 1)]));
    case "array": {
      const least = typeof schema.minItems === "number" ? schema.minItems : 0;
      const length = depth > DEEP ? least : Math.max(least, Math.floor(random() * (MOST_ITEMS + 1)));
      return Array.from({ length }, () => nonsenseFor(isNode(schema.items) ? schema.items : {}, root, random, depth + 1));
    }
    case "integer":
    case "number":
      return Math.floor(random() * 200) - 20;
    case "boolean":
      return random() < 0.5;
    case "null":
      return null;
    default:
      return `${Array.from({ length: 3 + Math.floor(random() * 12) }, () => pick(WORDS)).join(" ")}.`;
  }
}

/** A value that fits and is untrue. */
export const nonsense = (schema: unknown, random: () => number): Json => nonsenseFor(isNode(schema) ? schema : {}, isNode(schema) ? schema : {}, random, 1);
