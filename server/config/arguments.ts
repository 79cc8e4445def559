// Reads the command line of one command, and says in a line what is wrong with it.
import { parseArgs } from "node:util";

type Kinds = Readonly<Record<string, "flag" | "text" | "texts">>;

/** The values of a command's options, by name. */
export type Values<K extends Kinds> = {
  readonly [N in keyof K]: K[N] extends "flag"
    ? boolean
    : K[N] extends "texts"
      ? readonly string[]
      : string | undefined;
};

/** The command line cannot be used; the message is one line. */
export class UsageError extends Error {}

/** @throws {UsageError} */
export function readArguments<const K extends Kinds>(args: readonly string[], kinds: K): Values<K> {
  const options = Object.fromEntries(
    Object.entries(kinds).map(([name, kind]) => [
      name,
      { type: kind === "flag" ? ("boolean" as const) : ("string" as const), multiple: kind === "texts" },
    ]),
  );
  try {
    const { values } = parseArgs({ args: [...args], options, strict: true, allowPositionals: false });
    const empty = { flag: false, text: undefined, texts: [] };
    return Object.fromEntries(
      Object.entries(kinds).map(([name, kind]) => [name, values[name] ?? empty[kind]]),
    ) as Values<K>;
  } catch (error) {
    throw new UsageError(((error as Error).message.split(". ", 1)[0] ?? "").replace(/\.$/, ""));
  }
}
