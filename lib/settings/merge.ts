// How the settings of two sources become one, as Claude Code does it.
import { isObject } from "../json-object.ts";
import type { Settings } from "./settings.ts";

/** Lists that replace the one below instead of adding to it. */
const REPLACED: ReadonlySet<string> = new Set(["fallbackModel", "modelPicker"]);

/**
 * Put settings on top of others: objects are merged, lists are joined without repeating texts and numbers, and
 * everything else is replaced.
 *
 * @param replaced Keys that are replaced as well, whatever they hold.
 */
export function mergeSettings(lower: Settings, higher: Settings, replaced: readonly string[] = []): Settings {
  const merged: Settings = { ...lower };
  for (const [key, value] of Object.entries(higher)) {
    const replaces = REPLACED.has(key) || replaced.includes(key);
    merged[key] = replaces ? value : mergeValues(merged[key], value);
  }
  return merged;
}

function mergeValues(lower: unknown, higher: unknown): unknown {
  if (Array.isArray(lower) && Array.isArray(higher)) return [...new Set<unknown>([...lower, ...higher])];
  if (!isObject(lower) || !isObject(higher)) return higher === undefined ? lower : higher;
  const merged = { ...lower };
  for (const [key, value] of Object.entries(higher)) {
    // Setting this one would replace the object's prototype.
    if (key !== "__proto__") merged[key] = mergeValues(merged[key], value);
  }
  return merged;
}
