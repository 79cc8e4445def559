// Long lists of rules and directories go into the settings, because command lines are short.
import type { Options } from "./options.ts";
import { isInline } from "./sandbox-settings.ts";

interface Permissions {
  readonly allow?: readonly string[];
  readonly deny?: readonly string[];
  readonly additionalDirectories?: readonly string[];
}

/** The same options with a short command line; unchanged when their settings are in a file of the caller's. */
export function spilled(options: Options): Options {
  const {
    settings = {},
    allowedTools = [],
    disallowedTools = [],
    additionalDirectories = [],
    ...rest
  } = options;
  if (!isInline(settings as string)) return options;
  const base = (typeof settings === "string" ? JSON.parse(settings) : settings) as {
    permissions?: Permissions;
  };
  const { allow = [], deny = [], additionalDirectories: more = [] } = base.permissions ?? {};
  const permissions = {
    ...base.permissions,
    allow: [...allow, ...allowedTools],
    deny: [...deny, ...disallowedTools],
    additionalDirectories: [...more, ...additionalDirectories],
  };
  return { ...rest, settings: { ...base, permissions } as NonNullable<Options["settings"]> };
}
