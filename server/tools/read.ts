// claude_read_agent_output: read what an agent has said and done.
import { InvalidOptionsError, type ManagedAgent, type OwnedAgents } from "../../lib/index.ts";
import { read as spec } from "../../spec/tools/read.ts";
import { counted } from "../count.ts";
import type { ReadInput, ReadOutput } from "../generated/tool-types.ts";
import { ANSWER_CHARACTERS, beginningOf, fitting } from "./budget.ts";
import { refusalsOf } from "./outcome.ts";
import type { Page } from "./page.ts";
import { framesPage } from "./read-frames.ts";
import { textPage } from "./read-text.ts";
import type { ServerTool } from "./tool.ts";

/** Beside the page. */
const REST_CHARACTERS = 1_000;
const ROOM = ANSWER_CHARACTERS - REST_CHARACTERS;
const LAST_WORDS_CHARACTERS = 4_000;
/** The result has all of them. */
const REFUSALS = 2;
/** Of the names of changed files; the patch has them all. */
const FILES_CHARACTERS = 2_000;

export const read: ServerTool<ReadInput, ReadOutput> = {
  ...spec,
  async run(input, { manager, used }) {
    const { session_id } = input;
    requireOneStart(input);
    const view = input.view ?? (input.offset !== undefined || input.length !== undefined ? "frames" : "text");
    const info = manager.getSessionInfo(session_id);
    const page = await pageOf(view, input, manager, info);
    used.note(session_id);
    const gone = page.dropped > 0 && page.returned === 0;
    return {
      summary: summaryOf(info, page),
      session_id,
      state: info.state,
      working: info.working,
      is_complete: info.isComplete,
      ...(page.text !== undefined && { text: page.text }),
      ...(page.output !== undefined && { output: page.output }),
      ...(page.files !== undefined && { files: [...page.files] }),
      cursor: page.cursor,
      has_more: page.hasMore,
      total_messages: info.messageCount,
      messages_returned: page.returned,
      first_seq: manager.getSessionOutput(session_id, { length: 0 }).firstSeq,
      next_after: page.nextAfter,
      dropped: page.dropped,
      ...(gone && { last_words: lastWords(info) }),
      turn_count: info.turnCount,
      ...(info.maxTurns !== undefined && { max_turns: info.maxTurns }),
    };
  },
  text: ({ summary, text, output, last_words }) =>
    [
      summary,
      ...(last_words === undefined ? [] : [`Last words: ${last_words}`]),
      ...(text === undefined || text === "" ? [] : [text]),
      ...(output ?? []).map(
        ({ seq, message_type, content }) => `[${seq}] ${message_type} ${JSON.stringify(content)}`,
      ),
    ].join("\n"),
};

function requireOneStart({ cursor, offset, after }: ReadInput): void {
  const given = Object.entries({ cursor, offset, after }).filter(([, value]) => value !== undefined);
  if (given.length < 2) return;
  const names = given.map(([name]) => `"${name}"`).join(" and ");
  throw new InvalidOptionsError([`${names} both say where to begin: give one of them`]);
}

function messagesPage(
  view: "text" | "frames",
  input: ReadInput,
  manager: OwnedAgents,
  info: ManagedAgent,
): Page {
  const limit = input.limit ?? input.length;
  if (input.limit !== undefined && input.length !== undefined && input.limit !== input.length)
    throw new InvalidOptionsError(['"length" and "limit" mean the same: give one of them']);
  const { offset = 0, after } = input;
  const total = info.messageCount;
  const newest = Math.max(0, total - Math.min(-offset, limit ?? Number.POSITIVE_INFINITY));
  const start = after === undefined ? (offset < 0 ? newest : offset) : after + 1;
  const cursor = input.cursor ?? String(Math.min(start, total));
  const request = { sessionId: info.sessionId, cursor, limit, room: ROOM };
  return view === "text" ? textPage(manager, request) : framesPage(manager, request);
}

type View = NonNullable<ReadInput["view"]>;

async function pageOf(view: View, input: ReadInput, manager: OwnedAgents, info: ManagedAgent): Promise<Page> {
  if (view === "result") return wholePage(info.lastResult?.text ?? "", ROOM, input, info);
  if (view !== "changes") return messagesPage(view, input, manager, info);
  const { diff, files } = await manager.getSessionChanges(info.sessionId);
  const shown = files.slice(0, fitting(files, FILES_CHARACTERS));
  return { ...wholePage(diff, ROOM - FILES_CHARACTERS, input, info), files: shown };
}

/** A text from a character on. */
function wholePage(
  whole: string,
  room: number,
  { view, cursor = "0", offset, after }: ReadInput,
  { messageCount }: ManagedAgent,
): Page {
  if (!/^\d+$/.test(cursor) || offset !== undefined || after !== undefined)
    throw new InvalidOptionsError([
      `with view "${view}", "cursor" alone says where to read on, as an answer gave it`,
    ]);
  const from = Math.min(Number(cursor), whole.length);
  const text = beginningOf(whole.slice(from), room);
  const end = from + text.length;
  const at = { cursor: String(end), nextAfter: messageCount - 1 };
  return { ...at, text, hasMore: end < whole.length, returned: 0, dropped: 0 };
}

function lastWords({ lastOutput, lastResult }: ManagedAgent): string {
  return beginningOf(lastResult?.text ?? lastOutput.join("\n"), LAST_WORDS_CHARACTERS);
}

function summaryOf(
  { label, state, messageCount, working, isComplete, lastResult }: ManagedAgent,
  page: Page,
): string {
  const { hasMore, dropped, cursor, text, returned } = page;
  const notes = [`${label}: ${state}, ${counted(messageCount, "message")}`];
  if (dropped > 0) notes.push(`${dropped} are no longer kept`);
  if (hasMore) notes.push(`There is more: read on with cursor "${cursor}"`);
  else if (working) notes.push(`At work: claude_wait_agents, then read on with cursor "${cursor}"`);
  else if (text === "" && returned === 0) notes.push("Nothing more");
  const refused = isComplete ? (lastResult?.refusedTools ?? []) : [];
  notes.push(...refusalsOf(refused).slice(0, REFUSALS));
  return `${notes.join(". ")}.`;
}
