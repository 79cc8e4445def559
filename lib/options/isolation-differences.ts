// Compares what the CLI says of a session with what was asked for.
import type { IsolationDifference, IsolationField } from "../errors/isolation.ts";
import { fieldsOf, type JsonObject, parsedJson } from "../json-object.ts";
import type { Env } from "../process/env.ts";
import { ISOLATION_ROWS, type Row, type Seen, type Value } from "./isolation-rows.ts";
import type { Options } from "./options.ts";
import { isInline } from "./sandbox-settings.ts";
import { isSamePlace, names, objects, text } from "./unread.ts";

/** What a CLI has said besides its `init` message; what is missing is not compared. */
export interface IsolationEvidence {
  /** Its answer to `initialize`. */
  readonly initialize?: unknown;
  /** Its answer to `getSettings()`. */
  readonly settings?: unknown;
  /** Its answer to `getHooksListing()`. */
  readonly hooks?: unknown;
  /** The environment that it has: where its configuration is, and which key it should use. */
  readonly env?: Env | undefined;
  /** Subtypes of requests by which the host has changed the session since it began, such as `set_model`. */
  readonly changedBy?: ReadonlySet<string> | undefined;
}

/** More than can be read; a CLI may say anything. */
const LONGEST = 200;
const MOST = 100;

/**
 * What a session has that was not asked for: tools, MCP servers, plugins, commands and skills, subagents, directories,
 * memory, settings of an administrator; or a permission mode, model, output style, key or directory that is another one.
 *
 * That something is missing is no difference. Nothing throws here, whatever the CLI says; what it does not say is not
 * compared.
 *
 * @param asked The options of the session.
 * @param init Its first `init` message.
 * @param evidence What else it has said.
 *
 * @example What has a session beyond its options?
 * ```ts
 * import { isolationDifferences, type Options, query } from "kodegen-claude-agent";
 *
 * const options: Options = { permissionMode: "plan", settingSources: [] };
 * for await (const message of query("Say hello", options))
 *   if (message.type === "system" && message.subtype === "init")
 *     for (const { field, found } of isolationDifferences(options, message)) console.log(field, found);
 * ```
 */
export function isolationDifferences(
  asked: Options,
  init: unknown,
  evidence: IsolationEvidence = {},
): IsolationDifference[] {
  const seen = toSeen(asked, fieldsOf(init), evidence);
  const changedBy = (subtype: string): boolean => evidence.changedBy?.has(subtype) === true;
  return Object.entries(ISOLATION_ROWS)
    .filter(([, row]) => !(row.inFiles && seen.readsFiles) && row.changedBy?.some(changedBy) !== true)
    .flatMap(([field, row]) => differences(field as IsolationField, row.compare(asked, seen)))
    .slice(0, MOST);
}

function toSeen(
  asked: Options,
  init: JsonObject,
  { initialize, settings, hooks, env = {} }: IsolationEvidence,
): Seen {
  const { settings: given, settingSources, plugins = [] } = asked;
  const isFile = given !== undefined && !isInline(given);
  const inline = isFile ? {} : fieldsOf(typeof given === "string" ? parsedJson(given) : given);
  const enabled = new Set(Object.keys(fieldsOf(inline["enabledPlugins"])).map((name) => name.split("@")[0]));
  const isAsked = ({ path, name }: JsonObject): boolean =>
    path === "builtin" ||
    enabled.has(text(name)) ||
    plugins.some((plugin) => isSamePlace(text(path), plugin.path));
  const found = objects(init["plugins"]);
  return {
    init,
    announced: fieldsOf(initialize),
    sources: objects(fieldsOf(settings)["sources"]),
    hooks: objects(fieldsOf(hooks)["hooks"]),
    env,
    inline,
    readsFiles: isFile || settingSources?.length !== 0,
    plugins: new Set(names(found.filter(isAsked))),
    otherPlugins: names(found.filter((plugin) => !isAsked(plugin))),
  };
}

function differences(field: IsolationField, found: ReturnType<Row["compare"]>): IsolationDifference[] {
  if (found === undefined) return [];
  if (Array.isArray(found)) return found.map((name: string) => ({ field, found: short(name) }));
  const { found: is, asked } = found as Value;
  if (typeof is !== "string" || typeof asked !== "string" || is === asked) return [];
  return [{ field, found: short(is), asked: short(asked) }];
}

function short(found: string): string {
  return found.length > LONGEST ? `${found.slice(0, LONGEST)}…` : found;
}
