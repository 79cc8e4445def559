// Runs an example with an offline model that plays a scenario, on a terminal if a person is to type.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { type OfflineModel, type Scenario, startOfflineModel } from "../../lib/testing/index.ts";
import { marked } from "./leaks.ts";
import { scriptCommand } from "./server.ts";

/** The end of each question. */
const QUESTION = "or what to do instead";
// What a terminal is told about its cursor and its lines.
// oxlint-disable-next-line no-control-regex
const CONTROLS = /\u001b\[[\d;?]*[A-Za-z]|\r/g;
const ROOT = path.join(import.meta.dirname, "../..");
const EXAMPLES = path.join(ROOT, "examples");

/**
 * The command that runs an example, and the variables that it needs. Examples import the package by its name: Deno and
 * Bun find the sources by the settings beside them, tsx by those that it is told of; Node alone would look for a build.
 */
export function exampleCommand(name: string): {
  command: [string, ...string[]];
  env: Record<string, string>;
} {
  const file = path.join(EXAMPLES, name);
  const { deno, bun } = process.versions as Record<string, string | undefined>;
  const onNode = deno === undefined && bun === undefined;
  const loader = ["--import", import.meta.resolve("tsx"), file];
  return {
    command: onNode ? [process.execPath, ...loader] : scriptCommand(file),
    env: { TSX_TSCONFIG_PATH: path.join(ROOT, "tsconfig.json") },
  };
}

/** A step that runs a command. */
export const bash = (command: string, more: object = {}): Scenario[number] => ({
  tool: "Bash",
  input: { command, description: "run it" },
  ...more,
});

export interface Run {
  /** The example, and its arguments. */
  readonly example: readonly [string, ...string[]];
  readonly reply: Scenario;
  /** What a person types at each question; the example then has a terminal. */
  readonly typed?: readonly string[];
  /** Ctrl-C when this has been printed. */
  readonly interruptAt?: string;
  /** The user's settings. */
  readonly settings?: object;
  /** Puts into the folder what the example works on. */
  readonly prepare?: (folder: string) => Promise<void>;
}

/** Run an example with an offline model that plays a scenario; `check` sees what was printed and what the model saw. */
export async function run(wanted: Run, check: (stdout: string, model: OfflineModel) => void): Promise<void> {
  const model = await startOfflineModel({ reply: wanted.reply });
  try {
    if (wanted.settings !== undefined) {
      await mkdir(path.join(model.home, ".claude"));
      await writeFile(path.join(model.home, ".claude/settings.json"), JSON.stringify(wanted.settings));
    }
    await wanted.prepare?.(model.home);
    check(await printed(wanted, model), model);
  } finally {
    await model.close();
  }
}

function printed(
  { example: [name, ...args], typed, interruptAt }: Run,
  model: OfflineModel,
): Promise<string> {
  const { command, env } = exampleCommand(name);
  const whole = [...command, ...args];
  const [file = "", ...rest] = typed === undefined ? whole : onTerminal(whole);
  const variables = marked({ ...model.env(), ...env, TERM: "xterm" });
  const child = spawn(file, rest, { env: variables, cwd: model.home });
  const lines = [...(typed ?? [])];
  let text = "";
  let answered = 0;
  child.stdout.on("data", (piece) => {
    const before = text;
    text += String(piece);
    const reached = interruptAt !== undefined && text.includes(interruptAt) && !before.includes(interruptAt);
    // Deno reports whatever child.kill() was given as the end of the process, also when it exited with a code.
    if (reached && child.pid !== undefined) process.kill(child.pid, "SIGINT");
    const asked = text.split(QUESTION).length - 1;
    for (; answered < asked; answered += 1) child.stdin.write(lines.shift() ?? "");
  });
  let failure = "";
  child.stderr.on("data", (piece) => (failure += String(piece)));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) resolve(text.replaceAll(CONTROLS, ""));
      else reject(new Error(`${name} ended with ${code}: ${failure}${text}`));
    });
  });
}

function onTerminal(command: readonly string[]): string[] {
  return ["script", "-qefc", command.map((word) => `'${word}'`).join(" "), "/dev/null"];
}

/** What tools have told the model, in one text. */
export function toolResults(model: OfflineModel): string {
  return JSON.stringify(model.requests.at(-1)?.messages.filter(({ role }) => role === "user"));
}

/** Why tests that need a terminal cannot run here. */
export const noTerminal: string | false = ["/usr/bin/script", "/bin/script"].some(
  (file) => existsSync(file) && process.platform === "linux",
)
  ? false
  : "needs script(1) of util-linux, which makes a terminal";
