// `settings` and `sandbox` share one flag: the sandbox is merged into the settings that are given inline.
import { isObject, type JsonObject, without } from "../json-object.ts";
import type { Options } from "./options.ts";

type Json = Readonly<Record<string, unknown>>;

/** Lists that only restrict: those of both sides hold. */
const RESTRICTIONS = new Set([
  "filesystem.denyRead",
  "filesystem.denyWrite",
  "network.deniedDomains",
  "credentials.files",
  "credentials.envVars",
]);
/** Objects of which parts of two would make no sense together. */
const WHOLE = new Set(["ripgrep", "network.tlsTerminate"]);

/**
 * The settings with the sandbox merged into them.
 *
 * @param settings Settings, their JSON, or the path of a file; into a file nothing is merged (see the contradictions).
 */
export function withSandbox({ settings, sandbox }: Options): Options["settings"] {
  if (sandbox === undefined) return settings;
  const base = (typeof settings === "string" ? JSON.parse(settings) : (settings ?? {})) as Json;
  const own = (base["sandbox"] ?? {}) as Json;
  const asked = sandbox as Json;
  return { ...base, sandbox: withDefaults(merge(loosened(own, asked), asked, ""), asked) };
}

/** True for settings that are given as JSON rather than as a path. */
export function isInline(settings: NonNullable<Options["settings"]>): boolean {
  return typeof settings !== "string" || settings.trimStart().startsWith("{");
}

/** Asked for explicitly, a sandbox that cannot be had is an error rather than no sandbox. */
function withDefaults(merged: Json, sandbox: Json): Json {
  if (sandbox["enabled"] !== true || merged["failIfUnavailable"] !== undefined) return merged;
  return { ...merged, failIfUnavailable: true };
}

/** Leaves out what would switch off the very restrictions that the sandbox option adds. */
function loosened(own: Json, sandbox: Json): Json {
  const asked = (sandbox["network"] ?? {}) as { deniedDomains?: readonly string[] } & Json;
  const lists =
    asked["allowedDomains"] !== undefined ||
    (asked.deniedDomains?.length ?? 0) > 0 ||
    asked["strictAllowlist"] === true;
  const files = sandbox["filesystem"] !== undefined || deniesFiles(sandbox) ? ["disabled"] : [];
  // Traffic through a proxy of the caller's is not checked against these lists.
  const proxies = lists ? ["httpProxyPort", "socksProxyPort"] : [];
  return { ...own, ...partWithout(own, "filesystem", files), ...partWithout(own, "network", proxies) };
}

/** A part of the settings less some of its fields; nothing when there is no such part. */
function partWithout(own: Json, part: string, names: readonly string[]): Json {
  return isObject(own[part]) ? { [part]: without(own[part], names) } : {};
}

function deniesFiles(sandbox: Json): boolean {
  const { files = [] } = (sandbox["credentials"] ?? {}) as { files?: readonly { mode?: string }[] };
  return files.some(({ mode }) => mode === "deny");
}

function merge(own: Json, asked: Json, path: string): Json {
  const merged: Record<string, unknown> = { ...own };
  for (const [name, value] of Object.entries(asked)) {
    if (value === undefined) continue;
    const at = path === "" ? name : `${path}.${name}`;
    const before = own[name];
    if (RESTRICTIONS.has(at) && Array.isArray(before) && Array.isArray(value))
      merged[name] = union(before, value);
    else if (isObject(before) && isObject(value) && !WHOLE.has(at)) merged[name] = merge(before, value, at);
    else merged[name] = value;
  }
  return merged;
}

/** Both lists; of two entries for one thing the one that denies stays. */
function union(before: readonly unknown[], asked: readonly unknown[]): unknown[] {
  const byName = new Map<unknown, unknown>();
  for (const entry of [...before, ...asked]) {
    const { path, name, mode }: JsonObject = isObject(entry) ? entry : {};
    const key = path ?? name ?? JSON.stringify(entry);
    const known = byName.get(key);
    if (mode === "deny" || !isObject(known) || known["mode"] !== "deny") byName.set(key, entry);
  }
  return [...byName.values()];
}
