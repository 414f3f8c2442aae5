/** Model servers that end with the test they were started in. */
import type { ModelServerOptions } from "./options";
import { type ModelServer, startModelServer } from "./server";

/** To be called once in a file or a `describe`; what it returns starts a server. */
export function modelServers(): (options: ModelServerOptions) => Promise<ModelServer> {
  const open: ModelServer[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((server) => server.close()));
  });
  return async (options) => {
    const server = await startModelServer(options);
    open.push(server);
    return server;
  };
}
