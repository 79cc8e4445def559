// Turns valid options into what the CLI is started with.
import { InvalidOptionsError } from "../errors/input.ts";
import { showing } from "./command-line.ts";
import { OPTION_TABLE, type Options } from "./options.ts";
import type { Delivery, Row } from "./row.ts";
import { withSandbox } from "./sandbox-settings.ts";
import { spilled } from "./spill.ts";
import { skillRules } from "./tool-options.ts";
import { traceContext } from "./trace-context.ts";

const BASE_ARGUMENTS = [
  "--output-format",
  "stream-json",
  "--verbose",
  "--input-format",
  "stream-json",
] as const;
const NAMES = Object.keys(OPTION_TABLE) as readonly (keyof Options)[];
/** Windows allows 8,191 characters where a shell is involved; no option may run into that. */
const MAX_ARGUMENT_CHARACTERS = 8_000;

/** All that has to reach the CLI. */
export type Launch = Required<Omit<Delivery, "waits">>;

/** The arguments, the variables and the `initialize` request that these options stand for. */
export function toLaunch(options: Options): Launch {
  const launch = assemble(options);
  if (problems(options, launch).length === 0) return launch;
  const short = assemble(spilled(options));
  const left = problems(options, short);
  if (left.length === 0) return short;
  throw new InvalidOptionsError(left);
}

function problems({ executableArgs = [], sessionId }: Options, { args }: Launch): string[] {
  const [longest = ""] = args.toSorted((a, b) => b.length - a.length);
  if (characters(args) > MAX_ARGUMENT_CHARACTERS)
    return [
      `the command line would have ${characters(args)} characters, more than ${MAX_ARGUMENT_CHARACTERS}; ` +
        `shorten what makes "${longest.slice(0, 40)}…"`,
    ];
  const own = showing(executableArgs).map((flag) => `${flag} (in "executableArgs")`);
  // A UUID is not a secret.
  const given = args.filter((word) => word !== `--session-id=${sessionId}`);
  return [...new Set([...showing(given), ...own])].map(
    (flag) =>
      `${flag} would show a secret on the command line, which every user of the machine can read; pass it by "env", ` +
      'by an option that does not show it ("settings", "managedSettings", "mcpServers"), or in a file; ' +
      "if it is a name or a path that only looks like a secret, choose another one",
  );
}

function assemble(options: Options): Launch {
  const given = united(options);
  const ways = NAMES.flatMap((name) => {
    const { byDefault, way } = OPTION_TABLE[name] as Row<unknown>;
    const value = given[name] ?? byDefault;
    return value === undefined ? [] : (way?.(value, given) ?? []);
  });
  const waits = ways.some((way) => way.waits) ? ["--await-initialize"] : [];
  return {
    args: [...BASE_ARGUMENTS, ...ways.flatMap(({ args = [] }) => args), ...waits],
    files: ways.flatMap(({ files = [] }) => files),
    initialize: Object.assign({}, ...ways.map(({ initialize }) => initialize)),
    env: Object.assign(traceContext(options), ...ways.map(({ env }) => env)),
  };
}

/** The same options, with what two of them say by one flag in one of them. */
function united(options: Options): Options {
  return {
    ...options,
    allowedTools: [...(options.allowedTools ?? []), ...skillRules(options.skills)],
    settings: withSandbox(options),
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
