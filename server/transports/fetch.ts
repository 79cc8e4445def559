// The endpoint for runtimes and frameworks that speak web requests, such as Deno.serve, Bun.serve and Hono.
import process from "node:process";
import { ONCE, pathOf } from "../front/front.ts";
import type { Endpoint, Exchange } from "./endpoint.ts";

/** A sender that takes longer for its body is cut off; node:http has a limit of its own. */
const BODY_MS = 30_000;

/** @throws {TypeError} If somebody has read the request's body already. */
export async function answerFetch(endpoint: Endpoint, request: Request): Promise<Response> {
  if (request.bodyUsed || request.body?.locked === true)
    throw new TypeError("The request's body has been read already: give it to fetch() first");
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  request.signal.addEventListener("abort", end, { once: true });
  const response = await endpoint.answer(exchangeOf(request, ended));
  // Only events come later than the answer itself.
  if (response.body === null || response.headers.get("content-type") !== "text/event-stream") {
    end();
    return response;
  }
  return new Response(followed(response.body, end, request.signal), response);
}

const AUTHORITY = /^https?:\/\/([^/?#]*)/i;

function exchangeOf({ method, url, headers: given, body }: Request, ended: Promise<void>): Exchange {
  const headers: Record<string, string> = Object.fromEntries(given);
  return {
    method,
    path: pathOf(url.replace(AUTHORITY, "")),
    // A request of HTTP/2 names its host in its address.
    headers: { host: AUTHORITY.exec(url)?.[1] ?? "", ...headers },
    repeats: Object.entries(headers).some(([name, value]) => ONCE.has(name) && isTwo(name, value)),
    body: (take) => givePieces(body, take),
    ended,
    known: () => undefined,
  };
}

/** Headers that stand twice come as one, with a comma; in credentials one may stand anyhow. */
function isTwo(name: string, value: string): boolean {
  return (name === "authorization" ? /,\s*[\w-]+ +\S/ : /,/).test(value);
}

async function givePieces(
  body: ReadableStream<Uint8Array> | null,
  take: (piece: Uint8Array) => boolean,
): Promise<void> {
  const reader = body?.getReader();
  // What comes too late, or is too much, is not read to its end.
  const cancel = (): void => void reader?.cancel().catch(() => undefined);
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    cancel();
  }, BODY_MS);
  try {
    for (;;) {
      const { done = true, value } = (await reader?.read()) ?? {};
      if (isLate) throw new Error("The body takes too long");
      if (done || value === undefined) return;
      if (!take(value)) return cancel();
    }
  } finally {
    clearTimeout(timer);
  }
}

/** Bun sends the head of an answer with its first piece: for a stream that is silent at first, a comment is one. */
const FIRST = "bun" in process.versions ? new TextEncoder().encode(":\n\n") : undefined;

/** The same stream, ended when its reader has gone, and reported when it has ended. */
function followed(
  body: ReadableStream<Uint8Array>,
  onEnd: () => void,
  signal: AbortSignal,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  const cancel = (reason: unknown): Promise<void> => {
    onEnd();
    return reader.cancel(reason);
  };
  return new ReadableStream<Uint8Array>({
    start(controller) {
      const gone = (): void => {
        void cancel(signal.reason).catch(() => undefined);
        controller.error(signal.reason);
      };
      if (signal.aborted) gone();
      else signal.addEventListener("abort", gone, { once: true });
      if (FIRST !== undefined && !signal.aborted) controller.enqueue(FIRST);
    },
    async pull(controller) {
      const { done, value } = await reader.read();
      if (!done) return controller.enqueue(value);
      onEnd();
      controller.close();
    },
    cancel,
  });
}
