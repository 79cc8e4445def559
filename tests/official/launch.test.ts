// What the CLI is started with: arguments, environment and the lines on stdin, for every option.
import assert from "node:assert/strict";
import process from "node:process";
import { describe, it } from "node:test";
import type { Options } from "../../lib/index.ts";
import * as ours from "../../lib/index.ts";
import { ALONE, combinations } from "./cases.ts";
import { DROPPED, OWN_ARGUMENTS, OWN_VARIABLES } from "./differences.ts";
import { FORMS, LOOSE, REFUSED } from "./forms.ts";
import { type Observed, observe } from "./observed.ts";
import { compareAll, type Sdk } from "./record.ts";

const sdk = ours as unknown as Sdk;

/** Of a program that was started itself with variables that load code. */
const ENVIRONMENT: Options = {
  env: {
    ...Object.fromEntries(Object.keys(DROPPED).map((name) => [name, "1"])),
    PATH: process.env["PATH"],
    HOME: "/nonexistent",
    NODE_OPTIONS: "--throw-deprecation",
    CLAUDE_CODE_ENTRYPOINT: "mine",
    CLAUDE_AGENT_SDK_CLIENT_APP: "my-app/1.0.0",
  },
};

compareAll(
  "launch",
  {
    ...ALONE,
    ...FORMS,
    ...combinations(),
    ...(LOOSE as Record<string, Options>),
    "an environment that loads foreign code": ENVIRONMENT,
  },
  async (library, options) => shared(await observe(library, options), options),
);

/** Without what we add. */
function shared({ args, env, stdin, messages }: Observed, { sessionId }: Options): object {
  const own = (argument: string): boolean =>
    OWN_ARGUMENTS.some(({ pattern }) => pattern.test(argument)) && argument !== `--session-id=${sessionId}`;
  const variables = Object.entries(env).filter(([name]) => !Object.hasOwn(OWN_VARIABLES, name));
  return {
    args: args.filter((argument) => !own(argument)),
    env: Object.fromEntries(variables),
    stdin,
    messages,
  };
}

describe("This library starts the CLI", () => {
  it("with what it adds on purpose", async () => {
    const { args, env } = await observe(sdk, {});
    for (const { pattern } of OWN_ARGUMENTS) assert.ok(args.some((argument) => pattern.test(argument)));
    for (const name of Object.keys(OWN_VARIABLES)) assert.ok(env[name] !== undefined, name);
  });

  it("with MCP servers over stdin unless a program says otherwise, because they hold secrets", async () => {
    const options = ALONE["mcpServers over stdin"] ?? {};
    const { mcpServersDelivery: _, ...silent } = options;
    const seen = await observe(sdk, silent);
    assert.doesNotMatch(seen.args.join(" "), /secret/);
    assert.deepEqual(shared(seen, {}), shared(await observe(sdk, options), {}));
  });

  for (const { options, why } of REFUSED) {
    it(`not at all: ${JSON.stringify(options)} (${why})`, { timeout: 30_000 }, async () => {
      const { error, args } = await observe(sdk, options as Options);
      assert.match(error ?? "", /^Invalid options: /);
      assert.deepEqual(args, [], "nothing was started");
    });
  }
});
