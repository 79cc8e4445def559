// What the official SDK exports at run time without declaring it, so that imports of it link here too.
import { DirectConnectError, NotProvidedError } from "./errors/not-provided.ts";

/** The address of a Claude Code server, and the token for it; what `parseDirectConnectUrl()` returns. */
export interface DirectConnectAddress {
  /** Its scheme, host and port. */
  serverUrl: string;
  authToken: string | undefined;
}

/**
 * Read the address of a Claude Code server: `cc://host:port/token`, or a URL, or a host.
 *
 * @throws {DirectConnectError} If it is the address of a Unix socket, or none at all.
 */
export function parseDirectConnectUrl(address: string): DirectConnectAddress {
  if (address.startsWith("cc+unix://"))
    throw new DirectConnectError(`"${address}" is a Unix socket, which cannot be connected to`);
  const isShort = address.startsWith("cc://");
  const whole = isShort ? `http://${address.slice("cc://".length)}` : address;
  const text = /^https?:\/\//i.test(whole) ? whole : `http://${whole}`;
  if (!URL.canParse(text)) throw new DirectConnectError(`"${address}" is no address of a server`);
  const url = new URL(text);
  const token = isShort ? url.pathname.slice(1) : "";
  return { serverUrl: `${url.protocol}//${url.host}`, authToken: token === "" ? undefined : token };
}

/** A class of the official SDK that exists here by name only: `new` throws a `NotProvidedError`. */
export type NotProvided = new (...given: unknown[]) => never;

function notProvided(feature: string, instead: string): NotProvided {
  function refuse(): never {
    throw new NotProvidedError(feature, instead);
  }
  return refuse as unknown as NotProvided;
}

/**
 * Not provided: `new DirectConnectTransport()` throws a `NotProvidedError`. In the official SDK it joins a
 * session of a Claude Code server; to run Claude Code elsewhere, use `spawnClaudeCodeProcess`.
 */
export const DirectConnectTransport: NotProvided = notProvided(
  "DirectConnectTransport",
  'to run Claude Code on another machine, give the option "spawnClaudeCodeProcess"',
);

/**
 * Not provided: `new FileIndex()` throws a `NotProvidedError`. In the official SDK it serves the file picker
 * of the CLI's terminal UI; use `suggestFiles()` instead.
 */
export const FileIndex: NotProvided = notProvided(
  "FileIndex",
  "suggestFiles() of a session does what it is for",
);

/**
 * Not provided: `new CommandMatcher()` throws a `NotProvidedError`. In the official SDK it serves the
 * slash-command menu of the CLI's terminal UI; search `supportedCommands()` instead.
 */
export const CommandMatcher: NotProvided = notProvided(
  "CommandMatcher",
  "search what supportedCommands() of a session gives",
);
