// Reads settings files: what they hold, or why it does not count.
import { readdir } from "node:fs/promises";
import path from "node:path";
import { readRegularFile } from "../regular-file.ts";
import type { SDKSettingsParseError } from "../wire/reports.ts";
import { tidied, wrongValues } from "./check-settings.ts";
import { isObject, mergeSettings } from "./merge.ts";
import type { Settings } from "./settings.ts";
import { managedFolder } from "./settings-places.ts";

/** What a file holds; `settings` is undefined when there is no file, or none that counts. */
export interface ReadSettings {
  readonly settings: Settings | undefined;
  readonly problems: readonly SDKSettingsParseError[];
}

const NOTHING: ReadSettings = { settings: undefined, problems: [] };

/** Keys that count only when an administrator sets them. */
const MANAGED_ONLY = [
  "deniedModels",
  "availableModelsMatch",
  "managedMcpServers",
  "attributionProjectPolicy",
];
/** Names that keys had before. */
const RENAMED = {
  additionalMarketplaces: "extraKnownMarketplaces",
  allowedMarketplaces: "strictKnownMarketplaces",
};

/** Read a file of the user or of a project. One wrong value makes all of it not count, as for Claude Code. */
export async function readSettings(file: string): Promise<ReadSettings> {
  const { settings, problems } = await readObject(file);
  if (settings === undefined) return { settings, problems };
  const wrong = wrongValues(settings, file);
  if (wrong.length > 0) return { settings: undefined, problems: wrong };
  return { settings: without(renamed(tidied(settings)), MANAGED_ONLY), problems };
}

/** Read the administrator's files: the main one, and on top of it those beside it, by name. Wrong values are left out. */
export async function readManaged(folder: string = managedFolder()): Promise<ReadSettings> {
  const extras = path.join(folder, "managed-settings.d");
  const names = await readdir(extras).catch(ifMissing);
  const added = (names ?? []).filter((name) => /^[^.].*\.json$/.test(name)).toSorted();
  const files = [path.join(folder, "managed-settings.json"), ...added.map((name) => path.join(extras, name))];
  let all: Settings | undefined;
  const problems: SDKSettingsParseError[] = [];
  for (const file of files) {
    const read = await readObject(file);
    problems.push(...read.problems);
    if (read.settings === undefined) continue;
    const wrong = wrongValues(read.settings, file);
    problems.push(...wrong);
    all = mergeSettings(all ?? {}, managed(without(read.settings, wrong.map(topKey))));
  }
  return { settings: all, problems };
}

/** Settings of an administrator, in the form in which they count. */
export function managed(settings: Settings): Settings {
  return renamed(tidied(settings));
}

async function readObject(file: string): Promise<ReadSettings> {
  let text: string | undefined;
  try {
    text = await readRegularFile(file);
  } catch (error) {
    return broken(file, `cannot be read: ${(error as Error).message}`);
  }
  if (text === undefined || text.trim() === "") return NOTHING;
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ""));
    if (isObject(value)) return { settings: without(value, ["__proto__"]), problems: [] };
    return broken(file, "must hold an object");
  } catch (error) {
    return broken(file, `is not JSON: ${(error as Error).message}`);
  }
}

function broken(file: string, message: string): ReadSettings {
  return { settings: undefined, problems: [{ file, path: "", message }] };
}

function ifMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT" && error.code !== "ENOTDIR") throw error;
}

function renamed(settings: Settings): Settings {
  const all = { ...settings };
  for (const [old, name] of Object.entries(RENAMED)) {
    if (all[old] !== undefined) all[name] ??= all[old];
    delete all[old];
  }
  return all;
}

function without(settings: Settings, keys: readonly string[]): Settings {
  return Object.fromEntries(Object.entries(settings).filter(([key]) => !keys.includes(key)));
}

const topKey = ({ path: name }: { readonly path: string }): string => name.split(".")[0] ?? name;
