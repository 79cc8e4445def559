// Whether there is a Claude Code that agents can be run with.
import { CLINotExecutableError, locateClaude, readVersion } from "../../lib/index.ts";
import { tooOld } from "../../lib/process/version.ts";

export interface FoundClaude {
  readonly path: string;
  readonly version: string;
}

/** @throws {CLINotFoundError} @throws {CLINotExecutableError} @throws {CLIVersionError} */
export async function checkClaude(
  given: string | undefined,
  env: Readonly<Record<string, string>>,
): Promise<FoundClaude> {
  const { path } = await locateClaude({ path: given, env });
  const version = await readVersion(path, env);
  if (version === undefined)
    throw new CLINotExecutableError(path, undefined, `"${path}" does not answer "--version"`);
  const error = tooOld(version);
  if (error !== undefined) throw error;
  return { path, version };
}
