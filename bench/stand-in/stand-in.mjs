// Stands in for Claude Code where there is no C compiler: the same as stand-in.c, which costs less.
import { once } from "node:events";
import { existsSync, openSync, readFileSync, writeSync } from "node:fs";
import path from "node:path";
import process from "node:process";

const PIPE_BYTES = 65_536;

if (process.argv[2] === "--version") {
  console.log("2.1.99 (stand-in)");
  process.exit(0);
}
const { STAND_IN: folder = "", STAND_IN_PROGRESS: progressFile } = process.env;
const textOf = (name) => {
  const file = path.join(folder, name);
  return existsSync(file) ? readFileSync(file, "utf8") : "";
};
const linesOf = (name) => textOf(name).split(/(?<=\n)/);
const numberOf = (name) => Number(textOf(name));
const [answer, plain, begin, request, end] = ["answer", "plain", "begin", "request", "end"].map(linesOf);
const handshake = linesOf("handshake").filter((line) => line !== "");
const body = Buffer.from(textOf("body"));
const [repeat, requests, atOnce] = ["repeat", "requests", "at-once"].map(numberOf);
const progress = progressFile === undefined ? undefined : openSync(progressFile, "r+");
const known = { REQUEST: "", UUID: "", HOOK: "" };
let [prompts, sent, replies, answered, handshaken, written] = [0, 0, 0, 0, 0, 0];
let [inTurn, isReady] = [false, false];
/** Texts and bodies that are to be written. */
const out = [];

/** Writes what is waiting, one piece after the other: the pipe takes no more than fits into it. */
async function flush() {
  for (let part = out.shift(); part !== undefined; part = out.shift()) {
    const bytes = typeof part === "string" ? Buffer.from(part) : part;
    for (let at = 0; at < bytes.length; at += PIPE_BYTES) {
      const piece = bytes.subarray(at, at + PIPE_BYTES);
      if (!process.stdout.write(piece)) await once(process.stdout, "drain");
      written += piece.length;
      if (progress !== undefined) writeSync(progress, new BigUint64Array([BigInt(written)]), 0, 8, 0);
    }
  }
}

/** Fills in what stands between two signs "@"; a line that needs what is not known is left out. */
function add(lines) {
  const values = { ...known, SENT: `${sent}`, ANSWERED: `${answered}` };
  for (const line of lines) {
    let complete = true;
    const filled = line.replaceAll(/@([A-Z]+)@/g, (_sign, name) => {
      complete &&= values[name] !== "";
      return values[name];
    });
    if (complete) out.push(filled);
  }
}

function ask() {
  add(request);
  sent += 1;
}

function finish() {
  add(end);
  inTurn = false;
}

function turn() {
  if (inTurn || prompts === 0 || !isReady) return;
  prompts -= 1;
  inTurn = true;
  sent = replies = answered = 0;
  add(begin);
  for (let time = 0; time < repeat && body.length > 0; time += 1) out.push(body);
  while (sent < requests && sent < atOnce) ask();
  if (requests === 0) finish();
}

/** Sends the handshake line by line, each after the answer to the one before. */
function shake() {
  isReady = handshaken === handshake.length;
  if (!isReady) add([handshake[handshaken]]);
  handshaken += 1;
}

function answerCame(line) {
  if (!isReady) return shake();
  if (!inTurn) return;
  replies += 1;
  if (line.includes('"success"')) answered += 1;
  if (sent < requests) ask();
  else if (replies === requests) finish();
}

function take(line) {
  const find = (pattern) => pattern.exec(line)?.[1] ?? "";
  if (line.includes('"control_response"')) answerCame(line);
  else if (line.includes('"control_request"')) {
    known.REQUEST = find(/"request_id":"([^"]*)"/);
    if (line.includes('"initialize"')) {
      known.HOOK = find(/"hookCallbackIds":\["([^"]*)"/);
      add(answer);
      shake();
    } else add(plain);
  } else if (line.includes('"type":"user"')) {
    known.UUID = find(/"uuid":"([^"]*)"/);
    prompts += 1;
  }
  turn();
}

let rest = Buffer.alloc(0);
let flushed = Promise.resolve();
process.stdin.on("data", (chunk) => {
  rest = Buffer.concat([rest, chunk]);
  for (let stop = rest.indexOf(10); stop !== -1; stop = rest.indexOf(10)) {
    const line = rest.toString("utf8", 0, stop);
    rest = rest.subarray(stop + 1);
    take(line);
  }
  if (out.length > 0) flushed = flushed.then(flush);
});
