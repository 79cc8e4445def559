// Who may call: whoever has the server's own token, or a named one of a file that is read again when it has changed.
import type { Buffer } from "node:buffer";
import { createHash, timingSafeEqual } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { logFailure } from "../log.ts";
import { isOpen } from "../own-file.ts";
import type { Principal } from "../principal.ts";
import { ServerStartError } from "../start-error.ts";
import { stampOf } from "./file-stamp.ts";
import { requireToken } from "./token.ts";

/** A token that was shown, and whose it is. */
export interface Credential {
  readonly principal: Principal;
  readonly digest: Buffer;
  /** When it ends, in milliseconds since 1970; absent for one that is looked up each time. */
  readonly until?: number;
}

/** Whose the server's own token is; the names of a file must be others, and than that of a client over stdio. */
export const OPERATOR: Principal = "token";
export const RESERVED: ReadonlySet<string> = new Set([OPERATOR, "stdio"]);
const NAME = /^[\w.-]{1,64}$/;
/** Knows whose a token is. */
export type Holders = Pick<Tokens, "find" | "holds" | "refresh">;

export class Tokens {
  readonly #own: Credential;
  readonly #file: string | undefined;
  #named: readonly Credential[] = [];
  #seen: string | undefined;

  /** @throws {ServerStartError} If the file cannot be read, others may read it, or a line of it is none. */
  constructor(own: string, file?: string) {
    this.#own = { principal: OPERATOR, digest: digestOf(own) };
    this.#file = file;
    if (file === undefined) return;
    this.#seen = stampOf(file);
    this.#named = this.#read(file);
  }

  /** Whose token it is. All of them are looked at, so that the time of the comparison tells nothing. */
  find(token: string): Credential | undefined {
    const digest = digestOf(token);
    let found: Credential | undefined;
    for (const each of this.#all()) if (timingSafeEqual(each.digest, digest)) found = each;
    return found;
  }

  /** It is still a token of the same principal. */
  holds({ principal, digest, until }: Credential): boolean {
    if (until !== undefined) return Date.now() < until;
    return this.#all().some((each) => each.principal === principal && each.digest.equals(digest));
  }

  /**
   * Read the file again if it has changed. While it cannot be used, no named token is one: whatever has become of it, a
   * token that was taken out of it must not go on.
   *
   * @returns True if tokens may have gone.
   */
  refresh(): boolean {
    if (this.#file === undefined) return false;
    const stamp = stampOf(this.#file);
    if (stamp !== undefined && stamp === this.#seen) return false;
    const isNews = this.#named.length > 0 || stamp !== this.#seen;
    this.#seen = stamp;
    try {
      this.#named = this.#read(this.#file);
    } catch (error) {
      this.#named = [];
      if (isNews) logFailure("no named token holds until this is mended", (error as Error).message);
    }
    return true;
  }

  #all(): readonly Credential[] {
    return [this.#own, ...this.#named];
  }

  #read(file: string): Credential[] {
    let text: string;
    try {
      text = readFileSync(file, "utf8");
    } catch (error) {
      throw unusable(`Cannot read the tokens file "${file}": ${(error as Error).message}`, error);
    }
    if (isOpen(statSync(file)))
      throw unusable(
        `Others may read the tokens file "${file}": run chmod 600 on it, and replace its tokens`,
      );
    const found: Credential[] = [this.#own];
    for (const [index, line] of text.split(/\r?\n/).entries()) {
      if (/^\s*(?:#|$)/.test(line)) continue;
      found.push(credentialOf(line, `Line ${index + 1} of the tokens file "${file}"`, found));
    }
    return found.slice(1);
  }
}

function credentialOf(line: string, where: string, others: readonly Credential[]): Credential {
  const [principal = "", token = "", ...rest] = line.trim().split(/\s+/);
  if (rest.length > 0 || token === "")
    throw unusable(`${where} must have a name, a space and a token, and nothing else`);
  if (!NAME.test(principal))
    throw unusable(`${where} has a name that is none: give up to 64 letters, digits, "_", "." and "-"`);
  if (RESERVED.has(principal))
    throw unusable(`${where} has the name "${principal}", which is the server's own`);
  requireToken(token, `${where} holds`, "make one with openssl rand -hex 32");
  const digest = digestOf(token);
  if (others.some((other) => other.digest.equals(digest)))
    throw unusable(`${where} has a token that somebody else has already; make another one`);
  if (others.some((other) => other.principal === principal))
    throw unusable(`${where} has the name "${principal}" a second time; give each name one token`);
  return { principal, digest };
}

export function digestOf(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

function unusable(text: string, cause?: unknown): ServerStartError {
  return new ServerStartError("token_file", text, cause);
}
