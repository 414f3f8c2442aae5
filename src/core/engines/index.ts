/** The engines by name. */
import { CompendiumError } from "../failure";
import type { Settings } from "../settings";
import type { Engine } from "./engine";
import { extractiveEngine } from "./extractive";

export function chooseEngine({ engine }: Settings): Engine {
  if (engine === "extractive") return extractiveEngine;
  throw new CompendiumError("engine-unavailable", 'The model engine is not part of this version; use the built-in one (engine "extractive").');
}
