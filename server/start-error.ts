// Why a server did not start.

/** Why a server did not start, as a stable string to branch on. */
export type ServerStartCode =
  | "config_invalid"
  | "address_invalid"
  | "port_in_use"
  | "port_refused"
  | "socket_in_use"
  | "socket_unusable"
  | "not_secure"
  | "tls_invalid"
  | "token_file"
  | "verifier_invalid"
  | "journal_in_use"
  | "journal_unusable";

/** The server did not start; `code` says why, the message also what to do. Not a `ClaudeError`. */
export class ServerStartError extends Error {
  readonly code: ServerStartCode;

  constructor(code: ServerStartCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }

  override get name(): string {
    return "ServerStartError";
  }
}
