// A client that has not waited for us: it asked in the modern way, went back to the older one, and would lose its tasks.
import { hasTasks } from "../eras/abilities.ts";
import { MODERN_SINCE } from "../eras/era.ts";
import type { JSONRPCMessage } from "../eras/sdk.ts";

/** `UnsupportedProtocolVersion` */
const UNSUPPORTED_REVISION = -32_022;

/**
 * Over stdio the client has started us, and we may be late: `npx` may have to fetch us first. Claude Code asks
 * `server/discover`, and after three seconds `initialize`, which both are there when we begin to read. It comes back to the
 * first when the second is refused by its revision. That happens once, and only to who has said that it looks after tasks:
 * nobody else loses anything.
 *
 * @returns Says of each message in turn what to answer in place of serving it, if anything.
 */
export function hastyClient(): (message: JSONRPCMessage) => JSONRPCMessage | undefined {
  let hasAsked = false;
  let isRefused = false;
  return (message) => {
    if (!("method" in message && "id" in message)) return undefined;
    const { method, id, params } = message;
    const isHasty = method === "initialize" && hasAsked && !isRefused;
    hasAsked = method === "server/discover" && hasTasks({ mcpReq: { envelope: params?._meta } });
    if (!isHasty) return undefined;
    isRefused = true;
    const data = { supported: [MODERN_SINCE], requested: params?.["protocolVersion"] };
    const text = `server/discover was asked first, and is answered now: this is a server of ${MODERN_SINCE}`;
    return { jsonrpc: "2.0", id, error: { code: UNSUPPORTED_REVISION, message: text, data } };
  };
}
