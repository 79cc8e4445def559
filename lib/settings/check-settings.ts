// Whether a settings file holds what Claude Code accepts: the kinds of values that sessions depend on.
import * as v from "valibot";
import type { SDKSettingsParseError } from "../wire/reports.ts";
import { isObject } from "./merge.ts";
import type { Settings } from "./settings.ts";

const text = v.string("must be a text");
const flag = v.boolean("must be true or false");
const texts = v.array(text, "must be a list of texts");
const object = v.record(v.string(), v.unknown(), "must be an object");
const objects = v.array(object, "must be a list of objects");

const permissions = v.looseObject(
  {
    allow: v.optional(v.array(v.unknown(), "must be a list of rules")),
    deny: v.optional(v.array(v.unknown(), "must be a list of rules")),
    ask: v.optional(v.array(v.unknown(), "must be a list of rules")),
    additionalDirectories: v.optional(texts),
    defaultMode: v.optional(
      v.picklist(
        ["default", "acceptEdits", "bypassPermissions", "plan", "dontAsk", "auto"],
        "must be a permission mode",
      ),
    ),
    disableBypassPermissionsMode: v.optional(v.literal("disable", 'must be "disable"')),
  },
  "must be an object",
);

const KINDS: Readonly<Record<string, v.GenericSchema>> = {
  permissions,
  env: object,
  sandbox: v.looseObject({ enabled: v.optional(flag) }, "must be an object"),
  cleanupPeriodDays: v.pipe(
    v.number("must be a number of days"),
    v.check((days) => Number.isSafeInteger(days) && days >= 0, "must be a whole number of days, 0 or more"),
  ),
  ...all(text, "model apiKeyHelper agent outputStyle language advisorModel claudeMd autoMemoryDirectory"),
  ...all(texts, "fallbackModel availableModels deniedModels enabledMcpjsonServers disabledMcpjsonServers"),
  ...all(texts, "claudeMdExcludes companyAnnouncements"),
  ...all(flag, "fastMode alwaysThinkingEnabled disableAllHooks includeCoAuthoredBy autoMemoryEnabled"),
  ...all(flag, "enableAllProjectMcpServers allowManagedHooksOnly allowManagedPermissionRulesOnly"),
  ...all(flag, "allowManagedMcpServersOnly respectGitignore verbose"),
  ...all(objects, "allowedMcpServers deniedMcpServers"),
  ...all(object, "enabledPlugins modelOverrides extraKnownMarketplaces statusLine"),
};

function all(kind: v.GenericSchema, names: string): Record<string, v.GenericSchema> {
  return Object.fromEntries(names.split(" ").map((name) => [name, kind]));
}

/** What is wrong with the settings of a file; one entry for each key. */
export function wrongValues(settings: Settings, file: string): SDKSettingsParseError[] {
  return Object.entries(KINDS).flatMap(([key, kind]) => {
    if (settings[key] === undefined) return [];
    const { issues } = v.safeParse(kind, settings[key]);
    if (issues === undefined) return [];
    const inner = v.getDotPath(issues[0]);
    return [{ file, path: inner === null ? key : `${key}.${inner}`, message: issues[0].message }];
  });
}

/** Settings in the form in which they count: variables as texts, no rules that are none, no events that are none. */
export function tidied(settings: Settings): Settings {
  const tidy = { ...settings };
  if (isObject(settings.env)) {
    tidy.env = Object.fromEntries(Object.entries(settings.env).map(([name, value]) => [name, String(value)]));
  }
  if (isObject(settings.permissions)) tidy.permissions = withoutBrokenRules(settings.permissions);
  if (settings.hooks !== undefined && !isObject(settings.hooks)) delete tidy.hooks;
  return tidy;
}

function withoutBrokenRules(
  given: NonNullable<Settings["permissions"]>,
): NonNullable<Settings["permissions"]> {
  const kept = { ...given };
  for (const list of ["allow", "deny", "ask"] as const) {
    const rules: unknown = given[list];
    if (Array.isArray(rules)) kept[list] = rules.filter(isRule);
  }
  return kept;
}

/** A tool's name, perhaps with something in parentheses. */
function isRule(rule: unknown): rule is string {
  return typeof rule === "string" && /^[^()]+(?:\(.+\))?$/s.test(rule);
}
