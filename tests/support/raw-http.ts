// Talks to the server as strangers do: with heads and bodies that no client library would send.
import { mkdtemp, rm } from "node:fs/promises";
import { connect } from "node:net";
import os from "node:os";
import { join } from "node:path";
import { after, before } from "node:test";
import { type RunningServer, type ServerOptions, startServer } from "../../server/index.ts";

export const TOKEN = "0123456789abcdef0123456789abcdef";
export const INITIALIZE: object = {
  jsonrpc: "2.0",
  id: 1,
  method: "initialize",
  params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "t", version: "1" } },
};

export interface Answered {
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

export interface Call {
  readonly method?: string;
  readonly path?: string;
  /** Replace, add to, or with undefined leave out, those of a plain client; a list stands for several lines. */
  readonly headers?: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body?: unknown;
}

/** A request as a plain client would send it, but for what is said. */
export function requestText(
  url: string,
  { method = "POST", path = "/mcp", headers = {}, body }: Call,
): string {
  const { host } = new URL(url);
  const text = body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body);
  const fields: Call["headers"] = {
    host,
    authorization: `Bearer ${TOKEN}`,
    accept: "application/json, text/event-stream",
    connection: "close",
    ...(method === "POST" && { "content-type": "application/json" }),
    ...(text !== "" && { "content-length": String(new TextEncoder().encode(text).length) }),
    ...headers,
  };
  const lines = Object.entries(fields).flatMap(([name, value]) =>
    [value ?? []].flat().map((one) => `${name}: ${one}`),
  );
  return `${method} ${path} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n${text}`;
}

/** Send some bytes, and read until the answer is whole, or until the server closes the connection. */
export function exchange(
  url: string,
  pieces: readonly string[],
  until: "whole" | "closed" = "whole",
): Promise<Answered> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    let text = "";
    const socket = connect(Number(port), hostname, () => {
      for (const piece of pieces) socket.write(piece);
    });
    socket.setEncoding("latin1").on("data", (chunk: string) => {
      text += chunk;
      if (until === "whole" && isWhole(text)) socket.destroy();
    });
    // Whoever is refused may be cut off while it still writes.
    socket.on("error", (error) => (text === "" ? reject(error) : resolve(parsed(text))));
    socket.on("close", () => resolve(parsed(text)));
  });
}

export function ask(url: string, call: Call = {}): Promise<Answered> {
  return exchange(url, [requestText(url, call)]);
}

/** As its head says. */
function isWhole(text: string): boolean {
  const { head, body } = parsed(text);
  const length = /^content-length: *(\d+)/im.exec(head)?.[1];
  if (length !== undefined) return body.length >= Number(length);
  return /^transfer-encoding: *chunked/im.test(head) && body.endsWith("0\r\n\r\n");
}

function parsed(text: string): Answered {
  const [head = "", ...rest] = text.split("\r\n\r\n");
  return { status: Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1] ?? 0), head, body: rest.join("\r\n\r\n") };
}

export interface ServerToAsk {
  readonly url: string;
  call(more?: Call): Promise<Answered>;
  post(body: unknown, headers?: Call["headers"]): Promise<Answered>;
}

/** A server for all tests of a suite, which ends with it. */
export function serverToAsk(options: ServerOptions = {}): ServerToAsk {
  let server: RunningServer;
  let folder = "";
  before(async () => {
    folder = await mkdtemp(join(os.tmpdir(), "kodegen-asked-"));
    server = await startServer({ http: "127.0.0.1:0", token: TOKEN, roots: [folder], ...options });
  });
  after(async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });
  return {
    get url() {
      return server.url;
    },
    call: (more) => ask(server.url, more),
    post: (body, headers = {}) => ask(server.url, { body, headers }),
  };
}
