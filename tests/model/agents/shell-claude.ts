// A CLI as a shell script, so that a run may start a dozen: it does what its prompts say, one after the other.
import { chmodSync, writeFileSync } from "node:fs";
import { assistantFrame, resultFrame, type ScriptedFrame, stateFrame } from "../../../lib/testing/index.ts";

/** What a prompt has it do; a word follows, which is its answer. */
export const KINDS = ["say", "ask", "hang", "crash"] as const;
export type Kind = (typeof KINDS)[number];

const print = (frame: ScriptedFrame): string =>
  `printf '%s\\n' '${JSON.stringify(frame).replaceAll("@WORD@", `'"$word"'`).replaceAll("@ID@", `'"$id"'`).replaceAll("@UUID@", `'"$uuid"'`)}'`;
const says = assistantFrame("@WORD@");
const done = resultFrame("@WORD@");
const stopped = resultFrame("", { subtype: "error_during_execution", is_error: true, errors: ["@WORD@"] });
const fate = (state: string): ScriptedFrame => ({
  type: "command_lifecycle",
  command_uuid: "@UUID@",
  state,
  uuid: "u",
  session_id: "s",
});
const answer = {
  type: "control_response",
  response: { subtype: "success", request_id: "@ID@", response: { still_queued: [] } },
};
const question = {
  type: "control_request",
  request_id: "question-@WORD@",
  request: {
    subtype: "can_use_tool",
    tool_name: "Bash",
    input: { command: "@WORD@" },
    tool_use_id: "toolu-@WORD@",
  },
};
const cancel = { type: "control_cancel_request", request_id: "question-@WORD@" };

const SCRIPT = `#!/bin/sh
queue=""; busy=""; now=""
finish() {
  uuid=$now
  ${print(fate("completed"))}
  busy=""
  if [ -z "$queue" ]; then ${print(stateFrame("idle"))}; return; fi
  next=\${queue%% *}; queue=\${queue#* }
  begin "$next"
}
begin() {
  busy=\${1%%:*}; word=\${1#*:}; uuid=\${word#*:}; word=\${word%%:*}; now=$uuid
  ${print(fate("started"))}
  case $busy in
    say) ${print(says)}; ${print(done)}; finish ;;
    ask) ${print(stateFrame("requires_action"))}; ${print(question)} ;;
    crash) exit 3 ;;
  esac
}
while read -r line; do
  id=\${line#*'"request_id":"'}; id=\${id%%'"'*}
  case $line in
    *'"type":"control_response"'*)
      if [ "$busy" = ask ]; then ${print(stateFrame("running"))}; ${print(says)}; ${print(done)}; finish; fi ;;
    *'"subtype":"interrupt"'*)
      ${print(answer)}
      if [ "$busy" = ask ]; then ${print(cancel)}; ${print(stateFrame("running"))}; fi
      case $busy in ask|hang) ${print(stopped)}; finish ;; esac ;;
    *'"type":"control_request"'*) ${print(answer)} ;;
    *'"type":"user"'*)
      given=\${line#*'"text":"'}; given=\${given%%'"'*}
      uuid=\${line#*'"uuid":"'}; uuid=\${uuid%%'"'*}; given="$given:$uuid"
      ${print(fate("queued"))}
      if [ -n "$busy" ]; then queue="$queue$given "; else ${print(stateFrame("running"))}; begin "$given"; fi ;;
  esac
done
`;

/** @returns The executable's path. */
export function writeShellClaude(file: string): string {
  writeFileSync(file, SCRIPT);
  chmodSync(file, 0o755);
  return file;
}
