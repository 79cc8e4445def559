// What a server says of itself when a client connects, by what it offers.

export type Profile = "full" | "unified";

export const INSTRUCTIONS: Readonly<Record<Profile, string>> = {
  full:
    "Delegate work to Claude Code agents: claude_spawn_agent starts them, claude_wait_agents has their results, " +
    "claude_read_agent_output shows what they do, claude_send_agent_prompt goes on with them, claude_answer_agent answers " +
    "their questions, claude_terminate_agent_session ends them.",
  unified:
    'Delegate work to Claude Code agents with claude_agent: action "spawn" starts one and gives it a number, "wait" has its ' +
    'result, "read" shows what it does, "send" goes on with it, "answer" answers its questions, "terminate" ends it.',
};
