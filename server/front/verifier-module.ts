// The module of `--verify-token`: whoever can write it decides who may call, so nobody else may.
import path from "node:path";
import { pathToFileURL } from "node:url";
import { loggable } from "../../lib/index.ts";
import { requireOwn } from "../own-file.ts";
import { ServerStartError } from "../start-error.ts";
import type { VerifyToken } from "./verifier.ts";

/** @throws {ServerStartError} If it cannot be loaded, others may write it, or it has no such function. */
export async function verifierFrom(file: string): Promise<VerifyToken> {
  const found: { default?: unknown } = await requireOwn(file)
    .then(() => import(pathToFileURL(path.resolve(file)).href))
    .catch((error: Error) => {
      throw new ServerStartError(
        "verifier_invalid",
        `Cannot use "${file}" to verify tokens: ${loggable(error.message)}`,
        error,
      );
    });
  if (typeof found.default === "function") return found.default as VerifyToken;
  throw new ServerStartError(
    "verifier_invalid",
    `Cannot use "${file}" to verify tokens: its default export must be a function of a token`,
  );
}
