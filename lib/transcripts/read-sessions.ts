// Kept sessions, to read: which there are, what was said in them, and what their subagents said.

import { isSessionId, realDirectory } from "../config-folder.ts";
import { InvalidOptionsError } from "../errors/input.ts";
import { listInStore } from "./in-store.ts";
import type { SDKSessionInfo } from "./info.ts";
import { findSession, sourceOf } from "./kept-session.ts";
import { listOnDisk } from "./list.ts";
import { messagesOf, readTranscript, sessionParts, subagentParts } from "./messages.ts";
import {
  type GetSessionInfoOptions,
  type GetSessionMessagesOptions,
  type GetSubagentMessagesOptions,
  given,
  type ListSessionsOptions,
  type ListSubagentsOptions,
  pageFrom,
  pageOf,
  storeOf,
} from "./options.ts";
import { type SessionMessage, starterIn } from "./session-message.ts";
import { findSubagent, subagentsOf } from "./subagents.ts";

/**
 * List sessions, the newest first.
 *
 * Reads two ends of each transcript and never all of it: ten thousand sessions take a second or two. With `limit`,
 * only what the page needs is read.
 *
 * @returns Sessions that have something to show; empty when there are none.
 * @throws {InvalidOptionsError} If an option has the wrong type, or the store cannot list.
 * @throws {SessionStoreError} If the store fails, or does not answer in time. One session that it cannot load is listed
 * with an empty summary.
 *
 * @example The ten newest sessions of this directory
 * for (const { sessionId, summary } of await listSessions({ dir: ".", limit: 10 })) console.log(sessionId, summary);
 */
export async function listSessions(options?: ListSessionsOptions): Promise<SDKSessionInfo[]> {
  const where = given(options);
  const page = pageFrom(where);
  const store = await storeOf(where);
  return store === undefined
    ? listOnDisk(where, page)
    : listInStore(store, await realDirectory(where.dir || "."), page);
}

/**
 * Get what `listSessions()` lists of one session.
 *
 * @returns Undefined if there is no such session, or nothing in it to show.
 */
export async function getSessionInfo(
  sessionId: string,
  options?: GetSessionInfoOptions,
): Promise<SDKSessionInfo | undefined> {
  const where = given(options);
  return (await findSession(sessionId, where))?.describe();
}

/**
 * Get the messages of a session, oldest first: those with which a resume would continue, without abandoned branches.
 *
 * @returns Empty when there is no such session.
 *
 * @example Fifty messages at a time
 * const messages = await getSessionMessages(sessionId, { limit: 50, offset: 100 });
 */
export async function getSessionMessages(
  sessionId: string,
  options?: GetSessionMessagesOptions,
): Promise<SessionMessage[]> {
  const where = given(options);
  const session = await findSession(sessionId, where);
  if (session === undefined) return [];
  const source = sourceOf(session);
  const parts = sessionParts(await readTranscript(source), where.includeSystemMessages === true);
  return messagesOf(source, pageOf(parts, pageFrom(where)));
}

/**
 * List the ids of the subagents that a session started, and of those that these started.
 *
 * @returns Empty when there are none, or no such session.
 */
export async function listSubagents(sessionId: string, options?: ListSubagentsOptions): Promise<string[]> {
  const where = given(options);
  if (!isSessionId(sessionId)) return [];
  const { sessionStore } = where;
  if (sessionStore && sessionStore.listSubkeys === undefined)
    throw new InvalidOptionsError([
      "sessionStore.listSubkeys is not implemented, so subagents cannot be listed; give it listSubkeys()",
    ]);
  const ids: string[] = [];
  for await (const { agentId } of subagentsOf(sessionId, where)) ids.push(agentId);
  return sessionStore ? [...new Set(ids)] : ids;
}

/**
 * Get the messages between a subagent and its starter, oldest first.
 *
 * @param agentId One of the ids that `listSubagents()` returns.
 * @returns Empty when there is no such subagent.
 */
export async function getSubagentMessages(
  sessionId: string,
  agentId: string,
  options?: GetSubagentMessagesOptions,
): Promise<SessionMessage[]> {
  const where = given(options);
  if (!isSessionId(sessionId) || typeof agentId !== "string" || agentId === "") return [];
  const subagent = await findSubagent(sessionId, agentId, where);
  if (subagent === undefined) return [];
  const { source, details } = await subagent.open();
  const parts = subagentParts(await readTranscript(source));
  return messagesOf(source, pageOf(parts, pageFrom(where)), starterIn(details));
}
