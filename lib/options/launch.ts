// Turns valid options into what the CLI is started with.
import { InvalidOptionsError } from "../errors/input.ts";
import type { InitializeRequest } from "../wire/initialize.ts";
import { mcpDelivery } from "./mcp-delivery.ts";
import type { Options } from "./options.ts";
import type { Row } from "./row.ts";
import { settingsText } from "./sandbox-settings.ts";
import { spilled } from "./spill.ts";
import { OPTION_TABLE } from "./table.ts";
import { allowFlags, pluginFlags } from "./tool-options.ts";

const BASE_ARGUMENTS = [
  "--output-format",
  "stream-json",
  "--verbose",
  "--input-format",
  "stream-json",
] as const;
/** Windows allows 8,191 characters where a shell is involved; no option may run into that. */
const MAX_ARGUMENT_CHARACTERS = 8_000;

export interface Launch {
  readonly args: readonly string[];
  /** What `--settings` is to get: a path or JSON; kept apart because JSON may have to go by a file. */
  readonly settings: string | undefined;
  readonly initialize: InitializeRequest;
  readonly env: Readonly<Record<string, string>>;
}

/** The arguments, the variables and the `initialize` request that these options stand for. */
export function toLaunch(options: Options): Launch {
  const launch = assemble(options);
  if (characters(launch.args) <= MAX_ARGUMENT_CHARACTERS) return launch;
  const short = assemble(spilled(options));
  if (characters(short.args) <= MAX_ARGUMENT_CHARACTERS) return short;
  const [longest = ""] = short.args.toSorted((a, b) => b.length - a.length);
  throw new InvalidOptionsError([
    `the command line would have ${characters(short.args)} characters, more than ${MAX_ARGUMENT_CHARACTERS}; ` +
      `shorten what makes "${longest.slice(0, 40)}…"`,
  ]);
}

function assemble(options: Options): Launch {
  const args: string[] = [...BASE_ARGUMENTS];
  // Without this field the CLI would use its own prompt; the official SDK's default is an empty one.
  const initialize: InitializeRequest = options.systemPrompt === undefined ? { systemPrompt: [""] } : {};
  const env: Record<string, string> = {};
  for (const name of Object.keys(OPTION_TABLE) as (keyof Options)[]) {
    const value = options[name];
    if (value === undefined || isOutdone(name, options)) continue;
    const row = OPTION_TABLE[name] as Row<unknown>;
    args.push(...(row.flags?.(value) ?? []));
    Object.assign(initialize, row.initialize?.(value));
    Object.assign(env, row.env?.(value));
  }
  const delivery = deliver(options);
  return {
    args: [...args, ...allowFlags(options), ...delivery.args],
    settings: settingsText(
      options.settings as Record<string, unknown> | string,
      options.sandbox as Record<string, unknown>,
    ),
    initialize: { ...initialize, ...delivery.initialize },
    env,
  };
}

/** True for an option of which another one says more. */
function isOutdone(name: keyof Options, { thinking, debugFile }: Options): boolean {
  return (
    (name === "maxThinkingTokens" && thinking !== undefined) || (name === "debug" && debugFile !== undefined)
  );
}

/** What can go by flags or over stdin: MCP servers and plugins. */
function deliver(options: Options): { args: string[]; initialize: Partial<InitializeRequest> } {
  const mcp = mcpDelivery(options);
  const { plugins = [], pluginDelivery } = options;
  const overStdin = pluginDelivery === "initialize" && plugins.length > 0;
  const waits = overStdin || mcp.initialize.mcpServers !== undefined;
  return {
    args: [...mcp.args, ...(overStdin ? [] : pluginFlags(plugins)), ...(waits ? ["--await-initialize"] : [])],
    initialize: { ...mcp.initialize, ...(overStdin ? { plugins } : {}) },
  };
}

function characters(args: readonly string[]): number {
  return args.reduce((sum, argument) => sum + argument.length + 1, 0);
}

/** Every session has an id that we know before its first message, unless it takes up an old conversation. */
export function withSessionId(options: Options): Options {
  const takesUp = options.resume !== undefined || options.continue === true;
  if (options.sessionId !== undefined || (takesUp && options.forkSession !== true)) return options;
  return { ...options, sessionId: crypto.randomUUID() };
}
