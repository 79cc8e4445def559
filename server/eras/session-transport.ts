// The MCP SDK's transport of one session, over web requests, with an answer to each of them whatever becomes of the call.
import { WebStandardStreamableHTTPServerTransport } from "./sdk.ts";

export class SessionTransport extends WebStandardStreamableHTTPServerTransport {
  /** Requests of which the whole answer comes at once, by the ids of their calls; the SDK forgets those without one. */
  readonly #waiting = new Map<unknown, (response: Response) => void>();

  /** @param body What was read of the request; undefined for one that has none. */
  async answer(request: Request, body: unknown): Promise<Response> {
    // A client that asks again has lost the stream that it had.
    if (request.method === "GET") this.closeStandaloneSSEStream();
    const id = (body as { id?: unknown } | null | undefined)?.id;
    const answering = this.handleRequest(request, { parsedBody: body });
    if (id === undefined) return answering;
    return new Promise<Response>((resolve, reject) => {
      this.#waiting.set(id, resolve);
      answering.then(resolve, reject).finally(() => this.#waiting.delete(id));
    });
  }

  /** Of a call that was cancelled: it has no answer. */
  override closeSSEStream(id: string | number): void {
    super.closeSSEStream(id);
    this.#waiting.get(id)?.(new Response(null, { status: 202 }));
    this.#waiting.delete(id);
  }

  override async close(): Promise<void> {
    await super.close();
    const ended = { jsonrpc: "2.0", error: { code: -32_001, message: "The session has ended" }, id: null };
    for (const give of this.#waiting.values()) give(Response.json(ended, { status: 404 }));
    this.#waiting.clear();
  }
}
