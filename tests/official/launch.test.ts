import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Options } from "../../lib/index.ts";
import { ALONE, combinations } from "./cases.ts";
import { type Observed, observe } from "./observed.ts";

/** Flags that we add or leave out, and why. */
const OWN_ARGUMENTS: readonly { readonly pattern: RegExp; readonly why: string }[] = [
  {
    pattern: /^--session-id=/,
    why: "the id is ours from the start, so that a host knows it before the first message",
  },
  { pattern: /^--json-schema=/, why: "the schema goes over stdin alone: command lines are short" },
];
/** Variables that we add, and why. */
const OWN_VARIABLES: Readonly<Record<string, string>> = {
  KODEGEN_SESSION: "marks every process of the session, so that none is left behind",
  NoDefaultCurrentDirectoryInExePath: "Windows must not run programs of the working directory",
};

async function assertSame(options: Options): Promise<void> {
  const [ours, theirs] = [await observe("ours", options), await observe("official", options)];
  assert.deepEqual(comparable(ours, options), comparable(theirs, options));
}

function comparable({ args, env, stdin, messages }: Observed, options: Options): object {
  const kept = joined(args).filter(
    (argument) =>
      !OWN_ARGUMENTS.some(({ pattern }) => pattern.test(argument)) ||
      argument === `--session-id=${options.sessionId}`,
  );
  const variables = Object.entries(env).filter(([name]) => !Object.hasOwn(OWN_VARIABLES, name));
  return { args: kept, env: Object.fromEntries(variables), stdin, messages };
}

/** `--flag value` of the extra arguments, which we write as one so that a value cannot become a flag. */
function joined(args: readonly string[]): string[] {
  const at = args.indexOf("--some-flag");
  if (at === -1) return [...args];
  return [
    ...args.filter((argument) => argument !== "--some-flag" && argument !== "v"),
    "--some-flag=v",
  ].toSorted();
}

describe("The official SDK and this library start the CLI in the same way", { timeout: 300_000 }, () => {
  for (const [name, options] of Object.entries(ALONE)) {
    it(`option: ${name}`, { timeout: 30_000 }, () => assertSame(options));
  }

  for (const [name, options] of Object.entries(combinations())) {
    it(`options: ${name}`, { timeout: 30_000 }, () => assertSame(options));
  }
});
