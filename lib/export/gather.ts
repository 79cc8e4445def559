// Gathers all that belongs to a kept session: its conversation, branches, subagents, usage.
import { SessionNotFoundError } from "../errors/transcripts.ts";
import { record, text } from "../stores/unchecked.ts";
import { addTo } from "../transcripts/entry-link.ts";
import { existingSession, sourceOf } from "../transcripts/kept-session.ts";
import { placeNamed } from "../transcripts/options.ts";
import { type SessionMessage, starterIn } from "../transcripts/session-message.ts";
import { subagentsOf } from "../transcripts/subagents.ts";
import { usageOf } from "../transcripts/usage.ts";
import type { ExportSessionOptions } from "./export-session.ts";
import { blocksOf } from "./parts.ts";
import { type Conversation, readWhole } from "./read-transcript.ts";
import type { SessionExport, SessionSubagent } from "./session-export.ts";

export async function gather(
  sessionId: string,
  { title, includeSubagents = true, includeThinking = true, ...where }: ExportSessionOptions,
): Promise<SessionExport> {
  const session = await existingSession(sessionId, where);
  const sources = [sourceOf(session)];
  const whole = await readWhole(sourceOf(session), includeThinking);
  const { messages, branches, asides, leftOut } = whole;
  if (messages.length + branches.length + asides.length === 0)
    throw new SessionNotFoundError(sessionId, placeNamed(where));
  const subagents = includeSubagents ? inlineSubagents(whole) : [];
  for await (const { agentId, open } of subagentsOf(sessionId, where)) {
    const { source, details } = await open();
    sources.push(source);
    const starter = starterIn(details);
    const own = includeSubagents ? await readWhole(source, includeThinking, starter) : undefined;
    if (own === undefined || own.messages.length === 0) continue;
    subagents.push({
      agentId,
      agentType: text(details["agentType"]),
      toolUseId: starter.toolUseId ?? null,
      messages: own.messages,
      branches: own.branches,
    });
  }
  const info = session.describe();
  return {
    version: 1,
    sessionId,
    title: title ?? info?.summary ?? sessionId,
    cwd: info?.cwd,
    gitBranch: info?.gitBranch,
    tag: info?.tag,
    messages,
    branches,
    subagents,
    usage: await usageOf(sources),
    leftOut: { messagesForTheModel: leftOut },
  };
}

/** Older versions of the CLI did not note which call started one: it has the prompt that the subagent begins with. */
function inlineSubagents({ messages, branches, asides }: Conversation): SessionSubagent[] {
  const calls = new Map<string, string[]>();
  for (const message of [messages, ...branches.map((branch) => branch.messages), ...asides].flat())
    for (const { id, input } of blocksOf(message)) {
      const prompt = text(record(input)?.["prompt"])?.trim();
      if (prompt !== undefined && typeof id === "string") addTo(calls, prompt, id);
    }
  for (const ids of calls.values()) ids.reverse();
  return asides.map((said) => {
    const toolUseId = calls.get(promptOf(said) ?? "")?.pop() ?? null;
    const started = said.map((message) => ({ ...message, parent_tool_use_id: toolUseId }));
    return { agentId: null, toolUseId, messages: started, branches: [] };
  });
}

function promptOf([first]: readonly SessionMessage[]): string | undefined {
  const [block] = first === undefined ? [] : blocksOf(first);
  return text(block?.["text"])?.trim();
}
