// The bearer token of the HTTP endpoint: made once, kept in a file that only its owner can read.
import { randomBytes, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { link, mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { isOpen } from "../own-file.ts";
import { configFolder } from "../places.ts";
import { ServerStartError } from "../start-error.ts";

const BYTES = 32;
const SHORTEST = 32;

/** Where the token is kept unless told otherwise. */
export function defaultTokenFile(): string {
  return path.join(configFolder(), "token");
}

export function newToken(): string {
  return randomBytes(BYTES).toString("base64url");
}

/**
 * The token in a file; the file is made when there is none.
 *
 * @throws {ServerStartError} If the file cannot be read or made, or holds no token.
 */
export async function tokenFrom(file: string): Promise<string> {
  try {
    await makeToken(file);
  } catch (error) {
    const { message } = error as Error;
    throw new ServerStartError(
      "token_file",
      `Cannot make the token file "${file}": ${message}; choose one with --token-file`,
      error,
    );
  }
  const token = (await readFile(file, "utf8").catch((error: Error) => unreadable(file, error))).trim();
  if (isOpen(await stat(file)))
    throw new ServerStartError(
      "token_file",
      `Others may read the token file "${file}": run chmod 600 on it, or remove it to have another one made`,
    );
  return requireToken(token, `The token file "${file}" holds`, "remove it to have one made");
}

/** Unless there is one. Two servers that start together agree on one token: it appears whole, or not at all. */
async function makeToken(file: string): Promise<void> {
  if (existsSync(file)) return;
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const made = `${file}.${randomUUID()}`;
  await writeFile(made, `${newToken()}\n`, { mode: 0o600, flag: "wx" });
  try {
    await link(made, file);
  } catch (error) {
    if ((error as { code?: string }).code !== "EEXIST") throw error;
  } finally {
    await rm(made, { force: true });
  }
}

/**
 * A token by whatever way it was given.
 *
 * @throws {ServerStartError} If it could be guessed, or could not be sent.
 */
export function requireToken(token: string, where: string, way: string): string {
  if (token.length >= SHORTEST && /^[\x21-\x7e]+$/.test(token)) return token;
  throw new ServerStartError(
    "token_file",
    `${where} no token of at least ${SHORTEST} visible characters; ${way}`,
  );
}

function unreadable(file: string, error: Error): never {
  throw new ServerStartError(
    "token_file",
    `Cannot read the token file "${file}": ${error.message}; choose one with --token-file`,
    error,
  );
}
