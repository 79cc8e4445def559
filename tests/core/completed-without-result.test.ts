// A CLI that reports a prompt completed, and itself idle, without ever a result.
import assert from "node:assert/strict";
import { it } from "node:test";
import { query } from "../../lib/index.ts";
import { heard, outcomeOf, within } from "../support/within.ts";

it("a prompt completed without a result is no success: the loop does not end as if all were well", async () => {
  const { cli, options } = within();
  const asking = query("hello", options);
  const reading = outcomeOf(
    (async () => {
      const types: string[] = [];
      for await (const { type } of asking) types.push(type);
      return types;
    })(),
    6_000,
  );
  await heard(cli);
  cli.state("running");
  for (const prompt of cli.prompts)
    for (const fate of ["queued", "started", "completed"] as const) cli.fate(prompt, fate);
  cli.state("idle");
  const { value } = await reading;
  await asking.close();
  assert.ok(value === undefined, `it ended with ${JSON.stringify(value)}`);
});
