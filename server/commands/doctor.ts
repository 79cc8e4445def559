// `doctor`: what is there to run agents with, and does it work.

import { existsSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import {
  ClaudeError,
  type LocateAttempt,
  locateClaude,
  loggable,
  MINIMUM_CLI_VERSION,
  query,
  readVersion,
} from "../../lib/index.ts";
import { startOfflineModel } from "../../lib/testing/index.ts";
import { readArguments } from "../config/arguments.ts";
import { VERSION } from "../version.ts";

/** As many as fit on a screen; a PATH can be long. */
const ATTEMPTS_SHOWN = 16;

export async function runDoctor(args: readonly string[]): Promise<number> {
  const { claude } = readArguments(args, { claude: "text" });
  row("package", `kodegen-claude-agent ${VERSION} on ${runtime()}`);
  const found = await findClaude(claude);
  if (found === undefined) return 1;
  row("credentials", credentials());
  const working = await tryTurn(found);
  console.log(working ? "\nAll is well." : "\nClaude Code is there but does not work; see above.");
  return working ? 0 : 1;
}

async function findClaude(given: string | undefined): Promise<string | undefined> {
  try {
    const { path: file, attempts } = await locateClaude({ path: given });
    row("claude", file);
    if (attempts.length > 0) row("looked before", "in these places");
    showAttempts(attempts);
    const env = { PATH: process.env["PATH"] ?? "", HOME: os.homedir() };
    const version = await readVersion(file, env);
    row("version", `${version ?? "unknown"} (needs ${MINIMUM_CLI_VERSION} or newer)`);
    return file;
  } catch (error) {
    if (!(error instanceof ClaudeError)) throw error;
    row("claude", error.message);
    if ("attempts" in error) showAttempts(error.attempts as LocateAttempt[]);
    return undefined;
  }
}

function showAttempts(attempts: readonly LocateAttempt[]): void {
  for (const { path: file, reason } of attempts.slice(0, ATTEMPTS_SHOWN))
    console.log(loggable(`  ${file}: ${reason}`));
  if (attempts.length > ATTEMPTS_SHOWN) console.log(`  … and ${attempts.length - ATTEMPTS_SHOWN} more`);
}

/** What the CLI would log in with; never the secret itself. */
function credentials(): string {
  const names = [
    "ANTHROPIC_API_KEY",
    "ANTHROPIC_AUTH_TOKEN",
    "CLAUDE_CODE_OAUTH_TOKEN",
    "CLAUDE_CODE_USE_BEDROCK",
    "CLAUDE_CODE_USE_VERTEX",
  ];
  const set = names.filter((name) => (process.env[name] ?? "") !== "");
  if (set.length > 0) return `${set.join(", ")} in the environment`;
  const config = process.env["CLAUDE_CONFIG_DIR"] ?? path.join(os.homedir(), ".claude");
  if (existsSync(path.join(config, ".credentials.json"))) return `a login in ${config}`;
  return 'none found: set ANTHROPIC_API_KEY or run "claude" and log in (the offline model needs none)';
}

async function tryTurn(claude: string): Promise<boolean> {
  const model = await startOfflineModel();
  const begun = performance.now();
  const options = {
    env: model.env(),
    cwd: model.home,
    pathToClaudeCodeExecutable: claude,
    settingSources: [],
  };
  try {
    await query("What is the capital of France?", options).result();
    row("offline turn", `works, in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
    return true;
  } catch (error) {
    row("offline turn", `fails: ${(error as Error).message}`);
    return false;
  } finally {
    await model.close();
  }
}

function row(name: string, text: string): void {
  console.log(loggable(`${name.padEnd(14)} ${text}`));
}

function runtime(): string {
  const versions = process.versions as Record<string, string | undefined>;
  if (versions["deno"] !== undefined) return `Deno ${versions["deno"]}`;
  if (versions["bun"] !== undefined) return `Bun ${versions["bun"]}`;
  return `Node ${versions["node"] ?? ""}`;
}
