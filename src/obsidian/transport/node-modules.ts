/** What is used of Node's http and https. Their own types stay out of here: no module of Node may be imported by the plugin. */

export interface NodeResponse {
  readonly statusCode?: number | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** False where the connection broke before the end. */
  readonly complete: boolean;
  on(event: "data", listener: (bytes: Uint8Array) => void): unknown;
  on(event: "end" | "close", listener: () => void): unknown;
  on(event: "error", listener: (error: Error) => void): unknown;
  pause(): unknown;
  resume(): unknown;
  destroy(): unknown;
}

export interface NodeRequest {
  on(event: "response", listener: (response: NodeResponse) => void): unknown;
  on(event: "error", listener: (error: Error) => void): unknown;
  end(body?: string): unknown;
  destroy(): unknown;
}

export interface NodeAgent {
  destroy(): void;
}

export interface NodeHttp {
  request(url: string, options: { method: string; headers: Record<string, string>; agent: NodeAgent }): NodeRequest;
  /** `timeout` closes connections that nobody uses (milliseconds); of one in use it only tells. */
  Agent: new (options: { keepAlive: boolean; timeout: number }) => NodeAgent;
}

export interface NodeModules {
  http: NodeHttp;
  https: NodeHttp;
}
