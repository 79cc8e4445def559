// What is measured on: versions, processor, and whether a process can be pinned to one core.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";

export const ROOT: string = path.join(import.meta.dirname, "../..");

export interface Facts {
  readonly node: string;
  /** Of this package, the official SDK, and the CLI that both are made for; a stand-in plays its part here. */
  readonly ours: string;
  readonly official: string;
  readonly cli: string;
  readonly processor: string;
  readonly cores: number;
  readonly system: string;
  readonly standIn: "C" | "Node";
}

export function facts(standIn: Facts["standIn"]): Facts {
  const cpus = os.cpus();
  return {
    node: process.versions.node,
    ours: versionIn(ROOT),
    official: versionIn(path.join(ROOT, "node_modules/@anthropic-ai/claude-agent-sdk")),
    cli: versionIn(path.join(ROOT, "node_modules/@anthropic-ai/claude-code")),
    processor: cpus[0]?.model.trim() ?? "unknown",
    cores: cpus.length,
    system: `${os.type()} ${os.arch()}`,
    standIn,
  };
}

function versionIn(folder: string): string {
  return (JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")) as { version: string }).version;
}

/** What to put before a command so that it and its children run on one core; undefined where that cannot be done. */
export function onOneCore(): readonly string[] | undefined {
  const status = "/proc/self/status";
  if (!existsSync(status)) return undefined;
  const core = /^Cpus_allowed_list:\s*(\d+)/m.exec(readFileSync(status, "utf8"))?.[1];
  if (core === undefined) return undefined;
  const command = ["taskset", "-c", core];
  try {
    execFileSync("taskset", ["-c", core, "true"], { stdio: "ignore" });
    return command;
  } catch {
    // No such program, or not allowed: who asks says so.
    return undefined;
  }
}
