// What a library puts on a process's command line, environment and stdin, without the ids that differ each time.
import process from "node:process";
import { SDK_VERSION } from "../../lib/generated/versions.ts";
import type { Options } from "../../lib/index.ts";
import type { ScriptedRun } from "../../lib/testing/index.ts";
import { withScript } from "../support/claude.ts";
import type { Sdk } from "./record.ts";
import type { Options as OfficialOptions } from "./stage.ts";

export interface Observed {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly stdin: readonly unknown[];
  readonly messages: readonly string[];
  readonly error: string | undefined;
}

/** Variables of the shell, of the test harness and of the machine. */
const NOT_OURS = /^(?:PATH|HOME|PWD|SHLVL|_|OLDPWD|KODEGEN_TEST_RUN)$/;
const BASE_ARGUMENTS = 5;

/** Run a library with a scripted CLI. */
export function observe(sdk: Pick<Sdk, "query">, options: Options): Promise<Observed> {
  return withScript({ answer: { initialize: INITIALIZED } }, async (started, claude) => {
    const given = { env: { PATH: process.env["PATH"], HOME: "/nonexistent" }, ...options, ...started };
    const messages: string[] = [];
    let error: string | undefined;
    try {
      const query = sdk.query({ prompt: "hi", options: given as OfficialOptions });
      for await (const message of query) messages.push(message.type);
    } catch (thrown) {
      error = (thrown as Error).message;
    }
    const [run] = await claude.runs();
    return { ...shown(run), stdin: (await claude.stdin()).map(withoutIds), messages, error };
  });
}

const INITIALIZED = {
  commands: [],
  agents: [],
  models: [],
  account: {},
  output_style: "default",
  available_output_styles: ["default"],
  claude_code_version: "2.1.99",
  mcp_servers_applied: true,
  plugins_applied: true,
  hooks_applied: true,
  hook_on_failure_supported: true,
};

function shown(run: ScriptedRun | undefined): { args: string[]; env: Record<string, string> } {
  const env = Object.entries(run?.env ?? {}).filter(([name]) => !NOT_OURS.test(name));
  const release = env.find(([name, value]) => name === "CLAUDE_AGENT_SDK_VERSION" && value === SDK_VERSION);
  // So that a record tells of a new release only what has changed with it.
  if (release !== undefined) release[1] = "<sdk>";
  return { args: paired((run?.argv ?? []).slice(BASE_ARGUMENTS)).toSorted(), env: Object.fromEntries(env) };
}

/** The order of flags means nothing; that of a flag and the word after it does. */
function paired(args: readonly string[]): string[] {
  const pairs: string[] = [];
  for (const [index, argument] of args.entries()) {
    if (argument.startsWith("--")) pairs.push(argument);
    else pairs.push(`${index === 0 ? "" : pairs.pop()} ${argument}`);
  }
  return pairs;
}

/** Request ids and the ids of messages are made up anew each time. */
function withoutIds(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutIds);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== "request_id" && name !== "uuid")
      .map(([name, item]) => [name, withoutIds(item)]),
  );
}
