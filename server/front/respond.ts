// Answers that are not the protocol's: refusals, and small documents.
import type { BodyRefusal } from "./body.ts";
import type { Refusal } from "./front.ts";

/** The rest of a body that nobody will read must not be taken for the next request: the connection closes. */
export function refuse(refused: Refusal | BodyRefusal): Response {
  const { status, message, headers } = refused;
  const code = "code" in refused ? refused.code : status === 404 ? -32_001 : -32_000;
  return sendJson(
    status,
    { jsonrpc: "2.0", error: { code, message }, id: null },
    { ...headers, connection: "close" },
  );
}

export function sendJson(
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return sendText("application/json", JSON.stringify(body), status, headers);
}

export function sendText(
  type: string,
  body: string,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return new Response(body, {
    status,
    headers: { ...headers, "content-type": type, "cache-control": "no-store" },
  });
}
