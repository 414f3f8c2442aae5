/** One request and its response, with what may end it early: the client, or the server as it closes. */
import type { IncomingMessage, ServerResponse } from "node:http";

export interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  /** Aborted as soon as nobody waits for the rest. */
  gone: AbortSignal;
}

/** `cut` is what the server did on purpose. */
export type Sent = "sent" | "cut" | "abandoned";

/** Waits, or until the exchange is over, whichever is first. For ever where the time is infinite. */
export const wait = (milliseconds: number, gone: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (gone.aborted || milliseconds <= 0) {
      resolve();
      return;
    }
    const end = (): void => {
      clearTimeout(timer);
      gone.removeEventListener("abort", end);
      resolve();
    };
    const timer = milliseconds === Infinity ? undefined : setTimeout(end, milliseconds);
    gone.addEventListener("abort", end);
  });

/** Hands bytes over, and waits while the client reads slower than they come. */
export async function write({ response, gone }: Exchange, bytes: Uint8Array): Promise<void> {
  if (gone.aborted || response.write(bytes)) return;
  await new Promise<void>((resolve) => {
    const go = (): void => {
      response.off("drain", go);
      gone.removeEventListener("abort", go);
      resolve();
    };
    response.on("drain", go);
    gone.addEventListener("abort", go);
  });
}

/** Sends what was written and closes the connection without an end; or resets it, which throws away what is on its way. */
export async function breakOff({ request, response, gone }: Exchange, how: "destroyed" | "reset"): Promise<void> {
  if (gone.aborted) return;
  if (how === "reset") {
    request.socket.resetAndDestroy();
    return;
  }
  // What was written is let out first: a destroyed socket drops what it still holds.
  response.flushHeaders();
  while (request.socket.writableLength > 0 && !gone.aborted) await wait(1, gone);
  request.socket.destroy();
}
