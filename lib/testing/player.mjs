// The scripted claude itself: a process that plays a conversation. Plain JavaScript, so that any runtime starts it.
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { appendFileSync, closeSync, readFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";

const [folder, ...argv] = process.argv.slice(2);
const script = JSON.parse(readFileSync(path.join(folder, "conversation.json"), "utf8"));
const log = (name, text) => appendFileSync(path.join(folder, name), text);
const flag = (name) => argv.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3);

if (argv.includes("--version")) {
  process.stdout.write(`${script.version}\n`);
  process.exit(0);
}
log("runs.jsonl", `${JSON.stringify({ pid: process.pid, argv, cwd: process.cwd(), env: process.env })}\n`);

const sessionId = flag("session-id") ?? flag("resume") ?? randomUUID();
const saved = {};
const queue = [];
const waiters = [];
let ended = false;

const write = (text) => new Promise((resolve) => process.stdout.write(text, () => resolve()));
const emit = (message) => write(`${JSON.stringify(fill(message))}\n`);
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Put real values in place of "$uuid", "$session_id" and "$saved.NAME.path". */
function fill(value) {
  if (Array.isArray(value)) return value.map(fill);
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fill(item)]));
  }
  if (value === "$uuid") return randomUUID();
  if (value === "$session_id") return sessionId;
  if (typeof value === "string" && value.startsWith("$saved.")) {
    return value
      .slice(7)
      .split(".")
      .reduce((from, key) => from?.[key], saved);
  }
  return value;
}

const matches = (part, whole) =>
  typeof part === "object" && part !== null
    ? typeof whole === "object" &&
      whole !== null &&
      Object.entries(part).every(([key, item]) => matches(item, whole[key]))
    : part === whole;

const respond = (requestId, response) =>
  emit({ type: "control_response", response: { ...response, request_id: requestId } });

/** Answers what a script need not care about; true when the line is done with. */
function answered(frame) {
  if (frame.type !== "control_request") return false;
  const { subtype } = frame.request;
  if (script.scripted?.includes(subtype)) return false;
  if (script.silent?.includes(subtype)) return true;
  if (script.refuse?.[subtype] !== undefined) {
    respond(frame.request_id, { subtype: "error", error: script.refuse[subtype] });
    return true;
  }
  if (script.answer?.[subtype] !== undefined) {
    respond(frame.request_id, { subtype: "success", response: script.answer[subtype] });
    return true;
  }
  if (subtype === "initialize") {
    const response = {
      commands: [],
      agents: [],
      models: [],
      account: {},
      output_style: "default",
      available_output_styles: ["default"],
      pid: process.pid,
      claude_code_version: script.cliVersion,
      current_permission_mode: "default",
      session_state: "idle",
    };
    respond(frame.request_id, { subtype: "success", response });
    return true;
  }
  respond(frame.request_id, {
    subtype: "success",
    response: subtype === "interrupt" ? { still_queued: [] } : {},
  });
  return true;
}

function receive(line) {
  log("stdin.jsonl", `${line}\n`);
  if (line.trim() === "") return;
  const frame = JSON.parse(line);
  if (answered(frame)) return;
  const waiter = waiters.shift();
  if (waiter === undefined) queue.push(frame);
  else waiter(frame);
}

function read() {
  // Pieces of a line whose end has not come yet: joined once, or a long line would take for ever.
  let pieces = [];
  process.stdin.setEncoding("utf8");
  process.stdin.on("data", (text) => {
    const [first, ...more] = text.split("\n");
    pieces.push(first);
    for (const next of more) {
      receive(pieces.join(""));
      pieces = [next];
    }
  });
  process.stdin.on("end", () => {
    ended = true;
    for (const waiter of waiters.splice(0)) waiter(undefined);
  });
}

const next = () =>
  queue.length > 0 ? queue.shift() : ended ? undefined : new Promise((resolve) => waiters.push(resolve));

async function expect(part, name) {
  for (let frame = await next(); frame !== undefined; frame = await next()) {
    if (!matches(part, frame)) continue;
    if (name !== undefined) saved[name] = frame;
    return;
  }
  // The host has closed our input instead: nothing that was to follow makes sense any more.
  process.exit(0);
}

function startChild({ detached = false, command = "trap '' TERM; while :; do sleep 1; done" } = {}) {
  const child = spawn("/bin/sh", ["-c", command], {
    detached,
    stdio: detached ? "ignore" : ["ignore", "inherit", "ignore"],
  });
  log("children.txt", `${child.pid}\n`);
  child.unref();
}

const actions = {
  emit: async ({ emit: messages }) => {
    for (const message of [messages].flat()) await emit(message);
  },
  raw: ({ raw }) => write(raw),
  base64: ({ base64 }) => write(Buffer.from(base64, "base64")),
  chunks: async ({ chunks, every = 5 }) => {
    for (const chunk of chunks) {
      await write(Buffer.from(chunk, "base64"));
      await sleep(every);
    }
  },
  fill: async ({ fill: { bytes, newline = true } }) => {
    const piece = "x".repeat(1 << 16);
    for (let left = bytes; left > 0; left -= piece.length)
      await write(left < piece.length ? piece.slice(0, left) : piece);
    if (newline) await write("\n");
  },
  expect: ({ expect: part, saveAs }) => expect(part, saveAs),
  wait: ({ wait }) => sleep(wait),
  stderr: ({ stderr, times = 1 }) =>
    new Promise((resolve) => process.stderr.write(stderr.repeat(times), () => resolve())),
  exit: ({ exit }) => process.exit(exit),
  signal: async ({ signal }) => {
    process.kill(process.pid, signal);
    await sleep(60_000);
  },
  ignore: ({ ignore }) => {
    for (const signal of ignore) process.on(signal, () => undefined);
  },
  stopReading: () => process.stdin.pause(),
  closeInput: async () => {
    await new Promise((resolve) => process.stdin.destroy().once("close", () => resolve()));
    // Destroying the stream leaves the descriptor open.
    closeSync(0);
  },
  closeOutput: async () => {
    await new Promise((resolve) => process.stdout.end(() => resolve()));
    // Ending the stream shuts a socket down, but leaves a pipe open.
    closeSync(1);
  },
  spawn: ({ spawn: options }) => startChild(options === true ? {} : options),
  repeat: async ({ repeat, steps }) => {
    for (let time = 0; time < repeat; time += 1) await play(steps);
  },
  hang: () => new Promise(() => setInterval(() => undefined, 60_000)),
};

async function play(steps) {
  for (const step of steps) {
    const name = Object.keys(actions).find((action) => action in step);
    if (name === undefined) throw new Error(`The scripted claude knows no step ${JSON.stringify(step)}`);
    await actions[name](step);
  }
}

/** With no script: answer every prompt with itself. */
async function echo() {
  const state = (name) =>
    emit({
      type: "system",
      subtype: "session_state_changed",
      state: name,
      sdk_host_only: true,
      uuid: "$uuid",
      session_id: "$session_id",
    });
  const fate = (uuid, name) =>
    uuid &&
    emit({
      type: "command_lifecycle",
      command_uuid: uuid,
      state: name,
      uuid: "$uuid",
      session_id: "$session_id",
    });
  for (let turn = 0, frame = await next(); frame !== undefined; frame = await next(), turn += 1) {
    if (frame.type !== "user") continue;
    const { content } = frame.message;
    const text = typeof content === "string" ? content : content.map((block) => block.text ?? "").join("");
    await fate(frame.uuid, "queued");
    await state("running");
    await fate(frame.uuid, "started");
    await play([
      { emit: [script.frames.init, script.frames.assistant].map((message) => withText(message, text)) },
    ]);
    await emit({ ...withText(script.frames.result, text), result_index: turn });
    await fate(frame.uuid, "completed");
    await state("idle");
  }
}

const withText = (message, text) =>
  JSON.parse(JSON.stringify(message).replaceAll('"$text"', JSON.stringify(text)));

read();
if (script.steps === undefined) await echo();
else {
  await play(script.steps);
  while ((await next()) !== undefined);
}
process.exit(script.exitCode ?? 0);
