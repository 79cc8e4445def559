// Whether settings hold what Claude Code accepts, and what it makes of a value that it does not.
import { HOOK_EVENTS } from "../generated/hooks.ts";
import {
  FORGIVEN_SETTINGS,
  NULLABLE_SETTINGS,
  SETTING_CHECKS,
  SETTING_KINDS,
  type SettingKinds,
} from "../generated/setting-checks.ts";
import { isObject } from "../json-object.ts";
import type { Settings } from "./settings.ts";

/** A value that does not count, and what it would have to be. */
export interface WrongValue {
  /** Such as `permissions.defaultMode`. */
  readonly path: string;
  readonly message: string;
  /** It makes the whole file not count, unless an administrator has written it. */
  readonly spoilsFile: boolean;
}

/** Settings in the form in which they count, without wrong values, and what was wrong. Unknown settings stay. */
export function checkSettings(given: Settings): { settings: Settings; wrong: WrongValue[] } {
  const wrong: WrongValue[] = [];
  const settings = rightValues(inOneForm(given), SETTING_KINDS, "", wrong);
  return { settings, wrong };
}

function rightValues(
  values: Readonly<Record<string, unknown>>,
  kinds: SettingKinds,
  inside: string,
  wrong: WrongValue[],
): Record<string, unknown> {
  const right: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) {
    const [path, kind] = [inside + name, Object.hasOwn(kinds, name) ? kinds[name] : undefined];
    if (value === undefined || (value === null && NULLABLE_SETTINGS.has(path))) continue;
    // Where the interface has room for others they stay.
    if (kind === undefined ? "*" in kinds : typeof kind === "string" && SETTING_CHECKS[kind]?.(value))
      right[name] = value;
    else if (kind === undefined) continue;
    else if (typeof kind === "object" && isObject(value))
      right[name] = rightValues(value, kind, `${path}.`, wrong);
    else {
      const spoilsFile = !isForgiven(path);
      wrong.push({ path, message: `must be ${typeof kind === "string" ? kind : "an object"}`, spoilsFile });
      const rest = spoilsFile || typeof kind === "object" ? undefined : rightParts(value, kind);
      if (rest !== undefined) right[name] = rest;
    }
  }
  return right;
}

function isForgiven(path: string): boolean {
  const names = path.split(".");
  return names.some((_name, index) => FORGIVEN_SETTINGS.has(names.slice(0, index + 1).join(".")));
}

/** The items of a list, or the entries of an object, that are right by themselves. */
function rightParts(value: unknown, kind: string): unknown {
  const isRight = SETTING_CHECKS[kind] ?? (() => false);
  let rest: unknown;
  if (Array.isArray(value)) rest = value.filter((item) => isRight([item]));
  else if (isObject(value))
    rest = Object.fromEntries(Object.entries(value).filter((entry) => isRight(Object.fromEntries([entry]))));
  return isRight(rest) ? rest : undefined;
}

/** Other spellings that Claude Code understands are made the one that it reports. */
function inOneForm(given: Settings): Settings {
  const settings = { ...given };
  if (isObject(given.env))
    settings.env = Object.fromEntries(
      Object.entries(given.env).map(([name, value]) => [name, String(value)]),
    );
  if (isObject(given.permissions)) settings.permissions = permissionsInOneForm(given.permissions);
  if (isObject(given.hooks)) Object.assign(settings, { hooks: knownHooks(given.hooks) });
  if (given.attribution === true) settings.attribution = {};
  if (given.attribution === false) settings.attribution = { commit: "", pr: "", sessionUrl: false };
  for (const list of ["enabledMcpjsonServers", "disabledMcpjsonServers"] as const) {
    const one: unknown = given[list];
    if (typeof one === "string" && one !== "") settings[list] = [one];
  }
  return settings;
}

function permissionsInOneForm(given: NonNullable<Settings["permissions"]>): typeof given {
  const permissions = { ...given };
  for (const list of ["allow", "deny", "ask"] as const) {
    const rules: unknown = given[list];
    if (Array.isArray(rules)) permissions[list] = rules.filter(isRule);
  }
  if ((given.defaultMode as string | undefined) === "manual") permissions.defaultMode = "default";
  return permissions;
}

/** A tool's name, perhaps with something in parentheses; a word in small letters is none. */
function isRule(rule: unknown): rule is string {
  return typeof rule === "string" && /^(?!\p{Ll}[^_(]*(?:\(|$))[^()]+(?:\(.+\))?$/su.test(rule);
}

/** Hooks of events that there are, without those that are of no known kind; undefined when no event is left. */
function knownHooks(given: NonNullable<Settings["hooks"]>): Settings["hooks"] {
  const known: typeof given = {};
  for (const event of HOOK_EVENTS) {
    const matchers: unknown = given[event];
    if (Array.isArray(matchers)) known[event] = matchers.map(withKnownHooks).filter(isMatcher);
  }
  return Object.keys(known).length === 0 && Object.keys(given).length > 0 ? undefined : known;
}

function withKnownHooks(matcher: unknown): object {
  const { hooks, ...rest } = isObject(matcher) ? matcher : {};
  return Array.isArray(hooks) ? { ...rest, hooks: hooks.filter((hook) => isMatcher({ hooks: [hook] })) } : {};
}

function isMatcher(matcher: object): matcher is NonNullable<Settings["hooks"]>[string][number] {
  return SETTING_CHECKS["SettingsHooks"]?.({ Stop: [matcher] }) === true;
}
