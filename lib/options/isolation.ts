// The option `isolation`: which other options it stands for.
import { inheritedEnv } from "../config-folder.ts";
import { hasKey, neededEnv } from "./needed-env.ts";
import type { Options } from "./options.ts";

/** How an agent is kept apart from the configuration of the user who runs this program. */
export interface IsolationOptions {
  /**
   * The agent's configuration folder, which stays, so that its conversations can be resumed; made if there is none. The
   * agents of a manager have folders of their own in it. Default: a private one, which goes with the session (in a
   * manager: when the agent is forgotten).
   */
  configDir?: string | undefined;
  /** Names of variables that reach the agent besides those of `neededEnv()`; `CI_` is for all that begin so. Default: none. */
  allowEnv?: string[] | undefined;
  /** End a session that is not as asked with an `IsolationError`. Default: false, the warning `not_isolated`. */
  strict?: boolean | undefined;
}

/** The fields, whichever way they were asked for; undefined where nothing is to be isolated. */
export function isolationOf({ isolation }: Pick<Options, "isolation">): IsolationOptions | undefined {
  return isolation === true ? {} : isolation || undefined;
}

/** The same options with what isolation means for others. Folders and login are a matter of the start. */
export function isolated(options: Options): Options {
  const isolation = isolationOf(options);
  if (isolation === undefined) return options;
  const { settingSources = [], env = inheritedEnv() } = options;
  return {
    ...options,
    isolation,
    settingSources,
    strictMcpConfig: true,
    env: neededEnv(env, isolation.allowEnv),
  };
}

/** What a configuration folder that stands in for the user's gets of it. */
export function copiedFor(options: Options): "all" | "login" | "nothing" {
  if (isolationOf(options) === undefined) return "all";
  return hasKey(options.env ?? {}) ? "nothing" : "login";
}

/** One sentence for each option that isolation excludes. */
export function aboutIsolation(options: Options): string[] {
  const isolation = isolationOf(options);
  if (isolation === undefined) return [];
  const problems: string[] = [];
  const { resume, continue: goesOn, sessionStore, spawnClaudeCodeProcess, strictMcpConfig } = options;
  const old = resume !== undefined ? "resume" : goesOn === true ? "continue" : undefined;
  if (old !== undefined && isolation.configDir === undefined && sessionStore === undefined)
    problems.push(
      `"isolation" with "${old}" needs "isolation": { "configDir" }, the folder in which the conversation was kept`,
    );
  if (spawnClaudeCodeProcess !== undefined)
    problems.push(
      '"isolation" makes folders on this machine, which are of no use to "spawnClaudeCodeProcess"; keep one',
    );
  if (strictMcpConfig === false)
    problems.push('"isolation" leaves no MCP servers but your own, so "strictMcpConfig" must not be false');
  return problems;
}
