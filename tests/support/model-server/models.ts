/** The list of models, as `GET /v1/models` gives it. */
import type { Raw } from "./reply";

const USUAL = ["test-fast", "test-strong"];

export const modelList = (models: readonly string[] = USUAL): Raw => ({
  kind: "raw",
  name: "models",
  status: 200,
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ object: "list", data: models.map((id) => ({ id, object: "model", created: 1_750_000_000, owned_by: "tests" })) }),
});
