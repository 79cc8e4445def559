// Writes one answer as the Messages API would: events of a stream, or one JSON document.
import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Step } from "./scenario.ts";

type Block =
  | { type: "text"; text: string }
  | { type: "thinking"; thinking: string; signature: string }
  | { type: "tool_use"; id: string; name: string; input: Record<string, unknown> };

export interface Answer {
  readonly step: Step;
  readonly model: string;
  /** Numbers ids of messages and tool calls. */
  readonly serial: number;
}

const SIGNATURE = "b2ZmbGluZS1zaWduYXR1cmU=";

export async function reply(response: ServerResponse, answer: Answer, streaming: boolean): Promise<void> {
  const { step } = answer;
  if (step.delay_ms !== undefined) await pause(response, step.delay_ms);
  for (const [name, value] of Object.entries(step.headers ?? {})) response.setHeader(name, value);
  response.setHeader("request-id", `req_offline_${answer.serial}`);
  if (step.error !== undefined) return replyError(response, step.error);
  if (streaming) return stream(response, answer);
  if (step.hang) return;
  if (step.drop) return void response.destroy();
  if (step.stream_error !== undefined) return replyError(response, { status: 529, ...step.stream_error });
  json(response, 200, messageOf(answer));
}

/** As long as somebody waits for the answer: nothing keeps the program alive for nobody. */
async function pause(response: ServerResponse, ms: number): Promise<void> {
  const over = new AbortController();
  const { signal } = over;
  await Promise.race([sleep(ms, undefined, { signal }), once(response, "close", { signal })]);
  over.abort();
}

export function replyError(
  response: ServerResponse,
  error: { status: number; type?: string; message?: string; retry_after?: number },
): void {
  if (error.retry_after !== undefined) response.setHeader("retry-after", String(error.retry_after));
  const { status, type = "api_error", message = `offline ${status}` } = error;
  json(response, status, { type: "error", error: { type, message } });
}

export function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}

async function stream(response: ServerResponse, answer: Answer): Promise<void> {
  const { step } = answer;
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" });
  const send = (type: string, fields: object = {}): void => {
    if (!response.destroyed)
      response.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`);
  };
  const { content, usage, stop_reason, stop_sequence, ...head } = messageOf(answer);
  const begun = { content: [], stop_reason: null, stop_sequence, usage: { ...usage, output_tokens: 1 } };
  send("message_start", { message: { ...head, ...begun } });
  if (step.hang) return;
  if (step.first_delay_ms !== undefined) await pause(response, step.first_delay_ms);
  if (step.drop || step.stream_error !== undefined) return breakOff(response, step, send);
  for (const [index, block] of content.entries()) {
    send("content_block_start", { index, content_block: emptyBlock(block) });
    for (const delta of deltasOf(block)) {
      if (response.destroyed) return;
      send("content_block_delta", { index, delta });
      if (step.chunk_delay_ms !== undefined) await pause(response, step.chunk_delay_ms);
    }
    send("content_block_stop", { index });
  }
  const { output_tokens } = usage;
  send("message_delta", { delta: { stop_reason, stop_sequence }, usage: { output_tokens } });
  send("message_stop");
  response.end();
}

async function breakOff(
  response: ServerResponse,
  step: Step,
  send: (type: string, fields: object) => void,
): Promise<void> {
  send("content_block_start", { index: 0, content_block: { type: "text", text: "" } });
  send("content_block_delta", { index: 0, delta: { type: "text_delta", text: "partial " } });
  // The client should see the beginning before the end of it.
  await sleep(50);
  if (step.drop) return void response.destroy();
  const { type = "overloaded_error", message = "Overloaded" } = step.stream_error ?? {};
  send("error", { error: { type, message } });
  response.end();
}

function messageOf(answer: Answer) {
  const { model, serial, step } = answer;
  const content = blocksOf(answer);
  const calls = content.some(({ type }) => type === "tool_use");
  return {
    id: `msg_offline_${serial}`,
    type: "message",
    role: "assistant",
    model: step.model ?? model,
    content,
    stop_reason: step.stop_reason ?? (calls ? "tool_use" : "end_turn"),
    stop_sequence: null,
    usage: {
      input_tokens: 10,
      output_tokens: 5,
      cache_creation_input_tokens: 0,
      cache_read_input_tokens: 0,
      ...step.usage,
    },
  };
}

function blocksOf({ step, serial }: Answer): Block[] {
  const calls = step.tools ?? (step.tool === undefined ? [] : [{ name: step.tool, input: step.input ?? {} }]);
  const text = step.size === undefined ? step.text : "x".repeat(step.size);
  const blocks: Block[] = [];
  if (step.thinking !== undefined)
    blocks.push({ type: "thinking", thinking: step.thinking, signature: SIGNATURE });
  if (text !== undefined || calls.length === 0) blocks.push({ type: "text", text: text ?? "" });
  for (const [index, call] of calls.entries()) {
    const id = "id" in call && call.id !== undefined ? call.id : `toolu_offline_${serial}_${index}`;
    blocks.push({ type: "tool_use", id, name: call.name, input: call.input ?? {} });
  }
  return blocks;
}

function emptyBlock(block: Block): object {
  if (block.type === "text") return { type: "text", text: "" };
  if (block.type === "thinking") return { type: "thinking", thinking: "", signature: "" };
  return { ...block, input: {} };
}

/** Pieces long enough to be worth an event, and short enough to show that there are several. */
const PIECE = 65_536;

function deltasOf(block: Block): object[] {
  if (block.type === "text") return piecesOf(block.text).map((text) => ({ type: "text_delta", text }));
  if (block.type === "thinking") {
    const pieces = piecesOf(block.thinking).map((thinking) => ({ type: "thinking_delta", thinking }));
    return [...pieces, { type: "signature_delta", signature: block.signature }];
  }
  const text = JSON.stringify(block.input);
  const half = Math.ceil(text.length / 2);
  return [text.slice(0, half), text.slice(half)].map((partial_json) => ({
    type: "input_json_delta",
    partial_json,
  }));
}

/** Words, or pieces of a text that is long. */
function piecesOf(text: string): string[] {
  if (text.length > PIECE) return text.match(new RegExp(`[^]{1,${PIECE}}`, "g")) ?? [];
  return text.split(/(?<= )/).filter(Boolean);
}
