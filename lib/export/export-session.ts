// Exports a kept session as a document for people: Markdown, or one HTML page.
import { InvalidOptionsError } from "../errors/input.ts";
import { SessionNotFoundError } from "../errors/transcripts.ts";
import type { SDKSessionInfo } from "../transcripts/info.ts";
import { record } from "../transcripts/link.ts";
import { readConversation } from "../transcripts/messages.ts";
import {
  checkSessionId,
  type GetSessionInfoOptions,
  given,
  projectNamed,
  shown,
} from "../transcripts/options.ts";
import { pageFrom } from "../transcripts/page.ts";
import {
  getSessionInfo,
  getSubagentMessages,
  listSubagents,
  openTranscript,
} from "../transcripts/read-sessions.ts";
import type { SessionMessage } from "../transcripts/session-message.ts";
import { toHtml } from "./html.ts";
import { toMarkdown } from "./markdown.ts";
import { clean, type Turn, turnsOf } from "./turns.ts";

/** Options of `exportSession()`. */
export type ExportSessionOptions = GetSessionInfoOptions & {
  /** @default "markdown" */
  format?: "markdown" | "html" | undefined;
  /** The document's title. @default the session's own */
  title?: string | undefined;
  /** The conversations of subagents, inside the calls that started them. @default true */
  includeSubagents?: boolean | undefined;
  /** What the model thought, folded away. @default true */
  includeThinking?: boolean | undefined;
};

const EVERYTHING = { page: pageFrom({}), includeSystem: false, uncompacted: true };

/** A session, ready to be written down. */
export interface ExportedSession {
  readonly title: string;
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly turns: readonly Turn[];
  /** Subagents whose starting calls are no longer part of the conversation. */
  readonly subagents: readonly { readonly name: string; readonly turns: readonly Turn[] }[];
}

/**
 * Write a session down as a document: Markdown, or one HTML page without scripts that needs nothing but itself. Tool
 * calls with their results, thinking and subagents are folded away until a reader wants them.
 *
 * @returns The whole document.
 * @throws {SessionNotFoundError} If there is no such session, or nothing was said in it.
 * @throws {InvalidOptionsError} If the id is no UUID, or the format is unknown.
 *
 * @example A page to look at in a browser
 * await writeFile("session.html", await exportSession(sessionId, { format: "html" }));
 */
export async function exportSession(sessionId: string, options?: ExportSessionOptions): Promise<string> {
  const wish = given(options);
  checkSessionId(sessionId);
  const { format = "markdown" } = wish;
  if (format !== "markdown" && format !== "html")
    throw new InvalidOptionsError([
      `"format" must be "markdown" or "html", not ${JSON.stringify(shown(format))}`,
    ]);
  const exported = await gather(sessionId, wish);
  return format === "html" ? toHtml(exported) : toMarkdown(exported);
}

async function gather(sessionId: string, options: ExportSessionOptions): Promise<ExportedSession> {
  const { dir, sessionStore, loadTimeoutMs } = options;
  const where = { dir, sessionStore, loadTimeoutMs };
  const source = await openTranscript(sessionId, where);
  const messages = source === undefined ? [] : await readConversation(source, EVERYTHING);
  if (messages.length === 0)
    throw new SessionNotFoundError(sessionId, where.sessionStore ? "the store" : projectNamed(where.dir));
  const info = await getSessionInfo(sessionId, where);
  const subagents = options.includeSubagents === false ? [] : await subagentsOf(sessionId, where);
  const started = new Map(
    subagents.flatMap(({ call, said }) => (call === undefined ? [] : [[call, said] as const])),
  );
  const turnOptions = { includeThinking: options.includeThinking !== false, subagents: started };
  const calls = callsIn([messages, ...subagents.map(({ said }) => said)]);
  const loose = subagents.filter(({ call }) => call === undefined || !calls.has(call));
  return {
    title: clean(options.title ?? info?.summary ?? sessionId).replaceAll("\n", " "),
    facts: factsOf(sessionId, info, messages),
    turns: turnsOf(messages, turnOptions),
    subagents: loose.map(({ name, said }) => ({ name, turns: turnsOf(said, turnOptions) })),
  };
}

interface Subagent {
  readonly name: string;
  readonly call: string | undefined;
  readonly said: readonly SessionMessage[];
}

async function subagentsOf(sessionId: string, where: GetSessionInfoOptions): Promise<Subagent[]> {
  // Not every store can list them; the conversation itself can be exported all the same.
  if (where.sessionStore && where.sessionStore.listSubkeys === undefined) return [];
  const found: Subagent[] = [];
  for (const name of await listSubagents(sessionId, where)) {
    const said = await getSubagentMessages(sessionId, name, where);
    if (said.length > 0) found.push({ name, call: said[0]?.parent_tool_use_id ?? undefined, said });
  }
  return found;
}

/** The ids of all tool calls. */
function callsIn(conversations: readonly (readonly SessionMessage[])[]): Set<unknown> {
  const blocks = conversations.flat().flatMap(({ message }) => blocksOf(message));
  return new Set(blocks.map((block) => record(block)?.["id"]));
}

function blocksOf(message: unknown): readonly unknown[] {
  const content = record(message)?.["content"];
  return Array.isArray(content) ? content : [];
}

function factsOf(
  sessionId: string,
  info: SDKSessionInfo | undefined,
  messages: readonly SessionMessage[],
): ExportedSession["facts"] {
  const facts: [name: string, value: string | undefined][] = [
    ["Session", sessionId],
    ["Directory", info?.cwd],
    ["Branch", info?.gitBranch],
    ["Tag", info?.tag],
    ["Begun", timeOf(messages[0]?.timestamp)],
    ["Last message", timeOf(messages.at(-1)?.timestamp)],
    ["Messages", String(messages.length)],
  ];
  return facts.flatMap(([name, value]) => (value ? [[name, clean(value)] as const] : []));
}

function timeOf(timestamp: string | undefined): string | undefined {
  return timestamp === undefined ? undefined : `${timestamp.slice(0, 19).replace("T", " ")} UTC`;
}
