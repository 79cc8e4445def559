// The certificate and key of HTTPS: checked before anything listens, since runtimes differ in when they complain, and read
// again from their files when those change.
import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { stampOf } from "../front/file-stamp.ts";
import { logFailure } from "../log.ts";
import { isOpenKey } from "../own-file.ts";
import { ServerStartError } from "../start-error.ts";

/** PEM texts. */
export interface TlsPair {
  readonly cert: string;
  readonly key: string;
}

/** @throws {ServerStartError} If one of the two is no PEM, or they do not belong together. */
export function checkTlsPair({ cert, key }: TlsPair): void {
  try {
    if (new X509Certificate(cert).checkPrivateKey(createPrivateKey(key))) return;
  } catch (error) {
    throw unusable((error as Error).message, error);
  }
  throw unusable("the key is that of another certificate");
}

/** The files of a certificate and its key. */
export class TlsFiles {
  readonly #files: TlsPair;
  /** Of the pair that is used, or was given up. */
  #seen: string | undefined;
  /** Of a pair that was of no use, once: one of its files may not have been replaced yet. */
  #tried: string | undefined;

  /** @param files Paths. */
  constructor(files: TlsPair) {
    this.#files = files;
  }

  /** @throws {ServerStartError} If a file cannot be read, or the pair is of no use. */
  read(): TlsPair {
    this.#seen = this.#stamp();
    const pair = { cert: textOf(this.#files.cert), key: textOf(this.#files.key) };
    checkTlsPair(pair);
    if (isOpenKey(statSync(this.#files.key))) {
      const text = `Others may read the key "${this.#files.key}": run chmod 600 on it, and have another one made`;
      throw new ServerStartError("tls_invalid", text);
    }
    return pair;
  }

  /**
   * The pair, if it is another one than last time; while the files are of no use, that one stays.
   *
   * @param anyway Also if it does not look changed.
   */
  changed(anyway: boolean): TlsPair | undefined {
    const stamp = this.#stamp();
    const before = this.#seen;
    if (stamp === before && !anyway) return undefined;
    try {
      return this.read();
    } catch (error) {
      if (stamp !== undefined && stamp === this.#tried)
        logFailure("the certificate stays the one before", (error as Error).message);
      else this.#seen = before;
      this.#tried = stamp;
      return undefined;
    }
  }

  #stamp(): string | undefined {
    const [cert, key] = [stampOf(this.#files.cert), stampOf(this.#files.key)];
    return cert === undefined || key === undefined ? undefined : `${cert} ${key}`;
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const text = `Cannot read "${file}": ${(error as Error).message}; give a PEM file`;
    throw new ServerStartError("tls_invalid", text, error);
  }
}

function unusable(why: string, cause?: unknown): ServerStartError {
  const text = `Cannot use the certificate and key: ${why}; give PEM files that belong together`;
  return new ServerStartError("tls_invalid", text, cause);
}
