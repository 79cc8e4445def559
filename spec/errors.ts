// What a model should do about each kind of error.
import type { ErrorCode } from "../lib/index.ts";

/** Said after the error's own message in a tool result. */
export const ADVICE: Readonly<Record<ErrorCode, string>> = {
  cli_not_found: "The server has no Claude Code: tell its operator to run `kodegen-claude-agent doctor`.",
  cli_not_executable:
    "The server cannot run Claude Code: tell its operator to run `kodegen-claude-agent doctor`.",
  cli_version: "The server's Claude Code is too old: tell its operator to update it.",
  cwd_invalid: "Pass an existing directory inside the server's roots as cwd.",
  spawn_failed: "The machine is short of resources: terminate agents that are done, then try again.",
  spawn_timeout: "The machine may be overloaded: try again later.",
  initialize_timeout: "The machine may be overloaded: try again later.",
  first_event_timeout: "The agent did not react: spawn it again.",
  silence_timeout: "The agent said nothing for too long: spawn it again, or ask for less at once.",
  exit_timeout: "The agent was ended by force; its output is complete.",
  initialize_failed: "Check the arguments; if they are right, tell the server's operator.",
  process_exited: "Look at the message for the cause, then spawn the agent again.",
  unexpected_end: "Spawn the agent again.",
  control_timeout: "The agent does not answer: terminate it, or try again later.",
  control_failed: "The agent cannot do that now.",
  session_closed: "The server is shutting down, or the agent has ended.",
  aborted: "The call was cancelled.",
  result_error: "Read the agent's output for the cause.",
  conversation_not_found: "Spawn the agent without resume, or with the id of a session that is kept here.",
  structured_output_missing: "Ask the agent again.",
  line_too_long: "The agent's output was too large: ask for less at once.",
  claim_failed: "Spawn the agent again.",
  session_not_found: "Check the session id.",
  session_in_use: "Another program works on that session: wait for it, or spawn a new agent.",
  session_store_failed: "Tell the server's operator.",
  invalid_options: "Correct the arguments.",
  invalid_message: "Correct the prompt.",
  not_provided: "The server cannot do that.",
  direct_connect: "Correct the address.",
  overloaded: "Terminate agents that are done, or wait for one to finish.",
  agent_not_found: "Use claude_list_agents to see your agents.",
  agent_ended: "Spawn a new agent.",
};
