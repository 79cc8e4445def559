#!/usr/bin/env node
// The executable.
import process from "node:process";
import { runCommand } from "./commands/run-command.ts";

void runCommand(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
