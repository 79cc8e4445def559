// Which options can be written down for a program that takes an agent up later.
import { isObject, parsedJson } from "../json-object.ts";
import { isCertainlySecret } from "../process/redact.ts";
import type { Options } from "./options.ts";

export interface PortableOptions {
  readonly kept: Options;
  /** Names of options that are not among them. */
  readonly withheld: readonly string[];
}

/** Environments and headers are where secrets stand, whatever they look like. */
const SECRET_FIELDS: ReadonlySet<string> = new Set(["env", "headers"]);

/**
 * What JSON holds whole, and what everybody may read. Functions, servers of this program, signals, environments, and
 * whatever looks like a secret are withheld.
 */
export function portable(options: Options): PortableOptions {
  const kept: Record<string, unknown> = {};
  const withheld: string[] = [];
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined || value === null) continue;
    if (!SECRET_FIELDS.has(name) && isPlain(value) && !holdsSecret(value)) kept[name] = value;
    else withheld.push(name);
  }
  return { kept: kept as Options, withheld };
}

/** True if it is the same after a way through JSON. */
function isPlain(value: unknown): boolean {
  if (typeof value === "string" || typeof value === "boolean" || value === null || value === undefined)
    return true;
  if (typeof value === "number") return Number.isFinite(value);
  if (Array.isArray(value)) return value.every((item) => item !== undefined && isPlain(item));
  if (!isObject(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return (prototype === Object.prototype || prototype === null) && Object.values(value).every(isPlain);
}

/** Also where settings or servers stand as JSON within a text. */
function holdsSecret(value: unknown): boolean {
  if (typeof value === "string")
    return isCertainlySecret(value) || (/^\s*[{[]/.test(value) && holdsSecret(parsedJson(value)));
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(
    ([name, field]) =>
      (SECRET_FIELDS.has(name) && isObject(field) && Object.keys(field).length > 0) ||
      isCertainlySecret(name) ||
      holdsSecret(field),
  );
}
