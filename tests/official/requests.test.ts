// Every control method of a query: what goes to the CLI, and what comes of its answer.
import process from "node:process";
import type { ScriptedConversation } from "../../lib/testing/index.ts";
import { withScript } from "../support/claude.ts";
import { CALLS } from "./calls.ts";
import { source } from "./prompts.ts";
import { compareAll, type Sdk } from "./record.ts";
import type { Options } from "./stage.ts";

type Answers = (subtypes: readonly string[]) => ScriptedConversation;

/** What a request is answered with. */
const ANSWERS: Readonly<Record<string, Answers>> = {
  "a full answer": (subtypes) => ({ answer: each(subtypes, (subtype) => FULL[subtype] ?? { field: 1 }) }),
  "an empty answer": (subtypes) => ({ answer: each(subtypes, () => ({})) }),
  "a refusal": (subtypes) => ({ refuse: each(subtypes, (subtype) => `no ${subtype} today`) }),
};

/** Answers of which a method gives only a part. */
const FULL: Readonly<Record<string, object>> = {
  interrupt: { still_queued: ["x"], cancelled: ["y"] },
  mcp_status: { mcpServers: [{ name: "a", status: "connected" }] },
  set_permission_mode: { mode: "manual", more: 1 },
  set_mcp_permission_mode_override: { warning: "w" },
};

function each<T>(subtypes: readonly string[], value: (subtype: string) => T): Record<string, T> {
  // Without `initialize` there is no session.
  const others = subtypes.filter((subtype) => subtype !== "initialize");
  return Object.fromEntries(others.map((subtype) => [subtype, value(subtype)]));
}

interface Outcome {
  readonly sent: readonly { readonly subtype: string }[];
  readonly value: unknown;
}

/** Make every call, one after the other, to a CLI that answers in one way. */
function callAll(sdk: Sdk, conversation: ScriptedConversation): Promise<Record<string, Outcome>> {
  return withScript(conversation, async (started, claude) => {
    const requests = async (): Promise<{ subtype: string }[]> =>
      (await claude.stdin()).map(({ request }) => request as { subtype: string });
    const prompts = source();
    const env = { PATH: process.env["PATH"], HOME: "/nonexistent" };
    const query = sdk.query({ prompt: prompts, options: { env, ...started } as Options });
    await query.initializationResult();
    const outcomes: Record<string, Outcome> = {};
    for (const [name, call] of Object.entries(CALLS)) {
      const { length } = await requests();
      const value = await Promise.resolve(call(query, sdk)).catch((error: Error) => ({
        message: error.message,
      }));
      outcomes[name] = { sent: (await requests()).slice(length), value: lasting(value) };
    }
    prompts.end();
    while ((await query.next()).done !== true) continue;
    return outcomes;
  });
}

/** A process has a number of its own each time, and with each release a version. */
function lasting(value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("pid" in value)) return value;
  return { ...value, pid: "its own", claude_code_version: "<cli>" };
}

let subtypes: readonly string[] | undefined;

compareAll("requests", ANSWERS, async (sdk, answers) => {
  subtypes ??= Object.values(await callAll(sdk, {})).flatMap(({ sent }) =>
    sent.map(({ subtype }) => subtype),
  );
  return callAll(sdk, answers(subtypes));
});
