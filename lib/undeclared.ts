// What the official SDK exports at run time without declaring it, so that imports of it link here too.
import { DirectConnectError, NotProvidedError } from "./errors/not-provided.ts";

/** The address of a Claude Code server, and the token for it; what `parseDirectConnectUrl()` returns. */
export interface DirectConnectAddress {
  /** Scheme, host and port. */
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

/** Not provided: it joins a session that runs in a Claude Code server, and this library drives processes of its own. */
export const DirectConnectTransport: NotProvided = notProvided(
  "DirectConnectTransport",
  'to run Claude Code on another machine, give the option "spawnClaudeCodeProcess"',
);

/** Not provided: it finds files for the file picker of the CLI's own screen. */
export const FileIndex: NotProvided = notProvided(
  "FileIndex",
  "suggestFiles() of a session does what it is for",
);

/** Not provided: it finds commands for the menu of the CLI's own screen. */
export const CommandMatcher: NotProvided = notProvided(
  "CommandMatcher",
  "search what supportedCommands() of a session gives",
);
