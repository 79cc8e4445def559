// Long lists of rules and directories go into the settings, because command lines are short.
import { mergeSettings } from "../settings/merge.ts";
import type { Settings } from "../settings/settings.ts";
import type { Options } from "./options.ts";
import { isInline } from "./sandbox-settings.ts";

/** The same options with a short command line; unchanged when their settings are in a file of the caller's. */
export function spilled(options: Options): Options {
  const {
    settings = {},
    allowedTools: allow = [],
    disallowedTools: deny = [],
    additionalDirectories = [],
    ...rest
  } = options;
  if (!isInline(settings)) return options;
  const base = (typeof settings === "string" ? JSON.parse(settings) : settings) as Settings;
  const permissions = { allow, deny, additionalDirectories };
  return { ...rest, settings: mergeSettings(base, { permissions }) };
}
