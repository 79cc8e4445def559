// Options: where the CLI runs, in which environment, and with which settings.
import * as v from "valibot";
import type { SpawnedProcess, SpawnOptions } from "../process/custom.ts";
import type { Env } from "../process/env.ts";
import type { Settings } from "../settings/settings.ts";
import { extraDelivery } from "./extra-args.ts";
import type { IsolationOptions } from "./isolation.ts";
import { each, joined, one, type Rows } from "./row.ts";
import { managedSettingsDelivery, settingsDelivery } from "./settings-delivery.ts";
import { flag, func, jsonObject, list, oneOf, plainText, record, text } from "./values.ts";

/** A source of settings, CLAUDE.md and agents: the user's folder, the project's, or the project's local file. */
export type SettingSource = "user" | "project" | "local";

/** Where a configuration is written to: one of the places of a {@link SettingSource}. */
export type ConfigScope = "local" | "user" | "project";

/** Options: where the CLI runs, in which environment, and with which settings. */
export interface EnvironmentOptions {
  /** The working directory; must exist. Default: the process's own. */
  cwd?: string | undefined;
  /** Directories outside `cwd` that the agent may use. */
  additionalDirectories?: string[] | undefined;
  /** The trusted checkout of which `cwd` is a worktree: project settings come from here. */
  projectConfigRoot?: string | undefined;
  /**
   * The whole environment of the CLI. Default: the process's own. Variables that load foreign code
   * (`LD_PRELOAD`, `NODE_OPTIONS`, …) are left out of both. Within an active span of OpenTelemetry,
   * `TRACEPARENT` and `TRACESTATE` are set to it, unless they are given here.
   */
  env?: Env | undefined;
  /** Names of variables that load foreign code and are kept nevertheless. */
  allowDangerousEnv?: string[] | undefined;
  /** Which settings files apply; `[]` for none. Default: all, as in the official SDK. */
  settingSources?: SettingSource[] | undefined;
  /** More settings, above those of the files: the settings themselves, or the path of a JSON file. */
  settings?: string | Settings | undefined;
  /** Restrictions that the embedding program imposes. */
  managedSettings?: Settings | undefined;
  /**
   * Keep the agent apart from this user's own Claude Code: private configuration and home folders, no settings files but
   * those of `settingSources`, no MCP servers but those of `mcpServers`, and only the variables that it needs. What the
   * CLI reports at the start is compared with the options. Default: false.
   */
  isolation?: boolean | IsolationOptions | undefined;
  /** The `claude` executable: a path, or a name to look up on PATH. Default: the first one found. */
  pathToClaudeCodeExecutable?: string | undefined;
  /** The runtime for an executable that is a JavaScript file: a name or a path. Default: the one of this program. */
  executable?: "bun" | "deno" | "node" | (string & {}) | undefined;
  /** Arguments of `executable`. */
  executableArgs?: string[] | undefined;
  /** More CLI flags: `{ name: "value" }` for `--name value`, `{ name: null }` for `--name`. */
  extraArgs?: Record<string, string | null> | undefined;
  /** Starts the process in your own way: in a container, on another machine. */
  spawnClaudeCodeProcess?: ((options: SpawnOptions) => SpawnedProcess) | undefined;
}

/** Numbers and flags are passed by programs in JavaScript. */
const printed = v.union([plainText, v.number(), v.boolean()], "must be a text");

export const ENVIRONMENT_ROWS: Rows<EnvironmentOptions> = {
  cwd: { emptyIsAbsent: true, check: text },
  additionalDirectories: { check: list(plainText), way: each("add-dir") },
  projectConfigRoot: { check: text, way: one("project-config-root") },
  env: { check: record(/^[^=\0]+$/, v.nullish(printed), "an environment variable") },
  allowDangerousEnv: { check: list(text) },
  settingSources: { check: list(oneOf("user", "project", "local")), way: joined("setting-sources") },
  // `sandbox` is merged into them by now: see launch.ts.
  settings: {
    emptyIsAbsent: true,
    check: v.union([text, jsonObject], "must be settings or the path of a JSON file"),
    way: settingsDelivery,
  },
  managedSettings: { check: jsonObject, way: managedSettingsDelivery },
  isolation: {
    check: v.union(
      [
        v.boolean(),
        v.strictObject({
          configDir: v.optional(text),
          allowEnv: v.optional(list(text)),
          strict: v.optional(flag),
        }),
      ],
      "must be true, false or { configDir?, allowEnv?, strict? }",
    ),
  },
  pathToClaudeCodeExecutable: { emptyIsAbsent: true, check: text },
  // A path does as well: programs that bring their own Node name it here.
  executable: { emptyIsAbsent: true, check: text },
  executableArgs: { check: list(text) },
  spawnClaudeCodeProcess: { check: func },
  // Last, so that they win over the flags of options.
  extraArgs: {
    check: record(
      // These belong to the protocol between us and the CLI.
      /^(?!(?:input-format|output-format)$)[A-Za-z][A-Za-z0-9-]*$/,
      v.nullish(printed),
      "a flag that can be added (without the leading dashes)",
    ),
    way: extraDelivery,
  },
};
