// Reads settings files: what they hold, or why it does not count.
import { readdir } from "node:fs/promises";
import path from "node:path";
import { isObject, without } from "../json-object.ts";
import { readRegularFile } from "../regular-file.ts";
import type { SDKSettingsParseError } from "../wire/reports.ts";
import { checkSettings } from "./check-settings.ts";
import { mergeSettings } from "./merge.ts";
import type { Settings } from "./settings.ts";
import { managedFolder } from "./settings-places.ts";

/** What a file holds; `settings` is undefined when there is no file, or none that counts. */
export interface ReadSettings {
  readonly settings: Settings | undefined;
  readonly problems: readonly SDKSettingsParseError[];
}

const NOTHING: ReadSettings = { settings: undefined, problems: [] };

/** Keys that count only when an administrator sets them. */
const MANAGED_ONLY = "deniedModels availableModelsMatch managedMcpServers attributionProjectPolicy".split(
  " ",
);
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
  const { settings, spoiled, problems } = await readChecked(file);
  return { settings: settings && !spoiled ? without(settings, MANAGED_ONLY) : undefined, problems };
}

/** Read the administrator's files: the main one, and on top of it those beside it, by name. Wrong values are left out. */
export async function readManaged(folder: string = managedFolder()): Promise<ReadSettings> {
  const extras = path.join(folder, "managed-settings.d");
  const names = await readdir(extras).catch(ifMissing);
  const added = (names ?? []).filter((name) => /^[^.].*\.json$/.test(name)).toSorted();
  const files = [path.join(folder, "managed-settings.json"), ...added.map((name) => path.join(extras, name))];
  const read = await Promise.all(files.map(readChecked));
  const found = read.map(({ settings }) => settings).filter((settings) => settings !== undefined);
  return {
    settings: found.length === 0 ? undefined : found.reduce((lower, higher) => mergeSettings(lower, higher)),
    problems: read.flatMap(({ problems }) => problems),
  };
}

/** Settings of an administrator, in the form in which they count. */
export function managed(given: Settings): Settings {
  return renamed(checkSettings(given).settings);
}

/** @returns `spoiled` when there is a value that makes the whole file not count. */
async function readChecked(file: string): Promise<ReadSettings & { readonly spoiled?: boolean }> {
  const read = await readObject(file);
  if (read.settings === undefined) return read;
  const { settings, wrong } = checkSettings(read.settings);
  return {
    settings: renamed(settings),
    problems: wrong.map(({ path: name, message }) => ({ file, path: name, message })),
    spoiled: wrong.some(({ spoilsFile }) => spoilsFile),
  };
}

async function readObject(file: string): Promise<ReadSettings> {
  const text = await readRegularFile(file).catch((error: Error) => error);
  if (text instanceof Error) return broken(file, `cannot be read: ${text.message}`);
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
