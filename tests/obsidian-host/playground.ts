/** The playground: the test host over a folder, for anyone with a browser. Started by scripts/playground.mjs. */
import { buildHostPage, buildPlugin } from "./build";
import { startHostServer } from "./server";

export interface PlaygroundOptions {
  root: string;
  folder: string;
  port: number;
}

/** Returns the address to open. */
export async function startPlayground({ root, folder, port }: PlaygroundOptions): Promise<string> {
  const [page, pluginFolder] = await Promise.all([buildHostPage(root), buildPlugin(root)]);
  const server = await startHostServer({ folder, pluginFolder, page, port });
  return server.url;
}
