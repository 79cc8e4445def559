// How a CLI may answer what its host asks of it: as it should, not at all, twice, or with something that is no answer.
import { CLI_VERSION } from "../../lib/generated/versions.ts";
import type { ScriptedFrame } from "../../lib/testing/index.ts";

export const ANSWERS = [
  "answered",
  "silent",
  "refused",
  "twice",
  "odd body",
  "odd error",
  "no body",
  "odd subtype",
] as const;
export type Answers = (typeof ANSWERS)[number];

export interface ControlRequest {
  readonly request_id: string;
  readonly request: { readonly subtype: string };
}

const STARTED = {
  commands: [],
  agents: [],
  models: [],
  account: {},
  output_style: "default",
  available_output_styles: ["default"],
  claude_code_version: CLI_VERSION,
  session_state: "idle",
};

export function answerTo(
  { request_id, request: { subtype } }: ControlRequest,
  how: Answers,
): ScriptedFrame[] {
  const answer = (response: object): ScriptedFrame => ({
    type: "control_response",
    response: { request_id, ...response },
  });
  const fine = answer({ subtype: "success", response: subtype === "initialize" ? STARTED : {} });
  const table: Record<Answers, () => ScriptedFrame[]> = {
    answered: () => [fine],
    silent: () => [],
    refused: () => [answer({ subtype: "error", error: "no" })],
    twice: () => [fine, fine],
    "odd body": () => [answer({ subtype: "success", response: [7, null, { a: 1 }] })],
    "odd error": () => [answer({ subtype: "error", error: { text: "no" }, error_code: null })],
    "no body": () => [answer({ subtype: "success" })],
    "odd subtype": () => [answer({ subtype: 7 })],
  };
  return table[how]();
}
