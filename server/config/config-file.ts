// The configuration file of `serve`: where it is, whether it can be trusted, and what is wrong with it.
import { readFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { loggable } from "../../lib/index.ts";
import { nearest } from "../nearest.ts";
import { requireOwn } from "../own-file.ts";
import { configFolder } from "../places.ts";
import { ServerStartError } from "../start-error.ts";
import type { Flag } from "./flag.ts";
import { EXCLUSIVE, FLAGS, type FlagName } from "./flags.ts";
import { isOfKind, SETTING_KINDS } from "./setting-kinds.ts";

/**
 * Where it is unless told otherwise: in the user's own folder. It is never looked up where the server was started, since
 * that may be a project which somebody else has written.
 */
export function defaultConfigFile(): string {
  return path.join(configFolder(), "kodegen-claude-agent.json");
}

/**
 * The settings in a file; paths in it count from its folder, `~/` from the user's home.
 *
 * @returns Undefined if there is no such file.
 * @throws {ServerStartError} If it cannot be read, others may write it, or something in it is no setting.
 */
export async function readConfigFile(file: string): Promise<Record<string, unknown> | undefined> {
  let text: string;
  try {
    await requireOwn(file);
    text = await readFile(file, "utf8");
  } catch (error) {
    if ((error as { code?: string }).code === "ENOENT") return undefined;
    throw invalid(file, `cannot be used: ${(error as Error).message}`, error);
  }
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw invalid(file, `is not JSON: ${loggable((error as Error).message)}`, error);
  }
  if (typeof content !== "object" || content === null || Array.isArray(content))
    throw invalid(file, "must hold an object with settings");
  // For editors, which check the file with it.
  const { $schema: _, ...settings } = content as Record<string, unknown>;
  const problems = [...Object.entries(settings).flatMap(problemOf), ...contradictions(settings)];
  if (problems.length > 0) throw invalid(file, `has a mistake: ${problems.join("; ")}`);
  const folder = path.dirname(path.resolve(file));
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [name, fromFolder(name as FlagName, value, folder)]),
  );
}

function problemOf([name, value]: [string, unknown]): string[] {
  if (/^(?:token|password|secret)$/i.test(name))
    return [`"${name}" is no setting, since a secret does not belong here: use "token-file"`];
  if (!Object.hasOwn(FLAGS, name))
    return [
      `"${loggable(name, { most: 50 })}" is no setting; did you mean "${nearest(name, Object.keys(FLAGS))}"?`,
    ];
  const { kind } = FLAGS[name as FlagName];
  return isOfKind(kind, value) ? [] : [`"${name}" takes ${SETTING_KINDS[kind].takes}`];
}

function contradictions(settings: Readonly<Record<string, unknown>>): string[] {
  const isOn = (name: FlagName): boolean => settings[name] !== undefined && settings[name] !== false;
  return EXCLUSIVE.filter(([one, other]) => isOn(one) && isOn(other)).map(
    ([one, other]) => `"${one}" and "${other}" exclude each other`,
  );
}

function fromFolder(name: FlagName, value: unknown, folder: string): unknown {
  const { kind }: Flag = FLAGS[name];
  const resolve = (text: string): string =>
    text === "~" || text.startsWith("~/")
      ? path.join(os.homedir(), text.slice(1))
      : path.resolve(folder, text);
  // A bare name is looked up on PATH.
  const isPath = SETTING_KINDS[kind].isPath === true || (kind === "program" && /[/\\]/.test(String(value)));
  if (!isPath) return value;
  return Array.isArray(value) ? value.map(resolve) : resolve(String(value));
}

function invalid(file: string, what: string, cause?: unknown): ServerStartError {
  return new ServerStartError("config_invalid", `The configuration file "${file}" ${what}`, cause);
}
