// The bearer token of the HTTP endpoint: made once, kept in a file that only its owner can read.
import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { configFolder } from "./places.ts";
import { ServerStartError } from "./start-error.ts";

const BYTES = 32;
const SHORTEST = 32;

/** Where the token is kept unless told otherwise. */
export function defaultTokenFile(): string {
  return path.join(configFolder(), "token");
}

/**
 * The token in a file; the file is made when there is none.
 *
 * @throws {ServerStartError} If the file cannot be read or made, or holds no token.
 */
export async function tokenFrom(file: string): Promise<string> {
  try {
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    // "wx" fails when there is one, so that two servers that start together agree on one token.
    await writeFile(file, `${randomBytes(BYTES).toString("base64url")}\n`, { mode: 0o600, flag: "wx" });
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    if (code !== "EEXIST")
      throw new ServerStartError(
        "token_file",
        `Cannot make the token file "${file}": ${message}; choose one with --token-file`,
        error,
      );
  }
  const token = (await readFile(file, "utf8").catch((error: Error) => unreadable(file, error))).trim();
  if (token.length >= SHORTEST && !/\s/.test(token)) return token;
  throw new ServerStartError(
    "token_file",
    `The token file "${file}" holds no token of at least ${SHORTEST} characters; remove it to have one made`,
  );
}

function unreadable(file: string, error: Error): never {
  throw new ServerStartError(
    "token_file",
    `Cannot read the token file "${file}": ${error.message}; choose one with --token-file`,
    error,
  );
}
