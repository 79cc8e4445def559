// Good requests and bad ones, each with the status that it gets whatever it comes through.
import { type Call, INITIALIZE, TOKEN } from "./raw-http.ts";

/** Has to be allowed. */
export const HOST = "agents.example";
/** Has to be allowed. */
export const ORIGIN = "https://app.example";
const PING = { jsonrpc: "2.0", id: 1, method: "ping" };
const deep = `${'{"a":'.repeat(101)}1${"}".repeat(101)}`;
const health: Call = { method: "GET", path: "/health", headers: { authorization: undefined } };
const preflight = (origin: string): Call => ({
  method: "OPTIONS",
  headers: { authorization: undefined, origin, "access-control-request-method": "POST" },
});

export const REQUESTS: readonly (readonly [what: string, call: Call, status: number])[] = [
  ["a session begins", { body: INITIALIZE }, 200],
  ["in JSON alone", { body: INITIALIZE, headers: { accept: "application/json" } }, 200],
  ["with a slash", { path: "/mcp/", body: INITIALIZE }, 200],
  ["with a query", { path: "/mcp?x=1", body: INITIALIZE }, 200],
  ["with the id of an old session", { body: INITIALIZE, headers: { "mcp-session-id": "old" } }, 200],
  ["from an allowed page", { body: INITIALIZE, headers: { origin: ORIGIN } }, 200],
  [
    "the type with a charset",
    { body: INITIALIZE, headers: { "content-type": "application/json; charset=utf-8" } },
    200,
  ],
  ["health", health, 200],
  ["metrics with a token", { method: "GET", path: "/metrics" }, 200],
  ["metrics without", { method: "GET", path: "/metrics", headers: { authorization: undefined } }, 401],
  ["an allowed page asks first", preflight(ORIGIN), 204],
  ["another page asks first", preflight("https://evil.example"), 403],
  ["OPTIONS of no page", { method: "OPTIONS" }, 405],
  ["no token", { body: INITIALIZE, headers: { authorization: undefined } }, 401],
  ["a wrong token", { body: INITIALIZE, headers: { authorization: `Bearer ${TOKEN}x` } }, 401],
  ["another scheme", { body: INITIALIZE, headers: { authorization: `Basic ${TOKEN}` } }, 401],
  ["two tokens", { body: INITIALIZE, headers: { authorization: [`Bearer ${TOKEN}`, "Bearer x"] } }, 400],
  ["two sessions", { body: PING, headers: { "mcp-session-id": ["a", "b"] } }, 400],
  ["two types", { body: PING, headers: { "content-type": ["application/json", "text/plain"] } }, 400],
  ["another host", { body: INITIALIZE, headers: { host: "evil.example" } }, 403],
  ["another port of the host", { body: INITIALIZE, headers: { host: `${HOST}:81` } }, 403],
  ["another page", { body: INITIALIZE, headers: { origin: "https://evil.example" } }, 403],
  ["a page of no origin", { ...health, headers: { origin: "null" } }, 403],
  ["no such path", { method: "GET", path: "/x" }, 404],
  ["another method for health", { ...health, method: "DELETE" }, 404],
  ["PUT", { method: "PUT", body: PING }, 405],
  ["no session", { body: PING }, 400],
  ["a session that is none", { body: PING, headers: { "mcp-session-id": "none" } }, 404],
  ["a stream of one", { method: "GET", headers: { "mcp-session-id": "none" } }, 404],
  ["the end of one", { method: "DELETE", headers: { "mcp-session-id": "none" } }, 404],
  ["an answer that there is not", { body: PING, headers: { accept: "text/html" } }, 406],
  ["a type that is none", { body: PING, headers: { "content-type": "text/plain" } }, 415],
  ["a compressed body", { body: PING, headers: { "content-encoding": "gzip" } }, 415],
  ["no JSON", { body: "{" }, 400],
  ["no body", { headers: { "content-length": "0" } }, 400],
  ["a batch", { body: [PING] }, 400],
  ["a body too deep", { body: deep }, 400],
  ["a body too large", { body: `"${"x".repeat(4 * 1024 * 1024)}"` }, 413],
  ["no message", { body: { jsonrpc: "1.0" } }, 400],
];
