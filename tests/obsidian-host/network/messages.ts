/** What the page and the host's server say to each other about requests that the server sends in the page's name. */

/** Who asked: a plugin through Node's modules, or through `requestUrl`. */
export type BridgedBy = "node" | "requestUrl";

/** Done in the order they were given. Bodies are base64. */
export type BridgeCommand =
  | { id: number; do: "open"; by: BridgedBy; url: string; method: string; headers: Record<string, string>; keepAlive: boolean }
  | { id: number; do: "write"; bytes: string }
  | { id: number; do: "end" }
  | { id: number; do: "destroy" }
  /** So many bytes were taken by whoever reads. */
  | { id: number; do: "taken"; bytes: number };

export type BridgeEvent =
  | { id: number; event: "response"; status: number; message: string; headers: Record<string, string | string[]> }
  | { id: number; event: "data"; bytes: string }
  | { id: number; event: "end"; complete: boolean }
  /** `after`: the response had begun. */
  | { id: number; event: "error"; code: string; message: string; after: boolean }
  | { id: number; event: "close" };

/** So many bytes may be on their way to the page before the server stops reading. */
export const BRIDGE_WINDOW = 512 * 1024;
