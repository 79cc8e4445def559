#!/usr/bin/env node
// The executable: picks a command, runs it, and turns every failure into one line and an exit code.
import process from "node:process";
import { ClaudeError } from "../lib/index.ts";
import { readArguments, UsageError } from "./arguments.ts";
import { help, isCommand } from "./help.ts";
import { ServerStartError } from "./start-error.ts";
import { VERSION } from "./version.ts";

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

run(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    if (error instanceof UsageError) {
      console.error(`kodegen-claude-agent: ${error.message}; see --help`);
      process.exitCode = 2;
    } else if (error instanceof ServerStartError || error instanceof ClaudeError) {
      console.error(`kodegen-claude-agent: ${error.message}`);
      process.exitCode = 1;
    } else {
      console.error("kodegen-claude-agent: unexpected failure:", error);
      process.exitCode = 1;
    }
  },
);
