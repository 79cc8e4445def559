// Gathers all that belongs to a kept session: its conversation, branches, subagents, usage.
import { SessionNotFoundError } from "../errors/transcripts.ts";
import { type GetSessionInfoOptions, projectNamed } from "../transcripts/options.ts";
import { getSessionInfo, openTranscript } from "../transcripts/read-sessions.ts";
import { type SessionMessage, starterIn } from "../transcripts/session-message.ts";
import { subagentsOf } from "../transcripts/subagents.ts";
import { record, text } from "../transcripts/unchecked.ts";
import { getSessionUsage } from "../transcripts/usage.ts";
import { type Conversation, readWhole } from "./read-transcript.ts";
import { readable } from "./readable.ts";
import type { SessionBranch, SessionExport, SessionSubagent } from "./session-export.ts";

export interface GatherRequest {
  readonly where: GetSessionInfoOptions;
  readonly title: string | undefined;
  readonly includeSubagents: boolean;
  readonly includeThinking: boolean;
}

export async function gather(sessionId: string, request: GatherRequest): Promise<SessionExport> {
  const { where, includeThinking } = request;
  const source = await openTranscript(sessionId, where);
  const whole = source && (await readWhole(source));
  if (whole === undefined || whole.messages.length + whole.branches.length + whole.asides.length === 0)
    throw new SessionNotFoundError(sessionId, where.sessionStore ? "the store" : projectNamed(where.dir));
  const info = await getSessionInfo(sessionId, where);
  const all = (messages: readonly SessionMessage[]): SessionMessage[] =>
    messages.map((message) => readable(message, includeThinking));
  const main = { messages: all(whole.messages), branches: branchesOf(whole, all) };
  const subagents = request.includeSubagents
    ? [...inlineSubagents(main, whole.asides.map(all)), ...(await subagentsBeside(sessionId, where, all))]
    : [];
  const used = await getSessionUsage(sessionId, where);
  const { models = {}, totalCostUSD, costIsComplete = true } = used ?? {};
  return {
    version: 1,
    sessionId,
    title: request.title ?? info?.summary ?? sessionId,
    cwd: info?.cwd,
    gitBranch: info?.gitBranch,
    tag: info?.tag,
    ...main,
    subagents,
    usage: { models, totalCostUSD, costIsComplete },
    leftOut: { messagesForTheModel: whole.leftOut },
  };
}

type Copy = (messages: readonly SessionMessage[]) => SessionMessage[];

function branchesOf({ branches }: Conversation, all: Copy): SessionBranch[] {
  return branches.map(({ from, after, messages }) => ({
    from: from ?? null,
    after: after ?? null,
    messages: all(messages),
  }));
}

function messagesIn({ messages, branches }: Pick<SessionExport, "messages" | "branches">): SessionMessage[] {
  return [...messages, ...branches.flatMap((branch) => branch.messages)];
}

async function subagentsBeside(
  sessionId: string,
  where: GetSessionInfoOptions,
  all: Copy,
): Promise<SessionSubagent[]> {
  const found: SessionSubagent[] = [];
  for await (const { agentId, open } of subagentsOf(sessionId, where)) {
    const { source, details } = await open();
    const starter = starterIn(details);
    const whole = await readWhole(source, starter);
    if (whole.messages.length === 0) continue;
    found.push({
      agentId,
      agentType: text(details["agentType"]),
      toolUseId: starter.toolUseId ?? null,
      messages: all(whole.messages),
      branches: branchesOf(whole, all),
    });
  }
  return found;
}

/** Older versions of the CLI did not note which call started one: it has the prompt that the subagent begins with. */
function inlineSubagents(
  main: Pick<SessionExport, "messages" | "branches">,
  asides: readonly SessionMessage[][],
): SessionSubagent[] {
  const calls = new Map<string, string[]>();
  for (const { message } of [...messagesIn(main), ...asides.flat()])
    for (const block of blocksOf(message)) {
      const { id, input } = record(block) ?? {};
      const prompt = text(record(input)?.["prompt"])?.trim();
      if (prompt === undefined || typeof id !== "string") continue;
      const same = calls.get(prompt);
      if (same === undefined) calls.set(prompt, [id]);
      else same.push(id);
    }
  for (const ids of calls.values()) ids.reverse();
  return asides.map((messages) => {
    const toolUseId = calls.get(promptOf(messages) ?? "")?.pop() ?? null;
    const started = messages.map((message) => ({ ...message, parent_tool_use_id: toolUseId }));
    return { agentId: null, toolUseId, messages: started, branches: [] };
  });
}

function promptOf([first]: readonly SessionMessage[]): string | undefined {
  const content = record(first?.message)?.["content"];
  const [block] = blocksOf(first?.message);
  return (text(content) ?? text(record(block)?.["text"]))?.trim();
}

function blocksOf(message: unknown): readonly unknown[] {
  const content = record(message)?.["content"];
  return Array.isArray(content) ? content : [];
}
