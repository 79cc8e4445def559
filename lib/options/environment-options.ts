// Options: where the CLI runs, in which environment, and with which settings.
import * as v from "valibot";
import type { SpawnedProcess, SpawnOptions } from "../process/custom.ts";
import type { Env } from "../process/env.ts";
import type { Settings } from "../settings/settings.ts";
import { extraDelivery } from "./extra-args.ts";
import { each, joined, one, type Rows } from "./row.ts";
import { managedSettingsDelivery, settingsDelivery } from "./settings-delivery.ts";
import { func, jsonObject, list, oneOf, plainText, record, text } from "./values.ts";

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
   * The whole environment of the CLI. Default: the process's own.
   * Variables that load foreign code (`LD_PRELOAD`, `NODE_OPTIONS`, …) are left out of either. Within an active span of
   * OpenTelemetry, `TRACEPARENT` and `TRACESTATE` say which it is, unless they are given here.
   */
  env?: Env | undefined;
  /** Names of such variables that stay nevertheless. */
  allowDangerousEnv?: string[] | undefined;
  /** Which settings files apply. `[]` for none. Default: all, as in the official SDK. */
  settingSources?: SettingSource[] | undefined;
  /** More settings, above those of the files: the settings themselves, or the path of a JSON file. */
  settings?: string | Settings | undefined;
  /** Restrictions that the embedding program imposes. */
  managedSettings?: Settings | undefined;
  /** The `claude` executable: a path, or a name to look up on PATH. Default: the first that is found. */
  pathToClaudeCodeExecutable?: string | undefined;
  /** What runs the executable when it is a JavaScript file: a name or a path. Default: what runs this program. */
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
