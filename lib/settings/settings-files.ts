// Reads settings files: what they hold, or why it does not count.
import { readdir } from "node:fs/promises";
import path from "node:path";
import { readRegularFile } from "../regular-file.ts";
import type { SDKSettingsParseError } from "../wire/reports.ts";
import { checkSettings, type WrongValue } from "./check-settings.ts";
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

/**
 * Read a file of the user or of a project. Of most settings one wrong value makes all of the file not count, as for
 * Claude Code.
 */
export async function readSettings(file: string): Promise<ReadSettings> {
  const read = await readObject(file);
  if (read.settings === undefined) return read;
  const { settings, wrong } = checkSettings(read.settings);
  const problems = wrong.map((value) => problemOf(file, value));
  if (wrong.some(({ spoilsFile }) => spoilsFile)) return { settings: undefined, problems };
  return { settings: without(renamed(settings), MANAGED_ONLY), problems };
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
    const { settings, wrong } = checkSettings(read.settings);
    problems.push(...wrong.map((value) => problemOf(file, value)));
    all = mergeSettings(all ?? {}, renamed(settings));
  }
  return { settings: all, problems };
}

/** Settings of an administrator, in the form in which they count. */
export function managed(given: Settings): Settings {
  return renamed(checkSettings(given).settings);
}

function problemOf(file: string, { path: name, message }: WrongValue): SDKSettingsParseError {
  return { file, path: name, message };
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
