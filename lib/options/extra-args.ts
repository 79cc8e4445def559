// `extraArgs`: flags of the CLI that this library has no option for.
import { type FileFlag, mayBeSeen } from "./command-line.ts";
import type { Options } from "./options.ts";
import type { Delivery } from "./row.ts";
import { isInline } from "./sandbox-settings.ts";

/** Flags that take a text or the path of a file with it. */
const FILE_FLAGS: ReadonlySet<string> = new Set(["settings", "mcp-config"]);

export function extraDelivery(extraArgs: object, { spawnClaudeCodeProcess }: Options): Delivery[] {
  const elsewhere = spawnClaudeCodeProcess !== undefined;
  return Object.entries(extraArgs).map(([name, value]) => one(name, value, elsewhere));
}

/** A value is an argument of its own, because flags that take none refuse `=`; one that could be a flag is not. */
function one(name: string, value: unknown, elsewhere: boolean): Delivery {
  if (value === undefined) return {};
  if (value === null) return { args: [`--${name}`] };
  const word = String(value);
  if (FILE_FLAGS.has(name) && !elsewhere && isInline(word) && !mayBeSeen(word))
    return { files: [{ flag: `--${name}` as FileFlag["flag"], text: word }] };
  return { args: word.startsWith("-") ? [`--${name}=${word}`] : [`--${name}`, word] };
}
