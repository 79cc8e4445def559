// A CLI that is a real process: it hands its input to the model over a socket, and does what comes back.
import { closeSync } from "node:fs";
import { connect } from "node:net";
import process from "node:process";
import { createInterface } from "node:readline";

const [place, born, asked] = process.argv.slice(2);
// What the library asks for when a start fails: another process, not the one that the model plays.
if (asked === "--version") {
  console.log("2.1.332 (Claude Code)");
  process.exit(0);
}
const socket = connect(place);
const say = (word) => socket.write(`${JSON.stringify(word)}\n`);
const hands = {
  print: (text) => process.stdout.write(text),
  complain: (text) => process.stderr.write(text),
  hangUp: () => process.stdout.end(() => closeSync(1)),
  exit: (code) => flushed(() => process.exit(code)),
  signal: (signal) => flushed(() => process.kill(process.pid, signal)),
  stubborn: () => process.on("SIGTERM", () => undefined),
};
// An empty write is done when all before it are.
const flushed = (then) => process.stdout.write("", then);

say({ born: Number(born) });
createInterface({ input: process.stdin })
  .on("line", (line) => say({ line }))
  .on("close", () => say({ ended: true }));
createInterface({ input: socket }).on("line", (line) => {
  const [[hand, value]] = Object.entries(JSON.parse(line));
  hands[hand](value);
});
// The host may have gone: then nobody reads, and nobody is to be told.
process.stdout.on("error", () => undefined);
socket.on("error", () => undefined).on("close", () => process.exit(0));
