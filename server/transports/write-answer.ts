// Writes a web answer to a response of node:http.
import { Buffer } from "node:buffer";
import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

/** How long a refused request may go on sending its body. */
const LINGER_MS = 1_000;

/** What is there at once goes as a whole, with its length, in one write; the rest of a stream as it comes. */
export async function writeAnswer(
  answer: Response,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { status, body } = answer;
  const headers = Object.fromEntries(answer.headers);
  if (body === null) return void response.writeHead(status, headers).end();
  if (response.destroyed) return body.cancel();
  const reader = body.getReader();
  let goOn = (): void => undefined;
  const pieces: Uint8Array[] = [];
  const begin = setImmediate(() => {
    const cancel = (): void => void reader.cancel().catch(() => undefined);
    if (response.destroyed) return cancel();
    response
      .on("drain", () => goOn())
      .once("close", () => {
        goOn();
        cancel();
      });
    response.writeHead(status, headers).flushHeaders();
    for (const piece of pieces) response.write(piece);
  });
  for (;;) {
    const { done, value } = await reader.read();
    if (done || response.destroyed) break;
    if (!response.headersSent) pieces.push(value);
    // No faster than the reader takes it.
    else if (!response.write(value) && !response.destroyed) await new Promise<void>((go) => (goOn = go));
  }
  clearImmediate(begin);
  if (response.destroyed) return;
  if (response.headersSent) return void response.end();
  const whole = Buffer.concat(pieces);
  response.writeHead(status, { ...headers, "content-length": whole.length });
  // Node writes a text together with the head.
  const text = whole.toString();
  if (headers["connection"] !== "close") return void response.end(text);
  response.write(text);
  await readToEnd(request);
  response.end();
}

/** A sender that is cut off while it writes never gets to read why: let it write, for a moment. */
async function readToEnd(request: IncomingMessage): Promise<void> {
  if (request.complete || request.destroyed) return;
  const ended = new Promise<unknown>((resolve) => {
    request.once("end", resolve).once("close", resolve).once("error", resolve).resume();
  });
  const timer = new AbortController();
  await Promise.race([ended, sleep(LINGER_MS, undefined, { signal: timer.signal }).catch(() => undefined)]);
  timer.abort();
}
