// Runs one scenario, written against the official API, with one of the two libraries, and writes down what it sees.
import { mkdir, realpath } from "node:fs/promises";
import path from "node:path";
import * as official from "@anthropic-ai/claude-agent-sdk";
import * as ours from "../../lib/index.ts";
import { locateClaude } from "../../lib/process/locate.ts";
import type { OfflineModel } from "../../lib/testing/index.ts";
import { marked } from "../support/leaks.ts";
import { comparable } from "./comparable.ts";

/** What a program imports: the official module's own types, whichever library stands behind them. */
export type Sdk = Pick<
  typeof official,
  "query" | "startup" | "tool" | "createSdkMcpServer" | "AbortError" | "HOOK_EVENTS"
>;
export type { CanUseTool, Options, Query, SDKMessage, SDKUserMessage } from "@anthropic-ai/claude-agent-sdk";

/** What was seen, by where it was seen. Lanes are compared each by itself: between them there is no order. */
export type Log = Readonly<Record<string, readonly unknown[]>>;

export interface Stage {
  readonly sdk: Sdk;
  /** The working directory, inside of a HOME that no other run has. */
  readonly cwd: string;
  readonly home: string;
  /** Options for the real CLI and the offline model. */
  options(more?: official.Options): official.Options;
  /** Write something down. */
  note(lane: string, value: unknown): void;
  /** Read a query to its end; every message is noted, and how it ended. */
  read(
    query: AsyncIterable<official.SDKMessage>,
    each?: (message: official.SDKMessage) => unknown,
  ): Promise<void>;
  /** Note what comes of a call: its value, or its error. */
  try(lane: string, call: () => unknown): Promise<void>;
}

export type Scenario = (stage: Stage) => Promise<void>;

export type Library = "official" | "ours";

export const LIBRARIES: Readonly<Record<Library, Sdk>> = { official, ours: ours as unknown as Sdk };

export async function perform(
  scenario: Scenario,
  library: Library,
  model: OfflineModel,
  name: string,
): Promise<Log> {
  const home = path.join(await realpath(model.home), `${name.replaceAll(/\W+/g, "-")}-${library}`);
  const cwd = path.join(home, "project");
  await mkdir(cwd, { recursive: true });
  const { path: executable } = await locateClaude({});
  const lanes: Record<string, unknown[]> = {};
  const note = (lane: string, value: unknown): void => void (lanes[lane] ??= []).push(value);
  const attempt = async (lane: string, call: () => unknown): Promise<void> => {
    try {
      note(lane, await call());
    } catch (error) {
      note(lane, failure(error, LIBRARIES[library]));
    }
  };
  const env = { ...model.env(), HOME: home, USERPROFILE: home };
  await scenario({
    sdk: LIBRARIES[library],
    cwd,
    home,
    options: (more) => ({ env: marked(env), cwd, pathToClaudeCodeExecutable: executable, ...more }),
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
  });
  return comparable(lanes, home);
}

function failure(error: unknown, { AbortError }: Sdk): unknown {
  if (!(error instanceof Error)) return { thrown: error };
  // Its name is "Error" in the official SDK, which never says it: programs that look for "AbortError" find it here.
  if (error instanceof AbortError) return { message: error.message, instanceOf: "AbortError" };
  return { message: error.message };
}
