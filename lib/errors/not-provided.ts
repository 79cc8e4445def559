// What the official SDK has and this library has not, and addresses of servers that it could reach with it.
import { ClaudeError } from "./claude-error.ts";

/** A part of the official SDK that is exported here only so that imports of it link. */
export class NotProvidedError extends ClaudeError {
  /** What was used. */
  readonly feature: string;

  constructor(feature: string, instead: string) {
    super("not_provided", `"${feature}" is not part of this library: ${instead}`);
    this.feature = feature;
  }
}

/** An address of a Claude Code server that cannot be used. */
export class DirectConnectError extends ClaudeError {
  constructor(message: string) {
    super("direct_connect", message);
  }
}
