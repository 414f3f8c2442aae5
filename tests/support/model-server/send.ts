/** Sends a response at the pace, in the pieces and with the end that its delivery says. */
import { encodeComment, encodeEvent, type StreamEvents } from "./completion";
import type { PlainResponse } from "./errors";
import { breakOff, type Exchange, type Sent, wait, write } from "./exchange";
import type { Delivery, Ending } from "./reply";

const HALF = 0.5;
/** Bytes in one write where nothing else is said. */
const WIRE_BYTES = 16_384;

const DONE = "[DONE]";
const ERROR_IN_STREAM = JSON.stringify({ error: { message: "The server had an error while processing your request.", type: "server_error", param: null, code: "server_error" } });

const isWhole = ({ how }: Ending): boolean => how === "done" || how === "no-done";

/** How many of the pieces come before the end or the stall. */
const piecesBefore = (ending: Ending, pieces: number): number => Math.floor(pieces * (ending.at ?? (isWhole(ending) ? 1 : HALF)));

const inBytes = async (exchange: Exchange, bytes: Uint8Array, wireBytes = WIRE_BYTES): Promise<void> => {
  for (let from = 0; from < bytes.length && !exchange.gone.aborted; from += wireBytes) await write(exchange, bytes.subarray(from, from + wireBytes));
};

const finish = async ({ response, gone }: Exchange): Promise<Sent> => {
  if (gone.aborted) return "abandoned";
  return new Promise((resolve) => {
    response.end(() => resolve("sent"));
    gone.addEventListener("abort", () => resolve(response.writableFinished ? "sent" : "abandoned"));
  });
};

/** After the pieces that come first: `go on` where the rest is to follow. */
async function end(exchange: Exchange, ending: Ending): Promise<Sent | "go on"> {
  const { gone } = exchange;
  if (gone.aborted) return "abandoned";
  switch (ending.how) {
    case "done":
      return "go on";
    case "no-done":
    case "error":
      return finish(exchange).then((sent) => (sent === "sent" ? "cut" : sent));
    case "destroyed":
    case "reset":
      await breakOff(exchange, ending.how);
      return "cut";
    case "stalled":
      await wait(ending.milliseconds ?? Infinity, gone);
      return gone.aborted ? "abandoned" : "go on";
  }
}

/** Waits, and gives signs of life meanwhile. */
async function waitAlive(exchange: Exchange, milliseconds: number, every: number | undefined, sign: string): Promise<void> {
  const { gone } = exchange;
  const until = performance.now() + milliseconds;
  for (let left = milliseconds; left > 0 && !gone.aborted; left = until - performance.now()) {
    await wait(Math.min(left, every ?? Infinity), gone);
    if (every !== undefined && until > performance.now()) await write(exchange, Buffer.from(sign));
  }
}

async function sendEvents(exchange: Exchange, { count, data }: StreamEvents, from: number, to: number, delivery: Delivery): Promise<void> {
  const { betweenEvents = 0, comments, wireBytes } = delivery;
  let held = "";
  for (let at = from; at < Math.min(to, count); at += 1) {
    if (exchange.gone.aborted) return;
    if (comments?.everyEvents !== undefined && at > 0 && at % comments.everyEvents === 0) held += encodeComment(delivery);
    held += encodeEvent(data(at), delivery);
    if (betweenEvents === 0 && held.length < WIRE_BYTES) continue;
    await inBytes(exchange, Buffer.from(held), wireBytes);
    held = "";
    if (betweenEvents > 0) await waitAlive(exchange, betweenEvents, comments?.everyMilliseconds, encodeComment(delivery));
  }
  await inBytes(exchange, Buffer.from(held), wireBytes);
}

export async function sendStream(exchange: Exchange, events: StreamEvents, delivery: Delivery, headers: Record<string, string>): Promise<Sent> {
  const { response } = exchange;
  const ending = delivery.ending ?? { how: "done" };
  const sendData = (data: string): Promise<void> => inBytes(exchange, Buffer.from(encodeEvent(data, delivery)), delivery.wireBytes);
  response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-cache", ...headers });
  response.flushHeaders();
  await waitAlive(exchange, delivery.firstEventAfter ?? 0, delivery.comments?.everyMilliseconds, encodeComment(delivery));
  const first = piecesBefore(ending, events.count);
  await sendEvents(exchange, events, 0, first, delivery);
  if (ending.how === "error") await sendData(ERROR_IN_STREAM);
  const ended = await end(exchange, ending);
  if (ended !== "go on") return ended;
  await sendEvents(exchange, events, first, events.count, delivery);
  await sendData(DONE);
  return finish(exchange);
}

/** A body in one go, or with the delays and the end of a delivery; its length is told, so that a client can see that it came short. */
export async function sendWhole(exchange: Exchange, { status, headers, body }: PlainResponse, delivery: Delivery = {}): Promise<Sent> {
  const { response } = exchange;
  const ending = delivery.ending ?? { how: "done" };
  const bytes = Buffer.from(body);
  const isAlive = delivery.comments?.everyMilliseconds !== undefined;
  // With signs of life, or with an end that is to look clean, nobody can tell the length beforehand.
  const length = isAlive || ending.how === "no-done" || ending.how === "error" ? {} : { "content-length": String(bytes.length) };
  response.writeHead(status, { ...headers, ...length });
  response.flushHeaders();
  await waitAlive(exchange, delivery.firstEventAfter ?? 0, delivery.comments?.everyMilliseconds, "\n");
  const first = piecesBefore(ending, bytes.length);
  await inBytes(exchange, bytes.subarray(0, first), delivery.wireBytes);
  const ended = await end(exchange, ending);
  if (ended !== "go on") return ended;
  await inBytes(exchange, bytes.subarray(first), delivery.wireBytes);
  return finish(exchange);
}
