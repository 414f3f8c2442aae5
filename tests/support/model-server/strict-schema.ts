/**
 * Whether a JSON schema is one that strict structured outputs take: OpenAI's rules, which are the narrowest of those that publish theirs.
 * https://platform.openai.com/docs/guides/structured-outputs#supported-schemas
 */
import type { ChatBody } from "./request";

type Node = Record<string, unknown>;

const DEEPEST = 10;
const MOST_PROPERTIES = 5000;
const MOST_VALUES = 1000;

const refused = [
  ...["allOf", "oneOf", "not", "if", "then", "else", "dependentRequired", "dependentSchemas", "patternProperties", "unevaluatedProperties", "unevaluatedItems", "propertyNames"],
  ...["minProperties", "maxProperties", "contains", "minContains", "maxContains", "uniqueItems", "prefixItems", "default"],
];

const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null && !Array.isArray(value);

const typesOf = ({ type }: Node): unknown[] => (Array.isArray(type) ? type : [type]);

function objectProblems(node: Node, path: string): string[] {
  const properties = isNode(node.properties) ? Object.keys(node.properties) : [];
  const required = Array.isArray(node.required) ? node.required : [];
  const missing = properties.filter((name) => !required.includes(name));
  const unknown = required.filter((name) => !properties.includes(String(name)));
  return [
    ...(node.additionalProperties === false ? [] : [`${path}: additionalProperties is not false`]),
    ...(missing.length === 0 ? [] : [`${path}: not required: ${missing.join(", ")}`]),
    ...(unknown.length === 0 ? [] : [`${path}: required, but no property: ${unknown.join(", ")}`]),
  ];
}

const resolves = (root: Node, reference: unknown): boolean => {
  if (reference === "#") return true;
  if (typeof reference !== "string" || !reference.startsWith("#/")) return false;
  let at: unknown = root;
  for (const step of reference.slice(2).split("/")) at = isNode(at) ? at[step.replaceAll("~1", "/").replaceAll("~0", "~")] : undefined;
  return isNode(at);
};

const childrenOf = (node: Node, path: string): [unknown, string][] => [
  ...["properties", "$defs", "definitions"].flatMap((group) => (isNode(node[group]) ? Object.entries(node[group]).map(([name, child]): [unknown, string] => [child, `${path}.${name}`]) : [])),
  ...(node.items === undefined ? [] : [[node.items, `${path}[]`] as [unknown, string]]),
  ...(Array.isArray(node.anyOf) ? node.anyOf.map((child, at): [unknown, string] => [child, `${path}|${at + 1}`]) : []),
];

function nodeProblems(node: unknown, path: string, root: Node, depth: number): string[] {
  if (!isNode(node)) return [`${path}: is no schema`];
  if (depth > DEEPEST) return [`${path}: nested deeper than ${DEEPEST}`];
  const isNamed = ["type", "anyOf", "$ref", "enum", "const"].some((key) => key in node);
  return [
    ...refused.filter((key) => key in node).map((key) => `${path}: ${key} is not taken`),
    ...(isNamed ? [] : [`${path}: has no type`]),
    ...("$ref" in node && !resolves(root, node.$ref) ? [`${path}: $ref leads nowhere: ${String(node.$ref)}`] : []),
    ...(typesOf(node).includes("object") || "properties" in node ? objectProblems(node, path) : []),
    ...(typesOf(node).includes("array") && node.items === undefined ? [`${path}: an array without items`] : []),
    ...(Array.isArray(node.enum) && node.enum.length > MOST_VALUES ? [`${path}: more than ${MOST_VALUES} values`] : []),
    ...childrenOf(node, path).flatMap(([child, at]) => nodeProblems(child, at, root, depth + 1)),
  ];
}

const countProperties = (node: unknown): number => {
  if (!isNode(node)) return 0;
  const own = isNode(node.properties) ? Object.keys(node.properties).length : 0;
  return childrenOf(node, "").reduce((sum, [child]) => sum + countProperties(child), own);
};

/** What is wrong with a schema, each as a sentence; nothing where it is strict. */
export function strictSchemaProblems(schema: unknown): string[] {
  if (!isNode(schema)) return ["$: is no schema"];
  return [
    ...(schema.type === "object" ? [] : ["$: the root is no object"]),
    ...("anyOf" in schema ? ["$: the root may not be anyOf"] : []),
    ...nodeProblems(schema, "$", schema, 1),
    ...(countProperties(schema) > MOST_PROPERTIES ? [`$: more than ${MOST_PROPERTIES} properties`] : []),
  ];
}

/** The same for what a request asks for; nothing where it asks for no schema. */
export function responseFormatProblems({ response_format: format }: ChatBody): string[] {
  if (format === undefined) return [];
  if (!["text", "json_object", "json_schema"].includes(format.type)) return [`response_format has an unknown type: ${format.type}`];
  if (format.type !== "json_schema") return [];
  const { name, strict, schema } = format.json_schema ?? { name: "" };
  return [
    ...(/^[\w-]{1,64}$/.test(name) ? [] : [`the schema's name is not made of letters, digits, _ and -: "${name}"`]),
    ...(strict === true ? [] : ["the schema is not asked for strictly"]),
    ...strictSchemaProblems(schema),
  ];
}
