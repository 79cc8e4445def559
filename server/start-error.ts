// Why a server did not start.

/** What kept a server from starting, as a stable string. */
export type ServerStartCode =
  | "address_invalid"
  | "port_in_use"
  | "port_refused"
  | "not_secure"
  | "tls_invalid"
  | "token_file";

/** The server cannot start; the message says why and what to do. */
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
