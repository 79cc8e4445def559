// What a stand-in plays, as files in a folder that it reads: so that one program serves every workload.
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { CLI_VERSION } from "../../lib/generated/versions.ts";
import { resultFrame } from "../../lib/testing/frames.ts";
import { closing, line, opening } from "./messages.ts";

/**
 * A turn: it begins, writes a body, asks its requests, and ends. Every prompt gets one.
 *
 * In all lines but the body's, `@REQUEST@` stands for the id of the host's request, `@UUID@` for the prompt's own,
 * `@HOOK@` for the first hook's, `@SENT@` for the number of the request, `@ANSWERED@` for how many were answered with
 * success.
 */
export interface Play {
  readonly body?: string;
  /** How often the body is written. Default: once. */
  readonly repeat?: number;
  /** A control request, asked so many times, so many of them at once. */
  readonly request?: object;
  readonly requests?: number;
  readonly atOnce?: number;
  /** Control requests that come right after `initialize`, one after the answer to the other. */
  readonly handshake?: readonly object[];
}

const ANSWER = {
  commands: [],
  agents: [],
  output_style: "default",
  available_output_styles: ["default"],
  models: [{ value: "default", displayName: "Default", description: "The default" }],
  account: { tokenSource: "none", apiKeySource: "ANTHROPIC_API_KEY", apiProvider: "firstParty" },
  claude_code_version: CLI_VERSION,
  current_permission_mode: "default",
  session_state: "idle",
  hooks_applied: true,
};

export function writePlay(folder: string, play: Play = {}): void {
  const { body = "", repeat = 1, request, requests = 0, atOnce = 1, handshake = [] } = play;
  mkdirSync(folder, { recursive: true });
  const files = {
    answer: json(success(ANSWER)),
    plain: json(success({})),
    handshake: handshake.map((each, index) => json(asked(each, `handshake-${index}`))).join(""),
    begin: lifecycle("queued") + lifecycle("started") + opening,
    body,
    repeat: `${repeat}`,
    request: request === undefined ? "" : json(asked(request, "request-@SENT@")),
    requests: `${requests}`,
    "at-once": `${atOnce}`,
    // The real CLI's order: the result, the end of the prompt, the rest.
    end: line(resultFrame("@ANSWERED@")) + lifecycle("completed") + closing,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
}

function success(response: object): object {
  return { type: "control_response", response: { subtype: "success", request_id: "@REQUEST@", response } };
}

function asked(request: object, id: string): object {
  return { type: "control_request", request_id: id, request };
}

/** Left out by the stand-in when the prompt has no id, as by the CLI. */
function lifecycle(state: "queued" | "started" | "completed"): string {
  return json({ type: "command_lifecycle", command_uuid: "@UUID@", state });
}

function json(value: object): string {
  return `${JSON.stringify(value)}\n`;
}
