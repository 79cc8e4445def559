// The stream of a client that listens over HTTP: what the SDK has to say, and what becomes of tasks.

import { acknowledged, type Listen, ownOf, SUBSCRIPTION, tellOf } from "../eras/subscriptions.ts";
import { logFailure } from "../log.ts";
import type { Principal } from "../principal.ts";
import type { Tasks } from "../tasks/tasks.ts";

export interface Feed {
  readonly principal: Principal;
  /** Undefined if the server has none. */
  readonly tasks: Tasks | undefined;
  /** Aborted when nobody is told any more: the stream ends as the protocol wants it. */
  readonly over: AbortSignal;
  /** Aborted when this one may hear nothing any more. */
  readonly revoked: AbortSignal;
}

/** As often as the SDK does: proxies cut silent connections. */
const KEEP_ALIVE_MS = 15_000;
const DATA = /^data: (.*)$/m;

/** @param answer The SDK's, to a request that it has found right. */
export function listening(answer: Response, listen: Listen, feed: Feed): Response {
  const { body } = answer;
  if (body === null || !(answer.headers.get("content-type") ?? "").startsWith("text/event-stream"))
    return answer;
  const gone = new AbortController();
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      run(body, controller, listen, feed, gone.signal).catch((error: unknown) => {
        logFailure("a client that listens is told no more", error);
        controller.error(error);
      });
    },
    cancel: () => gone.abort(),
  });
  return new Response(stream, { status: answer.status, headers: answer.headers });
}

async function run(
  body: ReadableStream<Uint8Array>,
  controller: ReadableStreamDefaultController<Uint8Array>,
  listen: Listen,
  { principal, tasks, over, revoked }: Feed,
  gone: AbortSignal,
): Promise<void> {
  const signal = AbortSignal.any([gone, over, revoked]);
  const encoder = new TextEncoder();
  const write = (frame: string): void => {
    if (!signal.aborted) controller.enqueue(encoder.encode(frame));
  };
  const reader = body.getReader();
  const ended = new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
  void ended.then(() => reader.cancel());
  const taskIds = tasks === undefined ? [] : await ownOf(tasks, principal, listen);
  const telling: Promise<void>[] = [];
  const decoder = new TextDecoder();
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    text += decoder.decode(value, { stream: true });
    const frames = text.split("\n\n");
    text = frames.pop() ?? "";
    for (const frame of frames) {
      const message = JSON.parse(DATA.exec(frame)?.[1] ?? "{}") as { id?: unknown };
      // With tasks to tell of, that the SDK has nothing to say is not the end.
      if (taskIds.length > 0 && message.id !== undefined) continue;
      if (taskIds.length === 0 || telling.length > 0) write(`${frame}\n\n`);
      else {
        write(eventOf(acknowledged(message as never, taskIds)));
        const tell = (notification: object): void => write(eventOf(notification));
        telling.push(tellOf(tasks as Tasks, principal, listen, taskIds, tell, signal));
      }
    }
  }
  if (taskIds.length > 0 && !signal.aborted) {
    const keepAlive = setInterval(() => write(": keepalive\n\n"), KEEP_ALIVE_MS);
    await Promise.race([ended, Promise.all(telling).then(() => ended)]).finally(() =>
      clearInterval(keepAlive),
    );
  }
  if (gone.aborted) return;
  if (over.aborted && !revoked.aborted) controller.enqueue(encoder.encode(eventOf(endOf(listen))));
  controller.close();
}

function eventOf(message: object): string {
  return `event: message\ndata: ${JSON.stringify(message)}\n\n`;
}

/** That nothing more comes, since the server ends. */
export function endOf({ id }: Listen): object {
  return { jsonrpc: "2.0", id, result: { resultType: "complete", _meta: { [SUBSCRIPTION]: id } } };
}
