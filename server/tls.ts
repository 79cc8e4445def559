// Checks a certificate and its key before anything listens: runtimes differ in when they complain, and some never do.
import { createPrivateKey, X509Certificate } from "node:crypto";
import { ServerStartError } from "./start-error.ts";

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

function unusable(why: string, cause?: unknown): ServerStartError {
  const text = `Cannot use the certificate and key: ${why}; give PEM files that belong together`;
  return new ServerStartError("tls_invalid", text, cause);
}
