// The settings that hold for one start of `serve`: the table's defaults, then the configuration file, then the flags.
import { loggable } from "../../lib/index.ts";
import { ServerStartError } from "../start-error.ts";
import { readArguments, UsageError } from "./arguments.ts";
import { defaultConfigFile, readConfigFile } from "./config-file.ts";
import type { Flag } from "./flag.ts";
import { CONFIG_FLAGS, EXCLUSIVE, FLAGS, type FlagName } from "./flags.ts";
import { fromCommandLine, isOfKind, SETTING_KINDS, type ValueOf } from "./setting-kinds.ts";

export type Settings = {
  readonly [N in FlagName]?: ValueOf<(typeof FLAGS)[N]["kind"]>;
};

export interface ReadSettings {
  readonly settings: Settings;
  /** The configuration file that was read; undefined if there is none. */
  readonly file: string | undefined;
  /** Only print them. */
  readonly print: boolean;
}

/**
 * @throws {UsageError} If the command line cannot be used.
 * @throws {ServerStartError} If the configuration file cannot.
 */
export async function readSettings(args: readonly string[]): Promise<ReadSettings> {
  const { config, "no-config": noConfig, "print-config": print, ...given } = fromFlags(args);
  if (config !== undefined && noConfig !== undefined)
    throw new UsageError("--config and --no-config exclude each other");
  const file = String(config ?? defaultConfigFile());
  const kept = noConfig === true ? undefined : await readConfigFile(file);
  if (kept === undefined && config !== undefined)
    throw new ServerStartError("config_invalid", `The configuration file "${file}" does not exist`);
  return {
    settings: merged(kept ?? {}, given) as Settings,
    file: kept === undefined ? undefined : file,
    print: print === true,
  };
}

/** What holds, as a configuration file that says the same; whatever looks like a secret is replaced. */
export function printed(settings: Settings): string {
  const shown = (value: unknown): unknown => (typeof value === "string" ? loggable(value) : value);
  const masked = Object.entries(settings).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.map(shown) : shown(value),
  ]);
  return JSON.stringify(Object.fromEntries(masked), null, 2);
}

/** The flags that were given, by name. */
function fromFlags(args: readonly string[]): Record<string, unknown> {
  const table: Readonly<Record<string, Flag>> = { ...FLAGS, ...CONFIG_FLAGS };
  const ways = Object.entries(table).map(([name, { kind }]) => [name, SETTING_KINDS[kind].given] as const);
  const values: Readonly<Record<string, boolean | string | readonly string[] | undefined>> = readArguments(
    args,
    Object.fromEntries(ways),
  );
  const given: Record<string, unknown> = {};
  for (const [name, { kind }] of Object.entries(table)) {
    const value = values[name];
    if (value === undefined || value === false || (Array.isArray(value) && value.length === 0)) continue;
    given[name] = fromCommandLine(kind, value);
    if (!isOfKind(kind, given[name]))
      throw new UsageError(`--${name} takes ${SETTING_KINDS[kind].takes}, not "${String(value)}"`);
  }
  for (const [one, other] of EXCLUSIVE)
    if (given[one] !== undefined && given[other] !== undefined)
      throw new UsageError(`--${one} and --${other} exclude each other`);
  return given;
}

function merged(
  kept: Readonly<Record<string, unknown>>,
  given: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const held: Record<string, unknown> = { ...kept, ...given };
  for (const pair of EXCLUSIVE)
    for (const [name, other] of [pair, pair.toReversed()] as [FlagName, FlagName][])
      if (given[name] !== undefined && given[other] === undefined) delete held[other];
  const presets = Object.entries<Flag>(FLAGS)
    .filter(([name, { preset }]) => preset !== undefined && !isMoot(name, held))
    .map(([name, { preset }]) => [name, preset]);
  return { ...Object.fromEntries(presets), ...held };
}

/** A default that something else which holds excludes. */
function isMoot(name: string, held: Readonly<Record<string, unknown>>): boolean {
  return EXCLUSIVE.some(
    (pair) =>
      (pair as readonly string[]).includes(name) &&
      pair.some((other) => other !== name && held[other] !== undefined && held[other] !== false),
  );
}
