// The stdio transport: one client, the program that started us. Each era of the protocol has a side of it.
import process from "node:process";
import { dropNullArguments, isModern } from "../eras/era.ts";
import type { Eras } from "../eras/eras.ts";
import { type JSONRPCMessage, ReadBuffer, serializeMessage, type Transport } from "../eras/sdk.ts";
import {
  ACKNOWLEDGED,
  acknowledged,
  type Listen,
  listenOf,
  ownOf,
  SUBSCRIPTION,
  tellOf,
} from "../eras/subscriptions.ts";
import { logFailure } from "../log.ts";
import type { Tasks } from "../tasks/tasks.ts";
import { hastyClient } from "./hasty-client.ts";

const PRINCIPAL = "stdio";

/** One era's side of stdin and stdout. */
class Side implements Transport {
  onmessage?: (message: JSONRPCMessage) => void;
  onclose?: () => void;
  onerror?: (error: Error) => void;

  start(): Promise<void> {
    return Promise.resolve();
  }

  send(message: JSONRPCMessage): Promise<void> {
    return new Promise((resolve) => {
      if (process.stdout.write(serializeMessage(message))) resolve();
      else process.stdout.once("drain", resolve);
    });
  }

  /** What the client has said. */
  receive(message: JSONRPCMessage): void {
    this.onmessage?.(message);
  }

  close(): Promise<void> {
    this.onclose?.();
    return Promise.resolve();
  }
}

/** The modern side, whose client may listen for what becomes of tasks. */
class ListeningSide extends Side {
  readonly #tasks: Tasks;
  readonly #listens = new Map<string | number, { listen: Listen; gone: AbortController }>();

  constructor(tasks: Tasks) {
    super();
    this.#tasks = tasks;
  }

  override receive(message: JSONRPCMessage): void {
    const listen = listenOf(message);
    if (listen !== undefined && "code" in listen) {
      const { id } = message as { id: string | number };
      return void this.send({ jsonrpc: "2.0", id, error: { ...listen } });
    }
    if (listen !== undefined && listen.taskIds.length > 0)
      this.#listens.set(listen.id, { listen, gone: new AbortController() });
    if ("method" in message && message.method === "notifications/cancelled")
      this.#forget(message.params?.["requestId"]);
    super.receive(message);
  }

  override async send(message: JSONRPCMessage): Promise<void> {
    const { params, id } = message as { params?: { _meta?: Record<string, unknown> }; id?: unknown };
    // Refused by the SDK.
    this.#forget(id);
    const acknowledges = "method" in message && message.method === ACKNOWLEDGED;
    const begun = acknowledges
      ? this.#listens.get(params?._meta?.[SUBSCRIPTION] as string | number)
      : undefined;
    if (begun === undefined) return super.send(message);
    const { listen, gone } = begun;
    const taskIds = await ownOf(this.#tasks, PRINCIPAL, listen);
    await super.send(acknowledged(message as never, taskIds) as never);
    const tell = (notification: object): void => void super.send(notification as never);
    tellOf(this.#tasks, PRINCIPAL, listen, taskIds, tell, gone.signal).catch((error: unknown) =>
      logFailure("a client that listens is told no more", error),
    );
  }

  override close(): Promise<void> {
    for (const id of this.#listens.keys()) this.#forget(id);
    return super.close();
  }

  #forget(id: unknown): void {
    this.#listens.get(id as string | number)?.gone.abort();
    this.#listens.delete(id as string | number);
  }
}

/** @returns Resolves `ended` when the client has closed our input. */
export async function listenStdio({ connect, connectModern, tasks }: Omit<Eras, "watch">): Promise<{
  ended: Promise<void>;
  close(): Promise<void>;
}> {
  const ended = new Promise<void>((resolve) => {
    process.stdin.once("end", () => resolve());
    process.stdin.once("close", () => resolve());
    // The client died while we were answering.
    process.stdout.once("error", () => resolve());
  });
  const server = connect(PRINCIPAL);
  const legacy = new Side();
  await server.connect(legacy);
  const closers = [(): Promise<void> => server.close()];
  let modern: Promise<Side> | undefined;
  const startModern = async (factory: NonNullable<typeof connectModern>): Promise<Side> => {
    const { serveStdio } = await import("../eras/sdk-modern.ts");
    const side = tasks === undefined ? new Side() : new ListeningSide(tasks);
    const handle = serveStdio(() => factory(PRINCIPAL), { legacy: "reject", transport: side as never });
    closers.push(() => handle.close());
    return side;
  };
  // What claims no era, as a cancellation may not, is of the one that was spoken last.
  let speaksModern = false;
  const answerHasty = hastyClient();
  read(async (message) => {
    const answer = connectModern === undefined ? undefined : answerHasty(message);
    if (answer !== undefined) return legacy.send(answer);
    if ("method" in message && message.method === "initialize") speaksModern = false;
    else if (isModern(message)) speaksModern = true;
    const side =
      speaksModern && connectModern !== undefined ? await (modern ??= startModern(connectModern)) : legacy;
    dropNullArguments(message);
    side.receive(message);
  });
  return {
    ended,
    close: async () => {
      await Promise.all(closers.map((close) => close()));
    },
  };
}

/** Each message in turn. */
function read(deliver: (message: JSONRPCMessage) => Promise<void>): void {
  const buffer = new ReadBuffer();
  let last = Promise.resolve();
  process.stdin.on("data", (chunk: Buffer) => {
    buffer.append(chunk);
    for (;;) {
      try {
        const message = buffer.readMessage();
        if (message === null) return;
        last = last
          .then(() => deliver(message))
          .catch((error: unknown) => logFailure("a message failed", error));
      } catch (error) {
        // Not of the protocol; what follows may be.
        logFailure("a line is no message", error);
      }
    }
  });
}
