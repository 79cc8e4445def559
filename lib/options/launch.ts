// Turns valid options into what the CLI is started with.
import type { InitializeRequest } from "../wire/control.ts";
import type { Options } from "./options.ts";
import { OPTION_TABLE } from "./table.ts";

const BASE_ARGUMENTS = [
  "--output-format",
  "stream-json",
  "--verbose",
  "--input-format",
  "stream-json",
] as const;

export interface Launch {
  readonly args: readonly string[];
  readonly initialize: InitializeRequest;
}

/** The arguments and the `initialize` request that these options stand for. */
export function toLaunch(options: Options): Launch {
  const args: string[] = [...BASE_ARGUMENTS];
  // Without this field the CLI would use its own prompt; the official SDK's default is an empty one.
  const initialize: InitializeRequest = options.systemPrompt === undefined ? { systemPrompt: [""] } : {};
  for (const name of Object.keys(OPTION_TABLE) as (keyof Options)[]) {
    const value = options[name];
    if (value === undefined) continue;
    const row = OPTION_TABLE[name] as {
      flags?: (given: unknown) => readonly string[];
      initialize?: (given: unknown) => Partial<InitializeRequest>;
    };
    args.push(...(row.flags?.(value) ?? []));
    Object.assign(initialize, row.initialize?.(value));
  }
  return { args, initialize };
}

/** Every session has an id that we know before its first message, unless it takes up an old conversation. */
export function withSessionId(options: Options): Options {
  const takesUp = options.resume !== undefined || options.continue === true;
  if (options.sessionId !== undefined || (takesUp && options.forkSession !== true)) return options;
  return { ...options, sessionId: crypto.randomUUID() };
}
