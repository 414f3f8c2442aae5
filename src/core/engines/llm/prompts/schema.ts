/** Small builders for JSON schemas in the strict form. */
import type { JsonSchema } from "../../../ports";

export const objectOf = (properties: Record<string, JsonSchema>): JsonSchema => ({ type: "object", properties, required: Object.keys(properties), additionalProperties: false });
export const listOf = (items: JsonSchema): JsonSchema => ({ type: "array", items });
export const text = (description: string): JsonSchema => ({ type: "string", description });
export const integer = (description: string): JsonSchema => ({ type: "integer", description });
export const oneOf = (values: readonly string[]): JsonSchema => ({ type: "string", enum: values });
export const yesNo = (description: string): JsonSchema => ({ type: "boolean", description });
