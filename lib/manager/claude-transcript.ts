// What Claude Code has written of an agent's conversation, where nobody has noted it.
import { inheritedEnv, transcriptStart } from "../config-folder.ts";
import { isolationOf } from "../options/isolation.ts";
import type { AgentOptions } from "./claude.ts";

/**
 * What a process has left of a conversation in its first turn: messages, which the next one takes up; a file without any,
 * which the CLI neither takes up nor begins anew; or nothing.
 */
export async function leftOf(
  options: AgentOptions,
  conversation: string,
): Promise<"messages" | "file" | "nothing"> {
  const { sessionStore, cwd = ".", env: given = inheritedEnv() } = options;
  const { configDir } = isolationOf(options) ?? {};
  const env = configDir === undefined ? given : { ...given, CLAUDE_CONFIG_DIR: configDir };
  if (sessionStore !== undefined) return "messages";
  const start = await transcriptStart(conversation, cwd, env);
  if (start === undefined) return "nothing";
  return start.includes('"type":"user"') ? "messages" : "file";
}
