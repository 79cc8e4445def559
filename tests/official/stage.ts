// Plays a scenario on the real CLI with the offline model, and writes down what it sees.
import { mkdir, realpath } from "node:fs/promises";
import path from "node:path";
import type { Options, SDKMessage } from "@anthropic-ai/claude-agent-sdk";
import { locateClaude } from "../../lib/process/locate.ts";
import type { OfflineModel } from "../../lib/testing/index.ts";
import { withRealClaude } from "../support/claude.ts";
import { marked } from "../support/leaks.ts";
import { comparable } from "./comparable.ts";
import { compareAll, type Sdk } from "./record.ts";

export type { CanUseTool, Options, Query, SDKMessage, SDKUserMessage } from "@anthropic-ai/claude-agent-sdk";
export type { Sdk } from "./record.ts";

export interface Stage {
  readonly sdk: Sdk;
  /** The working directory, inside of a HOME that no other run has. */
  readonly cwd: string;
  readonly home: string;
  /** Of all scenarios in the file. */
  readonly model: OfflineModel;
  /** Options for the real CLI and the offline model. */
  options(more?: Options): Options;
  /** Write something down. Lanes are compared each by itself: between them there is no order. */
  note(lane: string, value: unknown): void;
  /** Read a query to its end; every message is noted, and how it ended. */
  read(query: AsyncIterable<SDKMessage>, each?: (message: SDKMessage) => unknown): Promise<void>;
  /** Note what comes of a call: its value, or its error. */
  try(lane: string, call: () => unknown): Promise<void>;
}

export type Scenario = (stage: Stage) => Promise<void>;

/** Call it once in a file: its scenarios share an offline model. */
export function compareOnStage(name: string, scenarios: Readonly<Record<string, Scenario>>): void {
  const claude = withRealClaude();
  let homes = 0;
  compareAll(name, scenarios, async (sdk, scenario) => {
    const model = await claude.started();
    homes += 1;
    const home = path.join(await realpath(model.home), `home-${homes}`);
    const cwd = path.join(home, "project");
    await mkdir(cwd, { recursive: true });
    const { path: pathToClaudeCodeExecutable } = await locateClaude({});
    const env = marked({ ...model.env(), HOME: home, USERPROFILE: home });
    const options = { env, cwd, pathToClaudeCodeExecutable };
    const { lanes, ...writing } = writer(sdk);
    await scenario({ sdk, cwd, home, model, options: (more) => ({ ...options, ...more }), ...writing });
    return comparable(lanes, home, pathToClaudeCodeExecutable);
  });
}

function writer(sdk: Sdk): Pick<Stage, "note" | "try" | "read"> & { readonly lanes: object } {
  const lanes: Record<string, unknown[]> = {};
  const note = (lane: string, value: unknown): void => void (lanes[lane] ??= []).push(value);
  const attempt = async (lane: string, call: () => unknown): Promise<void> => {
    try {
      note(lane, await call());
    } catch (error) {
      note(lane, failure(error, sdk));
    }
  };
  return {
    lanes,
    note,
    try: attempt,
    read: (query, each) =>
      attempt("end", async () => {
        for await (const message of query) {
          note("messages", message);
          await each?.(message);
        }
        return "done";
      }),
  };
}

function failure(error: unknown, { AbortError }: Sdk): unknown {
  if (!(error instanceof Error)) return { thrown: error };
  // Its name is "Error" in the official SDK, which never says it: programs that look for "AbortError" find it here.
  if (error instanceof AbortError) return { message: error.message, instanceOf: "AbortError" };
  return { message: error.message };
}
