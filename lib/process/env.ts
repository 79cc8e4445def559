// The environment of a Claude Code process: the host's own or a given one, without what loads foreign code.
import path from "node:path";
import process from "node:process";
import { SDK_VERSION } from "../generated/versions.ts";
import { isForeignCode } from "./foreign-code.ts";
import { foldersFor, workFolder } from "./work-folder.ts";

/** Environment variables; undefined counts as absent. */
export type Env = Record<string, string | undefined>;

/** The variable that marks every process of a session, tools included, whatever process group they are in. */
export const SESSION_COOKIE = "KODEGEN_SESSION";

// Set by a Claude Code process for its own children; inherited, they make the CLI refuse to start ("nested session").
const OUTER_SESSION = (
  "CLAUDECODE CLAUDE_CODE_ENTRYPOINT CLAUDE_CODE_SESSION_ID CLAUDE_CODE_PARENT_SESSION_ID " +
  "CLAUDE_CODE_CHILD_SESSION CLAUDE_CODE_SSE_PORT CLAUDE_CODE_EXECPATH"
).split(" ");

export interface ChildEnv {
  readonly env: Record<string, string>;
  /** What of the given environment was left out, for a warning. */
  readonly dropped: readonly string[];
}

/**
 * Build the environment of a Claude Code process.
 *
 * @param given Replaces the host's environment when set.
 * @param allowDangerous Names that stay although they can load foreign code.
 * @param cookie The value that marks the session's processes.
 * @param cwd Where the session works: PATH names what is in it last.
 */
export function childEnv(
  given: Env | undefined,
  allowDangerous: readonly string[],
  cookie: string,
  cwd: string,
): ChildEnv {
  const own = process.env as Env;
  const allowed = new Set(allowDangerous.map((name) => name.toUpperCase()));
  const env: Record<string, string> = {};
  const dropped: string[] = [];
  // What a program copies from its own environment is not its author's choice, and nothing to warn about.
  const drop = (name: string, what = name): void => {
    if (given !== undefined && given[name] !== own[name]) dropped.push(what);
  };
  for (const [name, value] of Object.entries(given ?? own)) {
    if (value === undefined || value === null) continue;
    const text = String(value);
    if (allowed.has(name.toUpperCase())) env[name] = text;
    else if (isForeignCode(name, process.platform)) drop(name);
    else if (isPath(name)) {
      const folders = foldersFor(text, workFolder(cwd));
      if (folders.length > 0) env[name] = folders.join(path.delimiter);
      if (text !== "" && folders.length < text.split(path.delimiter).length)
        drop(name, `relative folders of ${name}`);
    } else if (given !== undefined || !OUTER_SESSION.includes(name)) env[name] = text;
  }
  delete env["CLAUDECODE"];
  env["CLAUDE_CODE_ENTRYPOINT"] ??= "sdk-ts";
  env["CLAUDE_AGENT_SDK_VERSION"] ??= SDK_VERSION;
  // Switches on `session_state_changed`, the only reliable sign that a session is idle.
  env["CLAUDE_CODE_SDK_READS_SESSION_STATE"] ??= "1";
  // The CLI's runtime sends no reports of crashes, unless somebody has asked for them.
  if (!env["BUN_CRASH_REPORT_URL"]) env["BUN_ENABLE_CRASH_REPORTING"] ||= "0";
  env["NoDefaultCurrentDirectoryInExePath"] = "1";
  env[SESSION_COOKIE] = cookie;
  return { env, dropped };
}

function isPath(name: string): boolean {
  return name === "PATH" || (process.platform === "win32" && name.toUpperCase() === "PATH");
}
