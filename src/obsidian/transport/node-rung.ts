/** The desktop's way: Node's own requests. They stream, and know nothing of CORS. */
import { aborted, brokenOff, redirected, TransportError } from "./failure";
import { createByteQueue, type ByteQueue } from "./byte-queue";
import type { NodeAgent, NodeModules, NodeResponse } from "./node-modules";
import { whenAborted, type OutgoingRequest } from "./request";
import { toResponse, type TransportResponse } from "./response";
import type { Rung } from "./rung";

/** So many bytes may wait to be read before the server is made to wait. */
const MOST_WAITING = 256 * 1024;
/** A connection nobody uses is closed after so many milliseconds, before what lies between forgets it. */
const IDLE = 30_000;
const REDIRECTS = [301, 302, 303, 307, 308];
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET/;

interface Connections {
  modules: NodeModules;
  agents: Record<"http:" | "https:", NodeAgent>;
}

/** `load` is called when the first request is sent, and throws where there is no Node. */
export function nodeRung(load: () => NodeModules): Rung {
  let connections: Connections | null = null;
  const connect = (): Connections => {
    if (connections !== null) return connections;
    const modules = load();
    const { http, https } = modules;
    const options = { keepAlive: true, timeout: IDLE };
    connections = { modules, agents: { "http:": new http.Agent(options), "https:": new https.Agent(options) } };
    return connections;
  };
  return {
    send: async (request) => {
      let ready: Connections;
      try {
        ready = connect();
      } catch (cause) {
        throw new TransportError("", "The app offers no modules of Node.", { mayRepeat: true, cause });
      }
      return send(ready, request);
    },
    close: () => {
      for (const agent of Object.values(connections?.agents ?? {})) agent.destroy();
      connections = null;
    },
  };
}

const send = ({ modules, agents }: Connections, { url, method, headers, body, signal }: OutgoingRequest): Promise<TransportResponse> =>
  new Promise((resolve, reject) => {
    const isSecure = url.protocol === "https:";
    const sent = (isSecure ? modules.https : modules.http).request(url.href, {
      method,
      headers: { ...headers, "accept-encoding": "identity" },
      agent: agents[isSecure ? "https:" : "http:"],
    });
    let queue: ByteQueue | null = null;
    const forget = whenAborted(signal, () => {
      reject(aborted());
      queue?.abort(aborted());
      sent.destroy();
    });
    sent.on("error", (error) => {
      forget();
      reject(failureOf(error));
    });
    sent.on("response", (response) => {
      const status = response.statusCode ?? 0;
      if (REDIRECTS.includes(status)) {
        forget();
        reject(redirected());
        sent.destroy();
        return;
      }
      queue = readInto(response, forget);
      resolve(toResponse(status, headersOf(response), queue.body));
    });
    sent.end(body ?? undefined);
  });

/** `whenOver` is called once, when there is nothing left to abort. */
function readInto(response: NodeResponse, whenOver: () => void): ByteQueue {
  let isPaused = false;
  const queue = createByteQueue({
    onTaken: () => {
      if (!isPaused || queue.waiting() > MOST_WAITING / 2) return;
      isPaused = false;
      response.resume();
    },
    onCancel: () => {
      whenOver();
      response.destroy();
    },
  });
  const breakOff = (cause?: unknown): void => {
    whenOver();
    queue.fail(brokenOff(cause));
  };
  response.on("data", (bytes) => {
    queue.push(bytes);
    if (isPaused || queue.waiting() <= MOST_WAITING) return;
    isPaused = true;
    response.pause();
  });
  response.on("end", () => {
    if (!response.complete) {
      breakOff();
      return;
    }
    whenOver();
    queue.end();
  });
  response.on("error", breakOff);
  // A connection that goes away without a word; after an end this says nothing new.
  response.on("close", () => breakOff());
  return queue;
}

const headersOf = ({ headers }: NodeResponse): [string, string][] =>
  Object.entries(headers).flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, Array.isArray(value) ? value.join(", ") : value]]));

function failureOf(error: Error): TransportError {
  const { code, errors } = error as { code?: unknown; errors?: { code?: unknown }[] };
  // One for each address of a name that was tried.
  const found = code ?? errors?.[0]?.code;
  const known = typeof found === "string" ? found : "";
  // The app's own requests know the certificates of the system, which Node does not.
  return new TransportError(known, "The request failed.", { mayRepeat: CERTIFICATE.test(known), cause: error });
}
