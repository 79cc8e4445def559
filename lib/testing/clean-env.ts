// An environment for Claude Code that holds nothing of the machine's own settings and credentials.
import process from "node:process";

/**
 * Only what finds programs and writes files, and the cookie by which a test runner finds what a test has left running;
 * nothing that names a user, a key, a proxy or a session.
 */
const KEPT = ["PATH", "Path", "SystemRoot", "TMPDIR", "TEMP", "TMP", "LANG", "KODEGEN_TEST_RUN"];

/**
 * The base of an environment for tests.
 *
 * @param home Becomes HOME; should be a temporary directory.
 */
export function cleanEnv(home: string): Record<string, string> {
  const env: Record<string, string> = {
    HOME: home,
    USERPROFILE: home,
    DISABLE_TELEMETRY: "1",
    DISABLE_AUTOUPDATER: "1",
    DISABLE_ERROR_REPORTING: "1",
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
  };
  for (const name of KEPT) {
    const value = process.env[name];
    if (value !== undefined) env[name] = value;
  }
  return env;
}
