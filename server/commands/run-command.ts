// Picks a command, runs it, and turns every failure into one line and an exit code.
import { ClaudeError } from "../../lib/index.ts";
import { readArguments, UsageError } from "../config/arguments.ts";
import { logFailure, tell } from "../log.ts";
import { ServerStartError } from "../start-error.ts";
import { VERSION } from "../version.ts";
import { help, isCommand } from "./help.ts";

/** Loaded when asked for, so that each command starts as fast as it can. */
const COMMANDS = {
  serve: async (args: readonly string[]) => (await import("./serve-command.ts")).runServe(args),
  demo: async (args: readonly string[]) => (await import("./demo.ts")).runDemo(args),
  doctor: async (args: readonly string[]) => (await import("./doctor.ts")).runDoctor(args),
  version: async (args: readonly string[]) => {
    readArguments(args, {});
    console.log(VERSION);
    return 0;
  },
};

/** Run a command line of the executable; never rejects. @returns The exit code. */
export async function runCommand(args: readonly string[]): Promise<number> {
  try {
    return await run(args);
  } catch (error) {
    if (error instanceof UsageError) {
      tell(`kodegen-claude-agent: ${error.message}; see --help`);
      return 2;
    }
    if (error instanceof ServerStartError || error instanceof ClaudeError)
      tell(`kodegen-claude-agent: ${error.message}`);
    else logFailure("unexpected failure", error);
    return 1;
  }
}

async function run(args: readonly string[]): Promise<number> {
  const [word, ...rest] = args;
  if (word === undefined || word === "-h" || word === "--help" || word === "help") {
    console.log(help());
    return 0;
  }
  if (word === "--version" || word === "-v") return COMMANDS.version([]);
  if (!isCommand(word)) throw new UsageError(`There is no command "${word}"`);
  if (rest.includes("--help") || rest.includes("-h")) {
    console.log(help(word));
    return 0;
  }
  return COMMANDS[word](rest);
}
